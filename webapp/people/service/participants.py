"""Putting people in a course, changing how they are reached, and giving them handlers."""

from collections.abc import Iterable, Sequence
from uuid import UUID, uuid4, uuid5

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.ground.parties import Agency, Role
from webapp.messages import service as messages
from webapp.people.addresses import Address, Phone, fingerprint_of
from webapp.people.models import CaseHandler, Course, Participant, StaffAccount
from webapp.people.service.newcomer import Newcomer
from webapp.people.values import Benefit, Sex


class AddressTwice(Exception):
    """An address stands more than once in the course. `places` are positions among the newcomers. May be confirmed."""

    def __init__(self, places: Sequence[int]) -> None:
        super().__init__(str(places))
        self.places = tuple(places)


class NotAHandler(ValueError):
    """That account is no active handler of the agency in the area of the course."""


def add_participants(
    session: Session, course_id: UUID, newcomers: Sequence[Newcomer], *, twice_is_meant: bool = False, asked: UUID | None = None
) -> list[Participant]:
    """Put them in the course, in this order. Raises AddressTwice unless it is meant: two people may share a phone.

    Somebody `asked` for twice in the same words, as when a button is pressed twice, is one person. Returns those who are new.
    """
    session.get_one(Course, course_id, with_for_update=True)
    ids = [_id(asked, course_id, place, one) for place, one in enumerate(newcomers)]
    there = set(session.scalars(select(Participant.id).where(Participant.id.in_(ids))))
    new = [(one_id, one) for one_id, one in zip(ids, newcomers, strict=True) if one_id not in there]
    addresses = [None if one_id in there else one.address for one_id, one in zip(ids, newcomers, strict=True)]
    if not twice_is_meant and (places := repeated(session, course_id, addresses)):
        raise AddressTwice(places)
    seat = session.scalar(select(func.coalesce(func.max(Participant.seat), 0)).where(Participant.course_id == course_id)) or 0
    people = [_participant(one_id, course_id, seat + place, one) for place, (one_id, one) in enumerate(new, 1)]
    session.add_all(people)
    session.flush()
    messages.replan(session, *[person.id for person in people])
    return people


def _id(asked: UUID | None, course_id: UUID, place: int, newcomer: Newcomer) -> UUID:
    return uuid5(asked, f"{course_id} {place} {newcomer}") if asked else uuid4()


def _participant(participant_id: UUID, course_id: UUID, seat: int, newcomer: Newcomer) -> Participant:
    person = Participant(
        id=participant_id,
        course_id=course_id,
        seat=seat,
        name=newcomer.name,
        locale=newcomer.locale,
        benefit=newcomer.benefit,
        sex=newcomer.sex,
        protected=newcomer.protected,
    )
    _set_address(person, newcomer.address)
    return person


def _set_address(person: Participant, address: Address | None) -> None:
    person.phone = address.value if isinstance(address, Phone) else None
    person.email = address.value if address and not isinstance(address, Phone) else None
    person.address_hash = fingerprint_of(address) if address else None


def repeated(session: Session, course_id: UUID, addresses: Iterable[Address | None], *, but: UUID | None = None) -> list[int]:
    """Positions of addresses that somebody in this course has already. Other courses are never looked at."""
    there = select(Participant.address_hash).where(Participant.course_id == course_id, Participant.address_hash.is_not(None))
    seen = set(session.scalars(there.where(Participant.id != but) if but else there))
    places = []
    for place, address in enumerate(addresses):
        if address is None:
            continue
        mark = fingerprint_of(address)
        if mark in seen:
            places.append(place)
        seen.add(mark)
    return places


def change_address(session: Session, person: Participant, address: Address | None, *, twice_is_meant: bool = False) -> bool:
    """Another address, or none. Raises AddressTwice unless it is meant.

    True when one that we wrote to holds no more: whoever has it may have got both the link and a code, so the caller ends her sessions.
    """
    if person.protected and address:
        raise ValueError("a protected identity has no address")
    if not twice_is_meant and repeated(session, person.course_id, [address], but=person.id):
        raise AddressTwice([0])
    before = person.address_hash
    _set_address(person, address)
    session.flush()
    messages.replan(session, person.id)
    return before is not None and person.address_hash != before


def change_person(person: Participant, *, name: str | None, locale: str, benefit: Benefit | None, sex: Sex | None) -> None:
    """What the leader knows about a person, the address apart."""
    if not person.protected:
        person.name = name
    person.locale, person.benefit, person.sex = locale, benefit, sex


def give_handler(session: Session, person: Participant, agency: Agency, staff_id: UUID | None) -> None:
    """Which handler of the agency she has from now on, or none. Raises NotAHandler."""
    present = session.get(CaseHandler, (person.id, agency))
    if staff_id is None:
        if present:
            session.delete(present)
    else:
        _check_handler(session, person, agency, staff_id)
        if present:
            present.staff_id = staff_id
        else:
            session.add(CaseHandler(participant_id=person.id, agency=agency, staff_id=staff_id))
    session.flush()


def _check_handler(session: Session, person: Participant, agency: Agency, staff_id: UUID) -> None:
    staff = session.get(StaffAccount, staff_id)
    course = session.get_one(Course, person.course_id)
    if not staff or (staff.role, staff.agency, staff.area_id, staff.active) != (Role.HANDLER, agency, course.area_id, True):
        raise NotAHandler
