"""A course of the demo on the day of its survey: its own people, some more to make ten, and its own leader."""

from uuid import UUID

from sqlalchemy import select

from tests.anonymity.house import House
from tests.anonymity.phone import Phone
from tests.anonymity.roles import Course, Person
from webapp.demo.people import RUNNING
from webapp.demo.seed import seed
from webapp.ground import clock
from webapp.invitations import queries as links
from webapp.invitations import service as invitations
from webapp.invitations import tokens
from webapp.people import models, queries, service
from webapp.people.addresses import parse_address
from webapp.people.service import Newcomer
from webapp.storage import reading, transaction

MORE = ("Inga", "Nasrin", "Olle", "Ritva")
NETWORK = 200


def a_demo_course(house: House) -> Course:
    """The demo is filled as it is when somebody starts it. The newcomers are last; whoever has no link comes in by words in the room."""
    with house.app.app_context():
        seed(at=clock.now())
        with transaction() as session:
            course_id = next(one.id for one in session.scalars(select(models.Course)) if one.name == RUNNING)
            newcomers = [Newcomer(name, parse_address(f"070174{630 + number:04}")) for number, name in enumerate(MORE)]
            for person in service.add_participants(session, course_id, newcomers):
                invitations.link_for(session, person.id, at=clock.now())
        leader = queries.leaders(reading(), course_id)[0].id
        here = [person.id for person in sorted(queries.participants_in(reading(), course_id), key=lambda one: one.seat)]
        people = [_person(house, id_, number) for number, id_ in enumerate(here, 1)]
    return Course(course_id, Phone(house.url, f"127.0.{NETWORK}.250"), leader, people)


def phones_of_newcomers() -> list[str]:
    """E.164, in the order of their seats."""
    return [f"+4670174{630 + number:04}" for number, _ in enumerate(MORE)]


def _person(house: House, id_: UUID, number: int) -> Person:
    phone, link = Phone(house.url, f"127.0.{NETWORK}.{number}", cookies={"sprak": "sv"}), links.living(reading(), id_)
    return Person(id_, f"/m/{tokens.token_of(link.id)}" if link else "", "link" if link else "words in the room", phone)
