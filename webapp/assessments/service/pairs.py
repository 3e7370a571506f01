"""Free pairs of times for GK1 and GK2: a handler publishes them, and one press books both for a person.

That nobody is booked twice is kept by the database: a row for each five minutes that a handler has promised away, and a row for each
pair that is taken. Both have keys that can stand there only once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.assessments import queries
from webapp.assessments.models import GkBusy, GkMeeting, GkPair, GkPairBooking
from webapp.assessments.service.booking import CannotBook, book
from webapp.assessments.values import FURTHEST_AHEAD, MINUTES, PART, REFLECTION, Refusal
from webapp.ground import clock
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.storage import insert_each_once, insert_once

TOGETHER = timedelta(minutes=MINUTES + REFLECTION)
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Offer:
    """When GK1 and GK2 may be, where, and which colleague takes part, if that is known."""

    first_on: date
    first_begins: time
    second_on: date
    second_begins: time
    place: str | None = None
    video_link: str | None = None
    other_staff_id: UUID | None = None


def publish(session: Session, staff_id: UUID, offer: Offer, *, asked: UUID, at: datetime) -> GkPair:
    """Offer a pair. Asked for twice by the same page it is one pair. Raises CannotBook."""
    pair_id = uuid5(asked, str(staff_id))
    if there := session.get(GkPair, pair_id):
        return there
    if refusal := _refusal(offer, at):
        raise CannotBook(refusal)
    pair = GkPair(
        id=pair_id,
        staff_id=staff_id,
        other_staff_id=offer.other_staff_id,
        first_on=offer.first_on,
        first_begins=offer.first_begins,
        second_on=offer.second_on,
        second_begins=offer.second_begins,
        place=offer.place or None,
        video_link=offer.video_link or None,
        published_at=at,
    )
    session.add(pair)
    session.flush()
    _promise_away(session, pair)
    return pair


def take_back(session: Session, pair: GkPair) -> None:
    """Offer the pair no more. Raises CannotBook when it is booked."""
    session.refresh(pair, with_for_update=True)
    if session.get(GkPairBooking, pair.id, populate_existing=True):
        raise CannotBook(Refusal.TAKEN)
    session.execute(delete(GkBusy).where(GkBusy.pair_id == pair.id))
    session.delete(pair)
    session.flush()


def book_pair(session: Session, participant_id: UUID, pair_id: UUID, *, by: UUID, at: datetime) -> list[GkMeeting]:
    """Book both meetings of a pair that is offered to her; the same again adds nothing. Returns the new ones. Raises CannotBook.

    The specialist that a leader asked for takes part. The caller undoes everything when it is refused.
    """
    session.execute(select(Participant.id).where(Participant.id == participant_id).with_for_update())
    pair = session.get(GkPair, pair_id, with_for_update=True, populate_existing=True)
    if pair is None or not _is_for(session, pair, participant_id):
        raise CannotBook(Refusal.GONE)
    if _taken_by(session, pair_id) == participant_id:
        return []
    insert_once(session, GkPairBooking, pair_id=pair_id, participant_id=participant_id, booked_by=by, booked_at=at)
    if _taken_by(session, pair_id) != participant_id:
        raise CannotBook(Refusal.TAKEN)
    held = queries.meetings(session, participant_id)
    if any(queries.ends_at(one) > at for one in held):
        raise CannotBook(Refusal.BOOKED_ALREADY)
    where: dict[str, Any] = {"place": pair.place, "video_link": pair.video_link}
    days = ((pair.first_on, pair.first_begins), (pair.second_on, pair.second_begins))
    asked_for = queries.waiting(session, [participant_id]).get(participant_id)
    booked = [
        book(session, participant_id, number, held_on=held_on, begins=begins, **where, at=at)
        for number, (held_on, begins) in enumerate(days, len(held) + 1)
    ]
    for one in booked:
        one.specialist = asked_for.specialist if asked_for else None
    session.flush()
    return booked


def _is_for(session: Session, pair: GkPair, participant_id: UUID) -> bool:
    """Whether everybody who takes part is a handler of hers."""
    hers = {account.id for account in people.handlers(session, participant_id).values()}
    return {one for one in (pair.staff_id, pair.other_staff_id) if one} <= hers


def _taken_by(session: Session, pair_id: UUID) -> UUID | None:
    return session.scalar(select(GkPairBooking.participant_id).where(GkPairBooking.pair_id == pair_id))


def _refusal(offer: Offer, at: datetime) -> Refusal | None:
    first, second = clock.at(offer.first_on, offer.first_begins), clock.at(offer.second_on, offer.second_begins)
    if offer.second_on > clock.day(at) + FURTHEST_AHEAD:
        return Refusal.TOO_FAR
    if first < at:
        return Refusal.PAST
    if second < first + TOGETHER:
        return Refusal.BEFORE_EARLIER
    return None if offer.place or offer.video_link else Refusal.NOWHERE


def _promise_away(session: Session, pair: GkPair) -> None:
    """Put the time of everybody who takes part aside. Raises CannotBook when some of it is promised away already."""
    who = [pair.staff_id, *([pair.other_staff_id] if pair.other_staff_id else [])]
    days = ((pair.first_on, pair.first_begins), (pair.second_on, pair.second_begins))
    rows = [
        {"staff_id": one, "held_on": held_on, "part": part, "pair_id": pair.id}
        for one in sorted(who)
        for held_on, begins in days
        for part in _parts(begins)
    ]
    insert_each_once(session, GkBusy, rows)
    if session.scalar(select(func.count()).where(GkBusy.pair_id == pair.id)) != len(rows):
        raise CannotBook(Refusal.BUSY)


def _parts(begins: time) -> Iterator[int]:
    """The five minutes of a day, counted from midnight, that a meeting and the reflection after it touch."""
    start = begins.hour * 60 + begins.minute
    yield from range(start // PART, -(-min(start + MINUTES + REFLECTION, DAY) // PART))
