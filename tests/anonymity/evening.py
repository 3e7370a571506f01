"""One part of the survey in a course, or in some small ones, until its key is gone, with the copies an attacker would have made."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

from tests.anonymity import roles, turns
from tests.anonymity.copies import Copier, Copy
from tests.anonymity.house import House
from tests.anonymity.phone import Phone
from tests.anonymity.roles import Course
from tests.anonymity.turns import Player
from webapp.course_survey import queries as surveys
from webapp.course_survey import service as course_survey
from webapp.course_survey.values import SMALLEST_BOX, Part, RoundState, period_ends
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.storage import reading, transaction

#: So many answer at least, where the box is to be opened by itself.
FEWEST = SMALLEST_BOX
#: When the worker is looked at on the days in between: reminders are sent before seven in the evening.
REMINDS, FORGETS = time(10), time(20)


@dataclass(frozen=True)
class Evening:
    """What really happened, which only the test knows, and every copy, which the attacker has. The last copy is from afterwards."""

    part: Part
    #: Participant -> her answers in the order of the questions, for those who sent.
    sent: dict[UUID, str]
    #: Participant -> the network address of her phone, which the attacker knows.
    addresses: dict[UUID, str]
    copies: list[Copy]
    #: Participant -> the round of her course.
    rounds: dict[UUID, UUID]
    #: Participant -> the ids of her row and of her ballot.
    known_as: dict[UUID, tuple[UUID, UUID]]
    #: The private keys, one after the other, which are gone.
    key: bytes


def play(house: House, copier: Copier, course: Course, part: Part, dice: random.Random, *, neighbour: Phone, away: int = 0) -> Evening:
    """Everybody in a course answers in random order, at least five; then the box is closed, opened, and its key destroyed.

    Where some never come, all others have answered when the day comes on which reminders go.
    """
    played = _begin(house, copier, [course], part)
    fewest = len(course.people) - away if away else FEWEST
    players = turns.players(house, [course], dice, fewest=fewest, away=away)
    _answer(house, copier, played, players, dice, neighbour, days_pass_after=fewest - 1 if away else dice.randrange(len(players)))
    played.copies.append(copier.take(whole=True))
    house.tick()
    return _end(house, copier, played, players)


def play_small(house: House, copier: Copier, courses: list[Course], dice: random.Random, *, neighbour: Phone) -> Evening:
    """Courses with fewer than five each: their boxes wait for the half-year to end, and are then opened together or burnt."""
    played = _begin(house, copier, courses, Part.A)
    players = turns.players(house, courses, dice, fewest=len(courses) * 2)
    _answer(house, copier, played, players, dice, neighbour, days_pass_after=dice.randrange(len(players)))
    house.tick()
    played.copies.append(copier.take(whole=True))
    with house.app.app_context():
        over = period_ends(surveys.round_of(reading(), courses[0].id, Part.A).period) + timedelta(days=1)
    house.later(clock.at(over, REMINDS) - clock.now())
    house.tick()
    return _end(house, copier, played, players)


@dataclass
class _Played:
    """An evening that is under way."""

    courses: list[Course]
    keys: list[Path]
    key: bytes
    copies: list[Copy]


def _begin(house: House, copier: Copier, courses: list[Course], part: Part) -> _Played:
    keys = []
    for course in courses:
        roles.leader_signs_in(house, course)
        keys.append(open_part(house, course, part))
    return _Played(courses, keys, b"".join(path.read_bytes() for path in keys), [copier.take(whole=True)])


def _answer(
    house: House, copier: Copier, played: _Played, players: list[Player], dice: random.Random, neighbour: Phone, *, days_pass_after: int
) -> None:
    """The leaders look at pages meanwhile, and a day or more passes. Then nobody can answer any more."""
    for number, _ in enumerate(turns.in_turns(house, players, dice, neighbour)):
        played.copies.append(copier.take())
        if number == days_pass_after:
            played.copies += [copier.take() for _ in _days_pass(house, played.courses)]
    with house.app.app_context(), transaction() as session:
        for course in played.courses:
            course_survey.close(session, course.round_id, at=clock.now())
    house.back_up()


def _end(house: House, copier: Copier, played: _Played, players: list[Player]) -> Evening:
    """The boxes are empty, and what the attacker has is from after that, too."""
    house.back_up()
    played.copies.append(copier.take(whole=True))
    sent = {one.person.id: one.sheet for one in players if one.sent}
    with house.app.app_context():
        ends = {surveys.round_of(reading(), one.id, one.part).state for one in played.courses}
    assert ends == {RoundState.EMPTIED if len(sent) >= FEWEST else RoundState.BURNT}
    assert not any(path.exists() for path in played.keys), "The key of an opened box is still there."
    people = [person for course in played.courses for person in course.people]
    rounds = {person.id: course.round_id for course in played.courses for person in course.people}
    known = {who: ids for course in played.courses for who, ids in _ballots(house, course).items()}
    addresses = {person.id: person.phone.address for person in people}
    return Evening(played.courses[0].part, sent, addresses, played.copies, rounds, known, played.key)


def open_part(house: House, course: Course, part: Part) -> Path:
    """The leader opens it; says where the private key lies, which in a house that leaks somebody copies."""
    house.tick()
    with house.app.app_context(), transaction() as session:
        row = invitations.open_survey(session, course.id, part, at=clock.now())
        course.round_id, course.part, course.code, key_id = row.id, part, row.room_code or "", row.key_id
    house.steal(key_id)
    assert key_id
    return house.settings.box_keys_dir / f"box-{key_id.hex}.key"


def _days_pass(house: House, courses: list[Course]) -> Iterator[None]:
    """A day with a worker: in the morning whoever has not answered is reminded, in the evening that is forgotten."""
    for hour in (REMINDS, FORGETS):
        house.later(_until(hour))
        house.tick()
        yield
    for course in courses:
        roles.leader_signs_in(house, course)


def _until(hour: time) -> timedelta:
    now = clock.now()
    soon = clock.at(clock.day(now), hour)
    return (soon if soon > now else clock.at(clock.day(now) + timedelta(days=1), hour)) - now


def _ballots(house: House, course: Course) -> dict[UUID, tuple[UUID, UUID]]:
    with house.app.app_context():
        found = {person.id: ballots.ballot_of(reading(), course.round_id, person.id) for person in course.people}
        return {person: (person, ballot.id) for person, ballot in found.items() if ballot}
