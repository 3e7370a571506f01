"""What a leader needs while everybody is in the room: who is in, which phones wait, and a sheet of paper for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.desk.queries.courses import called
from webapp.ground import clock
from webapp.ground.locales import Locale, by_id
from webapp.invitations import queries as invitations
from webapp.invitations import tokens
from webapp.invitations.models import PersonalLink
from webapp.people import queries as people
from webapp.people.models import Course, Participant, StaffAccount


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that waits, whose it is, and the two words it shows."""

    pairing_id: UUID
    called: str
    words: str


@dataclass(frozen=True, slots=True)
class Room:
    names: list[str]
    waiting: list[Phone]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper for one person. Without an address there is no link to print."""

    participant_id: UUID
    called: str
    protected: bool
    locale: Locale
    address: str | None
    human: StaffAccount | None


def room(session: Session, course: Course, *, at: datetime) -> Room:
    """Everybody in the course, and the phones that wait in the order they came."""
    names = {person.id: called(person) for person in people.participants_in(session, course.id) if person.ended_at is None}
    waiting = invitations.waiting(session, course.id, at=at)
    return Room(list(names.values()), [Phone(one.pairing_id, names[one.participant_id], one.words) for one in waiting])


def waits(session: Session, course_id: UUID, pairing_id: UUID, *, at: datetime) -> bool:
    """Whether that phone waits in this course."""
    return pairing_id in {one.pairing_id for one in invitations.waiting(session, course_id, at=at)}


def sheets(session: Session, course: Course, *, at: datetime) -> list[Sheet]:
    """A sheet for everybody with an open case."""
    present = [person for person in people.participants_in(session, course.id) if person.ended_at is None]
    links, humans = _addresses(session, present, at), people.named_humans(session, course.id, _ids(present), clock.day(at))
    return [
        Sheet(person.id, called(person), person.protected, by_id(person.locale), links.get(person.id), humans[person.id])
        for person in present
    ]


def _addresses(session: Session, present: Sequence[Participant], at: datetime) -> dict[UUID, str]:
    alive = PersonalLink.ended_at.is_(None) & (PersonalLink.expires_at > at)
    links = session.scalars(select(PersonalLink).where(PersonalLink.participant_id.in_(_ids(present)), alive))
    return {link.participant_id: tokens.address_of(link.id) for link in links}


def _ids(present: Sequence[Participant]) -> list[UUID]:
    return [person.id for person in present]
