"""What staff see of the messages to one person: whether they get through, those about meetings, and whether all is paused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.desk.queries.ways import Way, ways
from webapp.people.models import Participant
from webapp.reminders import meetings, through
from webapp.reminders import queries as reminders
from webapp.reminders.meetings import Meeting, Whose
from webapp.reminders.through import Told


@dataclass(frozen=True, slots=True)
class Messages:
    """Nothing about any task, and nothing that differs by what she has answered."""

    way: Way
    #: About meetings of the reader's kind, newest first.
    told: tuple[Told, ...]
    paused_at: datetime | None
    #: The meeting that can be sent by hand now.
    next: Meeting | None


def of(session: Session, person: Participant, whose: Whose, at: datetime) -> Messages:
    choice = reminders.choices(session, [person.id]).get(person.id)
    way, paused_at = ways(session, [person])[person.id], choice.paused_at if choice else None
    reached = way not in {Way.PAPER, Way.ENDED, Way.WRONG_PERSON} and paused_at is None
    coming = meetings.next_of(session, person, whose, at) if reached else None
    return Messages(way, tuple(through.told(session, person.id, whose)), paused_at, coming)
