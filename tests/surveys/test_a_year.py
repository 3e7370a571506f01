"""A year of courses in one area, sheet by sheet: what is published about each question, held against the sheets themselves."""

import random
from collections import Counter
from dataclasses import dataclass
from typing import cast

from tests.surveys.attack import Case, Fill, small_differences
from webapp.surveys.engine import library
from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.questions.scale import DECLINE, DONT_KNOW
from webapp.surveys.engine.release import Release, Withheld, alone, together

SURVEY = library.shipped().get("course-survey")
QUESTIONS = tuple(cast(Scale, SURVEY.question(f"q{number}")) for number in (1, 2, 3, 5, 6, 7))
Sheet = dict[str, str]


@dataclass(frozen=True)
class HalfYear:
    """The boxes of one half-year: those opened by themselves, and the one that was opened for several together."""

    courses: list[list[Sheet]]
    pool: list[Sheet]


def half_year(dice: random.Random) -> HalfYear:
    courses = [
        [sheet(dice, dice.choice(["glad", "mixed", "silent"])) for _ in range(dice.randint(0, 10))] for _ in range(dice.randint(1, 9))
    ]
    small = [course for course in courses if 0 < len(course) < 5]
    pool = [one for course in small for one in course] if len(small) >= 2 and sum(map(len, small)) >= 5 else []
    return HalfYear([course for course in courses if len(course) >= 5], pool)


def sheet(dice: random.Random, mood: str) -> Sheet:
    weights = {"glad": (0, 0, 0, 1, 3, 6, 1, 0), "mixed": (1, 2, 3, 3, 2, 1, 1, 1), "silent": (1, 1, 1, 1, 1, 1, 5, 5)}[mood]
    answers = [*QUESTIONS[0].substantive, DONT_KNOW, DECLINE]
    return {question.key: dice.choices(answers, weights)[0] for question in QUESTIONS}


def counted(question: Scale, sheets: list[Sheet]) -> Fill:
    found = Counter(one[question.key] for one in sheets)
    return tuple(found[answer] for answer in question.substantive)


def test_a_hundred_half_years() -> None:
    dice, met = random.Random(8662), Counter[str]()
    for _ in range(100):
        half = half_year(dice)
        for question in QUESTIONS:
            met.update(_look_at(question, half))
    # Luck has tried every rule.
    assert {"few", "alike", "tells", "full", "classes", "full of some", "classes of some"} <= set(met), met


def _look_at(question: Scale, half: HalfYear) -> list[str]:
    fills = [counted(question, course) for course in half.courses]
    pools = [counted(question, half.pool)] if half.pool else []
    boxes = [dict(zip(question.substantive, fill, strict=True)) for fill in (*fills, *pools)]
    said = [alone(question, box) for box in boxes[: len(fills)]]
    everything = together(question, boxes[: len(fills)], boxes[len(fills) :])
    assert list(small_differences(Case(question, tuple(fills), tuple(pools), everything))) == []
    words = [one.value if isinstance(one, Withheld) else one.detail.value for one in said]
    if not isinstance(everything, Release):
        return [*words, everything.value]
    counted_in = (
        [fill for fill, one in zip(fills, said, strict=True) if isinstance(one, Release)] if everything.partial else [*fills, *pools]
    )
    assert sum(everything.counts.values()) == sum(map(sum, counted_in))
    return [*words, everything.detail.value + (" of some" if everything.partial else "")]
