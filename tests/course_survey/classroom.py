"""A course whose survey can be answered: keys in stock, people with links, and a phone for each."""

from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from tests.people import some
from tests.support.visit import Visit
from webapp import boxes
from webapp.course_survey import service
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.invitations import tokens
from webapp.people.service import CoursePlan
from webapp.storage import transaction

QUESTIONS_A = ("q1", "q2", "q3", "q5", "q6", "q7")


@dataclass(frozen=True)
class Classroom:
    """Ids and links, and nothing that belongs to a database session."""

    course: UUID
    leader: UUID
    people: tuple[UUID, ...]
    #: The path of each person's own link.
    links: tuple[str, ...]


def a_classroom(app: Flask, size: int = 6, *, first: int = 0, plan: CoursePlan = some.PLAN, locale: str = "sv") -> Classroom:
    with app.app_context(), transaction() as session:
        leader = some.leader(session)
        course = some.a_course(session, leader, plan=plan)
        people = some.people(session, course.id, size, first=first)
        for person in people:
            person.locale = locale
        links = [invitations.link_for(session, person.id, at=clock.now()).id for person in people]
        room = course.id, leader, tuple(person.id for person in people)
        return Classroom(*room, tuple(f"/m/{tokens.token_of(link)}" for link in links))


def stock_keys(app: Flask) -> None:
    """What the worker does first."""
    with app.app_context():
        boxes.keep_keys()


def open_round(app: Flask, room: Classroom, part: Part = Part.A) -> tuple[UUID, str]:
    """The round's id, and the code on the wall."""
    stock_keys(app)
    with app.app_context(), transaction() as session:
        row = invitations.open_survey(session, room.course, part, at=clock.now())
        return row.id, row.room_code or ""


def close_and_empty(app: Flask, round_id: UUID) -> None:
    """The leader closes; the worker opens the box."""
    with app.app_context():
        with transaction() as session:
            service.close(session, round_id, at=clock.now())
        boxes.open_boxes()


def choose(phone: Visit, *answers: str) -> None:
    """Choose one answer after the other, by the digit that is posted."""
    for answer in answers:
        phone.send("Fortsätt", {"answer": answer})


def go_past(phone: Visit) -> None:
    """Go on where nothing is asked, to the page to check."""
    while phone.page.url != "/enkat/check":
        phone.send("Fortsätt")


def answer_by_link(app: Flask, link: str, answers: str = "444444") -> Visit:
    """From the link in a message to the end: the first page, one page for each question, the page to check, and thanks."""
    phone = Visit(app)
    phone.get(link)
    phone.send("Svara på enkäten")
    choose(phone, *answers)
    go_past(phone)
    phone.send("Skicka mina svar")
    return phone
