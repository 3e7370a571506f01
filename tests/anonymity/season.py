"""Many courses one after the other, each with both parts of the survey, in installations that are made anew now and then."""

import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from multiprocessing import get_context
from pathlib import Path

import time_machine

from tests.anonymity import roles
from tests.anonymity.cases import Case, a_case
from tests.anonymity.copies import a_copier
from tests.anonymity.evening import Evening, play, play_small
from tests.anonymity.house import a_house
from tests.support import network
from tests.support.databases import Databases, Engine
from tests.support.fixtures import START
from webapp.course_survey.values import Part

#: So many courses at most share an installation: everything is copied after each answer, and more rows of others tell no more.
LOT = 10
#: One in so many courses is followed by some that are too small for a box of their own.
SMALL_AFTER = 4
#: How many are in each of them: sometimes too few even together.
SMALL = ((2, 2), (2, 3), (4, 3), (2, 4, 3))
#: So many installations run beside each other.
BESIDE = 2
SMALLEST, LARGEST = 5, 10
#: Networks of small courses come after those of all others.
SMALL_NETWORK = 2 * LOT


class Kind(Enum):
    """What evenings are judged together."""

    A = "part a"
    B = "part b"
    SMALL = "small boxes of part a"

    @classmethod
    def of(cls, evening: Evening) -> "Kind":
        if len(set(evening.rounds.values())) > 1:
            return cls.SMALL
        return cls.A if evening.part is Part.A else cls.B


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


def cases(all_lots: Iterator[Lot]) -> dict[Kind, list[Case]]:
    """What the attacker makes of all evenings, in their order."""
    with ProcessPoolExecutor(BESIDE, mp_context=get_context("spawn"), initializer=network.shut) as hands:
        found = list(hands.map(_cases, all_lots))
    return {kind: [case for made in found for case in made[kind]] for kind in Kind}


def _cases(lot: Lot) -> dict[Kind, list[Case]]:
    """One lot. Copies are let go as soon as they are read."""
    made: dict[Kind, list[Case]] = {kind: [] for kind in Kind}
    with time_machine.travel(START, tick=False) as traveller:
        for evening in evenings(lot, traveller):
            made[Kind.of(evening)].append(a_case(evening))
    return made


def evenings(lot: Lot, traveller: time_machine.Traveller) -> Iterator[Evening]:
    """Part A of every course, part B of twice as many, because it tells less; and small courses last, since half a year goes with them."""
    dice = random.Random(lot.seed)
    with ExitStack() as stack:
        house = stack.enter_context(a_house(lot.url, lot.folder, traveller, leaks=lot.leaks))
        copier = stack.enter_context(a_copier(house))
        neighbour = roles.a_neighbour(house, dice)
        stack.callback(neighbour.close)
        for number, parts in enumerate([tuple(Part), (Part.B,)] * lot.courses):
            course = roles.a_course(house, dice.randint(SMALLEST, LARGEST), dice, network=number)
            for part in parts:
                house.later(timedelta(minutes=dice.randint(10, 600)))
                yield play(house, copier, course, part, dice, neighbour=neighbour)
            _go_home(course)
        for number in range(-(-lot.courses // SMALL_AFTER)):
            sizes = enumerate(SMALL[number % len(SMALL)])
            courses = [roles.a_course(house, size, dice, network=SMALL_NETWORK + 3 * number + which) for which, size in sizes]
            yield play_small(house, copier, courses, dice, neighbour=neighbour)
            for course in courses:
                _go_home(course)


def _go_home(course: roles.Course) -> None:
    for phone in (course.leader, *(person.phone for person in course.people)):
        phone.close()
