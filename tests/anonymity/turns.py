"""Whose turn it is: people go their ways one step at a time, in random order, and others do other things meanwhile."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from tests.anonymity import roles, ways_in
from tests.anonymity.house import House
from tests.anonymity.phone import Phone
from tests.anonymity.roles import QUESTIONS, Course, Person

#: How often the same person goes on. Everybody begins at the same time, in the room, which tells most: whoever has more to do sends later.
GOES_ON = 0.85
GIVES_UP = 0.2


@dataclass
class Player:
    """Somebody on her way through the pages. `goes` ends when she has sent, or given up."""

    course: Course
    person: Person
    meant: dict[str, str]
    goes: Iterator[None]
    sent: bool = False

    @property
    def sheet(self) -> str:
        """Her answers in the order of the questions."""
        return "".join(self.meant[question] for question in QUESTIONS[self.course.part])


def players(house: House, courses: list[Course], dice: random.Random, *, fewest: int, away: int = 0) -> list[Player]:
    """Everybody with answers in mind, but for so many at the end of the list who never come. So many of the others never give up."""
    people = [(course, person) for course in courses for person in course.people][: -away or None]
    found = [Player(course, person, roles.truth(course.part, dice), iter(())) for course, person in people]
    for number, player in enumerate(found):
        gives_up = number >= fewest and dice.random() < GIVES_UP
        player.goes = _goes(house, player, dice, gives_up=dice.randrange(8) if gives_up else None)
    return found


def _goes(house: House, player: Player, dice: random.Random, *, gives_up: int | None) -> Iterator[None]:
    person = player.person
    person.phone.cookies.pop("enkat", None)
    yield from ways_in.comes_in(house, player.course, person)
    for number, _ in enumerate(roles.answers(person, player.meant, dice)):
        if number == gives_up:
            return
        yield
    for _ in roles.sends(person, dice):
        player.sent = True
        yield


def in_turns(house: House, players: list[Player], dice: random.Random, neighbour: Phone) -> Iterator[None]:
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
            _meanwhile(house, player.course, neighbour, dice)


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
