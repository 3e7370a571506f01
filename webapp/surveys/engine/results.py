"""The arithmetic of results: counts, shares and a mean. What of it may be shown is the business of `release`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from webapp.surveys.engine.questions.scale import Scale, YesNo

#: Answer -> how many gave it. Only answers that are counted; "Vet inte" and "Vill inte svara" never come here.
Counts = Mapping[str, int]


def percent(part: int, whole: int) -> int:
    """Whole per cent, half rounded up: 5 of 8 is 63. Always from counts, never from rounded parts (domain.md section 8)."""
    return (200 * part + whole) // (2 * whole)


def tenths(value: Fraction) -> int:
    """A number in whole tenths, half rounded up: 3.25 is 33."""
    return floor(value * 10 + Fraction(1, 2))


def total(counts: Counts) -> int:
    """How many gave an answer that is counted: the base of every share."""
    return sum(counts.values())


def add(many: Iterable[Counts]) -> Counter[str]:
    """The counts of several boxes together."""
    together: Counter[str] = Counter()
    for counts in many:
        together.update(counts)
    return together


def in_classes(question: Scale, counts: Counts) -> tuple[int, ...]:
    """How many in each class of the question, from the least to the most."""
    return tuple(sum(counts.get(answer, 0) for answer in answers) for answers in question.classes)


def mean(question: Scale, counts: Counts) -> Fraction | None:
    """The mean place on the scale, the least answer being 1. A yes or no has none."""
    if isinstance(question, YesNo) or not total(counts):
        return None
    return Fraction(sum(int(answer) * number for answer, number in counts.items()), total(counts))


@dataclass(frozen=True)
class Slice:
    """Some answers of a question and how many gave one of them."""

    answers: tuple[str, ...]
    count: int
    of: int

    @property
    def percent(self) -> int:
        return percent(self.count, self.of)


def share(counts: Counts, answers: tuple[str, ...]) -> Slice:
    """How many gave one of these answers, of all who gave any."""
    return Slice(answers, sum(counts.get(answer, 0) for answer in answers), total(counts))
