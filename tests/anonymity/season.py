"""Many courses one after the other, each with both parts of the survey, in installations that are made anew now and then."""

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path

import time_machine

from tests.anonymity import roles
from tests.anonymity.cases import Case, a_case
from tests.anonymity.copies import a_copier
from tests.anonymity.evening import Evening, play
from tests.anonymity.house import a_house
from tests.support import network
from tests.support.databases import Databases, Engine
from tests.support.fixtures import START
from webapp.course_survey.values import Part

#: So many courses at most share an installation: a copy of a large one takes long, and tells no more.
LOT = 25
#: So many installations run beside each other.
BESIDE = 2
SMALLEST, LARGEST = 5, 10


@dataclass(frozen=True)
class Lot:
    """Some courses in one installation. Everything that is drawn is drawn from the seed."""

    url: str
    folder: Path
    courses: int
    seed: int
    leaks: bool


def lots(databases: Databases, engine: Engine, folder: Path, *, groups: int, seed: int) -> Iterator[Lot]:
    """As many lots as it takes, at least one for each installation that may run beside another."""
    size = min(LOT, -(-groups // BESIDE))
    for number, first in enumerate(range(0, groups, size)):
        place = folder / f"house-{number}"
        url = databases.migrated(engine, place)
        yield Lot(url, place, min(size, groups - first), seed + number, leaks=True)


def cases(all_lots: Iterator[Lot]) -> dict[Part, list[Case]]:
    """What the attacker makes of all evenings, in their order."""
    with ProcessPoolExecutor(BESIDE, mp_context=get_context("spawn"), initializer=network.shut) as hands:
        found = list(hands.map(_cases, all_lots))
    return {part: [case for made in found for case in made[part]] for part in Part}


def _cases(lot: Lot) -> dict[Part, list[Case]]:
    """One lot. Copies are let go as soon as they are read."""
    made: dict[Part, list[Case]] = {part: [] for part in Part}
    with time_machine.travel(START, tick=False) as traveller:
        for evening in evenings(lot, traveller):
            made[evening.part].append(a_case(evening))
    return made


def evenings(lot: Lot, traveller: time_machine.Traveller) -> Iterator[Evening]:
    """Both parts of every course."""
    dice = random.Random(lot.seed)
    with ExitStack() as stack:
        house = stack.enter_context(a_house(lot.url, lot.folder, traveller, leaks=lot.leaks))
        copier = stack.enter_context(a_copier(house))
        neighbour = roles.a_neighbour(house, dice)
        stack.callback(neighbour.close)
        for number in range(lot.courses):
            course = roles.a_course(house, dice.randint(SMALLEST, LARGEST), dice, network=number)
            for part in Part:
                house.later(timedelta(minutes=dice.randint(10, 600)))
                yield play(house, copier, course, part, dice, neighbour=neighbour)
            for phone in (course.leader, *(person.phone for person in course.people)):
                phone.close()
