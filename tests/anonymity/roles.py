"""Who is in a course on the evening of the survey: people with answers in mind, each at her own pace, and a leader."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from tests.anonymity.house import House
from tests.anonymity.phone import Phone
from tests.people import some
from tests.support.known import known
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.invitations import tokens
from webapp.people import service as courses
from webapp.people.service import CoursePlan
from webapp.people.values import Variant
from webapp.storage import transaction

QUESTIONS = {Part.A: ("q1", "q2", "q3", "q5", "q6", "q7"), Part.B: ("q8", "q9", "q10")}
SCALE, YES_NO = "12345689", "1289"
#: A question that was never asked, because of an answer before it.
NOT_ASKED = "0"
LANGUAGES = ("sv", "sv-simple", "en", "ar")
WAYS_IN = ("link", "link", "known phone", "words in the room")
CALLED = "Kanariea"
#: The network of another course.
NEIGHBOUR = 249


@dataclass(frozen=True)
class Person:
    """One participant, where her link leads, and the phone and network address that the attacker knows to be hers."""

    id: UUID
    link: str
    way_in: str
    phone: Phone


@dataclass
class Course:
    """Everybody in one course, in the order of the list."""

    id: UUID
    leader: Phone
    leader_id: UUID
    people: list[Person]
    #: The part that is open, and its code as it stands on the wall.
    part: Part = Part.A
    code: str = ""
    round_id: UUID = field(default_factory=lambda: UUID(int=0))


def leader_signs_in(house: House, course: Course) -> None:
    """A desk is shut when it has been still for half an hour."""
    with house.app.app_context():
        course.leader.cookies = _cookies(house, staff_id=course.leader_id)


def truth(part: Part, dice: random.Random) -> dict[str, str]:
    """What one person thinks. Each answer is drawn by itself: nothing about one tells of another, but for what is not asked."""
    if part is Part.A:
        return {question: dice.choice(SCALE) for question in QUESTIONS[part]}
    first = dice.choice(YES_NO + "11")
    return {"q8": first, **{question: dice.choice(SCALE) if first == "1" else NOT_ASKED for question in ("q9", "q10")}}


def a_course(house: House, size: int, dice: random.Random, *, network: int, way_in: str | None = None) -> Course:
    """A course whose last meeting is near, with a phone for each and one for the leader."""
    addresses = [f"127.0.{network + 1}.{number}" for number in range(1, size + 2)]
    with house.app.app_context():
        with transaction() as session:
            course_id, leader, ids, links = _rows(session, size, network)
        ways = [way_in or dice.choice(WAYS_IN) for _ in ids]
        people = [
            Person(id_, f"/m/{tokens.token_of(link)}", way, _phone(house, address, dice, id_ if way == "known phone" else None))
            for id_, link, way, address in zip(ids, links, ways, addresses, strict=False)
        ]
    return Course(course_id, Phone(house.url, addresses[-1]), leader, people)


def _rows(session: Session, size: int, network: int) -> tuple[UUID, UUID, list[UUID], list[UUID]]:
    leader = some.leader(session, f"Ledare {network}")
    today = clock.today()
    plan = CoursePlan(f"Kurs {network}", Variant.SP, _weekday(today + timedelta(days=7)), frozenset({0, 2}), time(13), "Storgatan 1")
    course = courses.make_course(session, some.an_area(session).id, plan, [leader], today=today)
    people = some.people(session, course.id, size)
    for person in people:
        person.name = f"{CALLED} {network}-{person.seat}"
        invitations.invite(session, person.id, at=clock.now())
    links = [invitations.link_for(session, person.id, at=clock.now()).id for person in people]
    return course.id, leader, [person.id for person in people], links


def _weekday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _phone(house: House, address: str, dice: random.Random, participant_id: UUID | None) -> Phone:
    cookies = _cookies(house, participant_id=participant_id) if participant_id else {}
    return Phone(house.url, address, packed=dice.random() < 0.9, cookies={**cookies, "sprak": "sv"})


def _cookies(house: House, *, participant_id: UUID | None = None, staff_id: UUID | None = None) -> dict[str, str]:
    cookie = known(house.app, house.url, participant_id=participant_id, staff_id=staff_id)
    return {cookie.name: cookie.secret}


def a_neighbour(house: House, dice: random.Random) -> Phone:
    """Somebody in another course, on her own phone."""
    return a_course(house, 1, dice, network=NEIGHBOUR, way_in="known phone").people[0].phone


def lives_on(phone: Phone, dice: random.Random) -> None:
    """What people do here on any day: they place themselves on the staircase, and look at their page."""
    phone.get("/samtal/staircase")
    if phone.path.startswith("/samtal/staircase/") and phone.status == 200:
        phone.post(phone.path, answer=dice.choice(("1", "1-2", "2", "5-9")))
    else:
        phone.get("/min-sida")


Steps = Iterator[None]


def answers(person: Person, meant: dict[str, str], dice: random.Random) -> Steps:
    """Page after page to the end: sometimes something else first and then "Ändra", Back, another language, two presses."""
    phone, said, rash = person.phone, dict[str, str](), dice.random() < 0.35
    while phone.path.startswith("/enkat/q"):
        step = phone.path.rpartition("/")[2]
        given = meant[step] if meant.get(step, NOT_ASKED) != NOT_ASKED else dice.choice(SCALE)
        if rash and step not in said and dice.random() < 0.4:
            given = dice.choice(YES_NO if step == "q8" else SCALE)
        said[step] = given
        yield from _one_answer(phone, given, dice)
        if phone.path == "/enkat/check" and (wrong := next((key for key in said if meant[key] not in (said[key], NOT_ASKED)), None)):
            phone.get(f"/enkat/{wrong}")
            yield


def _one_answer(phone: Phone, given: str, dice: random.Random) -> Steps:
    here, fate = phone.path, dice.random()
    if fate < 0.05:
        phone.answer(given, speak=dice.choice(LANGUAGES))
        yield
        here = phone.path
    phone.answer(given)
    yield
    if 0.05 <= fate < 0.15:
        now = phone.path
        phone.get(here)
        yield
        phone.get(now)
        yield


def sends(person: Person, dice: random.Random) -> Steps:
    """The last press; one in five presses twice, with what the phone carried the first time."""
    phone = person.phone
    fields, carried = phone.hidden(), dict(phone.cookies)
    phone.post("/enkat/check")
    assert phone.path.startswith("/enkat/tack/"), (person.way_in, phone.path, phone.status, phone.page[-1500:])
    yield
    if dice.random() < 0.2:
        phone.cookies = carried
        phone.send("/enkat/check", fields)
        yield
