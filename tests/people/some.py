"""People and courses to test with. All of them are made up, and so are their numbers."""

from datetime import date, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.ground.parties import Agency, Role
from webapp.people import service
from webapp.people.addresses import parse_address
from webapp.people.models import Area, Course, Participant, StaffAccount
from webapp.people.service import CoursePlan, Newcomer
from webapp.people.values import Variant

#: A Monday, three weeks after the tests' own today.
FIRST_DAY = date(2027, 2, 8)
PLAN = CoursePlan(
    name="Vårkursen", variant=Variant.SP, starts_on=FIRST_DAY, weekdays=frozenset({0, 2}), begins=time(13), place="Storgatan 1"
)
TODAY = date(2027, 1, 18)


def an_area(session: Session, name: str = "Ådalen") -> Area:
    if found := session.scalar(select(Area).where(Area.name == name)):
        return found
    area = Area(name=name)
    session.add(area)
    session.flush()
    return area


def staff(session: Session, name: str, role: Role, agency: Agency | None = None, *, area: str = "Ådalen", phone: str | None = None) -> UUID:
    """An account; its id, because the row belongs to the session."""
    account = StaffAccount(role=role, agency=agency, area_id=an_area(session, area).id, name=name, phone=phone, locale="sv")
    session.add(account)
    session.flush()
    return account.id


def leader(session: Session, name: str = "Maj Lind", agency: Agency = Agency.FK, phone: str | None = "+46846500400") -> UUID:
    return staff(session, name, Role.LEADER, agency, phone=phone)


def handler(session: Session, name: str = "Nils Ek", agency: Agency = Agency.FK, phone: str | None = "+46846500410") -> UUID:
    return staff(session, name, Role.HANDLER, agency, phone=phone)


def a_course(session: Session, *leaders: UUID, plan: CoursePlan = PLAN) -> Course:
    return service.make_course(session, an_area(session).id, plan, leaders, today=TODAY)


def people(session: Session, course_id: UUID, count: int, *, first: int = 0) -> list[Participant]:
    """So many participants, each with a number of her own."""
    newcomers = [Newcomer(f"Person {number}", parse_address(f"070174{605 + number:04}")) for number in range(first, first + count)]
    return service.add_participants(session, course_id, newcomers)


def a_person(session: Session, course_id: UUID, name: str = "Ali", address: str = "070-1740605", locale: str = "sv") -> Participant:
    newcomer = Newcomer(name, parse_address(address), locale=locale)
    return service.add_participants(session, course_id, [newcomer], twice_is_meant=True)[0]
