"""The free pairs of times for GK1 and GK2, as whoever published them sees them, and as they are chosen for a person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.models import GkPair
from webapp.assessments.values import MINUTES, Concern
from webapp.desk.queries import cases
from webapp.desk.queries.seen import Named, Reader
from webapp.ground import clock
from webapp.people import queries as people


@dataclass(frozen=True, slots=True)
class Held:
    """One of the two meetings."""

    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of times, and who of the staff takes part, the reader's own name apart."""

    id: UUID
    first: Held
    second: Held
    place: str | None
    video_link: str | None
    #: More than 14 days lie between.
    far_apart: bool
    staff: tuple[str, ...] = ()
    booked: bool = False
    #: For whom, when that is an own case that is open to the reader.
    case: Named | None = None


def own(session: Session, reader: Reader, at: datetime) -> list[Pair]:
    """The reader's pairs that are not over."""
    rows = assessments.published_by(session, reader.staff_id, at)
    names = _names(session, [pair for pair, _ in rows], but=reader.staff_id)
    mine = cases.named(session, reader, {participant_id for _, participant_id in rows if participant_id})
    return [
        _pair(pair, names, booked=participant_id is not None, case=mine.get(participant_id) if participant_id else None)
        for pair, participant_id in rows
    ]


def to_choose(session: Session, participant_id: UUID, at: datetime) -> list[Pair]:
    """What can be booked for her now."""
    found = assessments.offered(session, participant_id, at)
    names = _names(session, found)
    return [_pair(pair, names) for pair in found]


def _names(session: Session, pairs: Collection[GkPair], *, but: UUID | None = None) -> dict[UUID, str]:
    ids = {one for pair in pairs for one in (pair.staff_id, pair.other_staff_id) if one and one != but}
    return {account.id: account.name for account in people.staff_by_id(session, ids)} if ids else {}


def _pair(pair: GkPair, names: Mapping[UUID, str], *, booked: bool = False, case: Named | None = None) -> Pair:
    who = [one for one in (pair.staff_id, pair.other_staff_id) if one]
    return Pair(
        pair.id,
        _held(pair.first_on, pair.first_begins),
        _held(pair.second_on, pair.second_begins),
        pair.place,
        pair.video_link,
        Concern.LONG_BETWEEN in assessments.concerns_about(pair.second_on, pair.first_on),
        tuple(names[one] for one in who if one in names),
        booked,
        case,
    )


def _held(held_on: date, begins: time) -> Held:
    at = clock.at(held_on, begins)
    return Held(at, at + timedelta(minutes=MINUTES))
