"""One part of the survey in one course, from its opening to the day after its key is gone, with the copies an attacker would have made."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

from tests.anonymity import roles
from tests.anonymity.copies import Copier, Copy
from tests.anonymity.house import House
from tests.anonymity.phone import Phone
from tests.anonymity.roles import QUESTIONS, Course, Person
from webapp.course_survey import service as course_survey
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.storage import reading, transaction

#: The same person goes on more often than another: people answer beside each other, mostly one after the other.
GOES_ON = 0.85
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
    round_id: UUID
    #: Participant -> the ids of her row and of her ballot.
    known_as: dict[UUID, tuple[UUID, UUID]]
    #: The private key, which is gone.
    key: bytes


@dataclass
class Player:
    """Somebody on her way through the pages. `goes` ends when she has sent, or given up."""

    person: Person
    meant: dict[str, str]
    goes: Iterator[None]
    sent: bool = False


def play(house: House, copier: Copier, course: Course, part: Part, dice: random.Random, *, neighbour: Phone) -> Evening:
    """Everybody answers in random order; the leader looks at pages meanwhile; then the box is closed, opened, and its key destroyed."""
    roles.leader_signs_in(house, course)
    path = open_part(house, course, part)
    key = path.read_bytes()
    copies = [copier.take(whole=True)]
    players = [Player(person, roles.truth(part, dice), iter(())) for person in course.people]
    for number, player in enumerate(players):
        # Never fewer than five answers: such a box would stay shut.
        gives_up = number >= 5 and dice.random() < 0.2
        player.goes = _goes(house, course, player, dice, gives_up=dice.randrange(8) if gives_up else None)
    days_pass_after = dice.randrange(len(players))
    for number, _ in enumerate(_in_turns(house, course, players, dice, neighbour)):
        copies.append(copier.take())
        if number == days_pass_after:
            copies += [copier.take() for _ in _days_pass(house, course)]
    with house.app.app_context(), transaction() as session:
        course_survey.close(session, course.round_id, at=clock.now())
    house.back_up()
    copies.append(copier.take(whole=True))
    house.tick()
    house.back_up()
    copies.append(copier.take(whole=True))
    assert not path.exists(), "The key of an opened box is still there."
    sent = {player.person.id: "".join(player.meant[question] for question in QUESTIONS[part]) for player in players if player.sent}
    addresses = {person.id: person.phone.address for person in course.people}
    return Evening(part, sent, addresses, copies, course.round_id, _ballots(house, course), key)


def open_part(house: House, course: Course, part: Part) -> Path:
    """The leader opens it; says where the private key lies, which in a house that leaks somebody copies."""
    house.tick()
    with house.app.app_context(), transaction() as session:
        row = invitations.open_survey(session, course.id, part, at=clock.now())
        course.round_id, course.code, key_id = row.id, row.room_code or "", row.key_id
    house.steal(key_id)
    assert key_id
    return house.settings.box_keys_dir / f"box-{key_id.hex}.key"


def _days_pass(house: House, course: Course) -> Iterator[None]:
    """A day with a worker: in the morning whoever has not answered is reminded, in the evening that is forgotten."""
    for hour in (REMINDS, FORGETS):
        house.later(_until(hour))
        house.tick()
        yield
    roles.leader_signs_in(house, course)


def _until(hour: time) -> timedelta:
    now = clock.now()
    soon = clock.at(clock.day(now), hour)
    return (soon if soon > now else clock.at(clock.day(now) + timedelta(days=1), hour)) - now


def _ballots(house: House, course: Course) -> dict[UUID, tuple[UUID, UUID]]:
    with house.app.app_context():
        found = {person.id: ballots.ballot_of(reading(), course.round_id, person.id) for person in course.people}
        return {person: (person, ballot.id) for person, ballot in found.items() if ballot}


def _goes(house: House, course: Course, player: Player, dice: random.Random, *, gives_up: int | None) -> Iterator[None]:
    person = player.person
    person.phone.cookies.pop("enkat", None)
    yield from roles.comes_in(house, course, person)
    for number, _ in enumerate(roles.answers(person, player.meant, dice)):
        if number == gives_up:
            return
        yield
    for _ in roles.sends(person, dice):
        player.sent = True
        yield


def _in_turns(house: House, course: Course, players: list[Player], dice: random.Random, neighbour: Phone) -> Iterator[None]:
    """One step at a time, by somebody. Yields when an answer has been sent."""
    under_way, player = list(players), dice.choice(players)
    while under_way:
        if dice.random() > GOES_ON or player not in under_way:
            player = dice.choice(under_way)
        house.later(timedelta(seconds=dice.expovariate(1 / 7)))
        had_sent = player.sent
        if next(player.goes, player) is player:
            under_way.remove(player)
        if player.sent and not had_sent:
            yield
        if dice.random() < 0.04:
            _meanwhile(house, course, neighbour, dice)


def _meanwhile(house: House, course: Course, neighbour: Phone, dice: random.Random) -> None:
    """The leader looks at the course, the room or the survey; the worker does what is due; somebody in another course lives on."""
    what = dice.choice(("", "/rummet", "/enkat", "tick", "neighbour"))
    if what == "tick":
        house.tick()
    elif what == "neighbour":
        roles.lives_on(neighbour, dice)
    else:
        course.leader.get(f"/kurser/{course.id}{what}")
        if course.leader.status == 401:
            roles.leader_signs_in(house, course)
