"""What staff see of the messages to one person: whether they get through, those about meetings, and whether all is paused."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.desk.queries.seen import Meeting
from webapp.desk.queries.ways import Reached, Way, way
from webapp.invitations import queries as invitations
from webapp.people.models import Participant
from webapp.reminders import appointments, through
from webapp.reminders import queries as reminders
from webapp.reminders.appointments import Whose
from webapp.reminders.through import Told


@dataclass(frozen=True, slots=True)
class Coming:
    """The meeting that can be sent by hand now."""

    number: int
    begins_at: datetime


@dataclass(frozen=True, slots=True)
class Messages:
    """Nothing about any task, and nothing that differs by what she has answered."""

    way: Reached
    #: About meetings of the reader's kind, newest first.
    told: tuple[Told, ...]
    paused_at: datetime | None
    next: Coming | None


def to_course(session: Session, person: Participant, at: datetime) -> Messages:
    """As the leaders of her course see them."""
    held = appointments.next_of(session, person, Whose.COURSE, after=at)
    return _of(session, person, Whose.COURSE, Coming(held.number, held.starts_at) if held else None)


def to_gk(session: Session, person: Participant, booked: Sequence[Meeting], at: datetime) -> Messages:
    """As her handlers see them, who know her meetings already."""
    ahead = (Coming(one.number, one.begins_at) for one in booked if one.begins_at > at)
    return _of(session, person, Whose.GK, next(ahead, None))


def _of(session: Session, person: Participant, whose: Whose, coming: Coming | None) -> Messages:
    choice = reminders.choices(session, [person.id]).get(person.id)
    sent, told = through.of_one(session, person.id, whose)
    reached, paused_at = way(person, sent, wrong=bool(invitations.disowned(session, [person.id]))), choice.paused_at if choice else None
    may_be_sent = reached not in {Way.PAPER, Way.ENDED, Way.WRONG_PERSON} and paused_at is None
    return Messages(reached, tuple(told), paused_at, coming if may_be_sent else None)
