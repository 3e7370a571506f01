"""Many courses one after the other, each with both parts of the survey, in installations that are made anew now and then."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import time_machine

from tests.anonymity import roles
from tests.anonymity.cases import Case, a_case
from tests.anonymity.copies import a_copier
from tests.anonymity.evening import Evening, play
from tests.anonymity.house import a_house
from tests.support.databases import Databases, Engine
from webapp.course_survey.values import Part

#: So many courses share an installation: a copy of a large one takes long, and tells no more.
LOT = 25
SMALLEST, LARGEST = 5, 10


def evenings(
    databases: Databases, engine: Engine, folder: Path, traveller: time_machine.Traveller, *, groups: int, seed: int, leaks: bool = True
) -> Iterator[Evening]:
    """Both parts of every course. Everything that is drawn is drawn from the seed."""
    dice = random.Random(seed)
    for lot in range(0, groups, LOT):
        with ExitStack() as stack:
            house = stack.enter_context(a_house(databases, engine, folder / f"house-{lot}", traveller, leaks=leaks))
            copier = stack.enter_context(a_copier(house))
            neighbour = roles.a_neighbour(house, dice)
            stack.callback(neighbour.close)
            for number in range(min(LOT, groups - lot)):
                course = roles.a_course(house, dice.randint(SMALLEST, LARGEST), dice, network=number)
                for part in Part:
                    house.later(timedelta(minutes=dice.randint(10, 600)))
                    yield play(house, copier, course, part, dice, neighbour=neighbour)
                for phone in (course.leader, *(person.phone for person in course.people)):
                    phone.close()


def cases(found: Iterator[Evening]) -> dict[Part, list[Case]]:
    """What the attacker makes of them. Copies are let go as soon as they are read."""
    made: dict[Part, list[Case]] = {part: [] for part in Part}
    for evening in found:
        made[evening.part].append(a_case(evening))
    return made
