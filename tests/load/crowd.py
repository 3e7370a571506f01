"""A county's worth of participants, written in bulk: each with an e-mail address and a link that lies unopened."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert

from webapp.invitations import tokens
from webapp.invitations.models import PersonalLink
from webapp.invitations.values import LINK_HOLDS
from webapp.people.addresses import Email, fingerprint_of
from webapp.people.models import Area, Course, CourseMeeting, Participant
from webapp.people.values import Variant
from webapp.storage import transaction

A_COURSE, AT_ONCE = 10, 5_000
#: The first of eight meetings, one each week, lies so long after the link was made.
BEFORE = timedelta(days=40)


def crowd(app: Flask, count: int, made_at: datetime) -> Iterator[tuple[UUID, UUID]]:
    """Participant and link of each, as they are committed."""
    with app.app_context():
        with transaction() as session:
            area = Area(name=f"Område {uuid4().hex[:8]}")
            session.add(area)
            session.flush()
            area_id = area.id
        for numbers in _batches(count):
            courses = [uuid4() for _ in range(0, len(numbers), A_COURSE)]
            people = [_person(number, courses[place // A_COURSE], place % A_COURSE + 1) for place, number in enumerate(numbers)]
            links = [_link(person["id"], made_at) for person in people]
            with transaction() as session:
                session.execute(insert(Course), [_course(one, area_id, made_at.date()) for one in courses])
                session.execute(insert(CourseMeeting), [row for one in courses for row in _meetings(one, made_at.date())])
                session.execute(insert(Participant), people)
                session.execute(insert(PersonalLink), links)
            yield from ((cast(UUID, link["participant_id"]), cast(UUID, link["id"])) for link in links)


def _batches(count: int) -> Iterator[range]:
    yield from (range(first, min(first + AT_ONCE, count)) for first in range(0, count, AT_ONCE))


def _course(one: UUID, area_id: UUID, day: date) -> dict[str, object]:
    starts_on = day + BEFORE
    return {
        "id": one,
        "area_id": area_id,
        "name_sealed": Course(id=one, name="Kurs").name_sealed,
        "variant": Variant.SP,
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(weeks=7),
    }


def _meetings(course_id: UUID, day: date) -> Iterator[dict[str, object]]:
    for number in range(8):
        held_on = day + BEFORE + timedelta(weeks=number)
        yield {"id": uuid4(), "course_id": course_id, "number": number + 1, "held_on": held_on, "begins": time(13), "minutes": 120}


def _person(number: int, course_id: UUID, seat: int) -> dict[str, object]:
    address, one = f"person-{number}@post.example", uuid4()
    sealed = Participant(id=one, email=address).email_sealed
    return {
        "id": one,
        "course_id": course_id,
        "seat": seat,
        "email_sealed": sealed,
        "address_hash": fingerprint_of(Email(address)),
        "locale": "sv",
        "protected": False,
    }


def _link(participant_id: object, made_at: datetime) -> dict[str, object]:
    link_id = uuid4()
    return {
        "id": link_id,
        "participant_id": participant_id,
        "token_hash": tokens.hash_of(tokens.token_of(link_id)),
        "made_at": made_at,
        "expires_at": made_at + LINK_HOLDS,
    }
