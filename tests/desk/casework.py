"""Cases to test with: a participant with a handler at each agency, and what she decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from itertools import count
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy.orm import Session

from tests.people import some
from webapp.assessments import service as assessments
from webapp.consent import service as consent
from webapp.consent.service import Choice, Wording
from webapp.consent.values import Decision, Purpose
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people import service as people
from webapp.staircase import service as staircase
from webapp.storage import transaction
from webapp.surveys.engine.place import Place

WORDS = Wording(swedish="Prov", shown="Prov", locale="sv", flow="consent-secrecy", flow_version=1)
BOTH = frozenset(Agency)
FK, AF = Agency.FK, Agency.AF
_phones = count(1740605)


@dataclass(frozen=True)
class Casework:
    """Two handlers, a stranger at each agency, a leader, and one course."""

    fk: UUID
    af: UUID
    other_fk: UUID
    other_af: UUID
    leader: UUID
    course: UUID


def casework(session: Session) -> Casework:
    leader = some.leader(session)
    return Casework(
        fk=some.handler(session, "Nils Ek"),
        af=some.handler(session, "Sara Dahl", AF, "+46846500411"),
        other_fk=some.handler(session, "Olle Berg", FK, "+46846500412"),
        other_af=some.handler(session, "Mona Falk", AF, "+46846500413"),
        leader=leader,
        course=some.a_course(session, leader).id,
    )


def a_case(session: Session, work: Casework, name: str = "Kim") -> UUID:
    """A participant whose handlers are `work.fk` and `work.af`."""
    person = some.a_person(session, work.course, name, f"0{next(_phones) % 95 + 701740605}")
    people.give_handler(session, person, FK, work.fk)
    people.give_handler(session, person, AF, work.af)
    return person.id


def lifts_secrecy(session: Session, person: UUID, decision: Decision = Decision.GIVEN) -> None:
    consent.decide(session, person, Choice(Purpose.SECRECY, decision, BOTH, signature="Kim"), WORDS, at=clock.now())


def withdraws(session: Session, person: UUID, purpose: Purpose) -> None:
    consent.withdraw(session, person, purpose, locale="sv", at=clock.now())


def places(session: Session, person: UUID, place: str = "2-3", *, need: str | None = None, hours: str | None = "10-19") -> UUID:
    """A placement that nobody else sees yet."""
    rating = staircase.SelfRating(Place.parse(place), hours, need)
    return staircase.place(session, person, uuid4(), rating, survey_version=1, at=clock.now()).id


def shares(session: Session, person: UUID, placement: UUID, agencies: Iterable[Agency] = BOTH) -> None:
    consent.decide(session, person, Choice(Purpose.SHARING, Decision.GIVEN, frozenset(agencies), placement), WORDS, at=clock.now())


def gk(session: Session, person: UUID, number: int, on: date, place: str = "Kyrkogatan 2, rum 4") -> None:
    assessments.book(session, person, number, held_on=on, begins=time(13), place=place, at=clock.now())


def one_case(app: Flask, name: str = "Kim") -> tuple[Casework, UUID]:
    """A case in the database."""
    with app.app_context(), transaction() as session:
        work = casework(session)
        return work, a_case(session, work, name)
