"""Somebody who holds every figure that is shown, knows how many answered in each box, and tries everything. Knows no rule by name.

Brute force over small families, beside the module's own reasoning: sets of sheets, and every way the boxes could have been filled.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.release import Detail, Release, Withheld, alone

#: How many gave each answer, from the least to the most.
Fill = tuple[int, ...]
Seen = tuple[str, Fill]


@dataclass(frozen=True)
class Case:
    """The boxes of one half-year as they are, and what is said about all of them together."""

    question: Scale
    courses: tuple[Fill, ...]
    pools: tuple[Fill, ...]
    together: Release | Withheld

    @property
    def boxes(self) -> tuple[Fill, ...]:
        return (*self.courses, *self.pools)

    def seen(self, fill: Fill, *, course: bool) -> Seen:
        """What is said about one box."""
        said = alone(self.question, counts(fill)) if course else Withheld.FEW
        return view(self.question, said)


def counts(fill: Fill) -> dict[str, int]:
    return {str(place): number for place, number in enumerate(fill, 1)}


def view(question: Scale, said: Release | Withheld) -> Seen:
    if isinstance(said, Withheld):
        return said.value, ()
    fill = tuple(said.counts.get(answer, 0) for answer in question.substantive)
    return said.detail.value, fill if said.detail is Detail.FULL else classes(question, fill)


def classes(question: Scale, fill: Fill) -> Fill:
    return tuple(sum(fill[int(answer) - 1] for answer in answers) for answers in question.classes)


def faults(case: Case) -> list[str]:
    """Everything that can be worked out and should not."""
    return [*small_differences(case), *worked_out(case)]


def small_differences(case: Case) -> Iterator[str]:
    """Rule (d), by making every sum and difference of the bases that are published."""
    sheets = iter(range(10_000))
    bases = [frozenset(next(sheets) for _ in range(sum(fill))) for fill in case.boxes]
    shown = [i for i, fill in enumerate(case.courses) if case.seen(fill, course=True)[0] in {"full", "classes"}]
    published = {bases[i] for i in shown} | {frozenset[int]()}
    if isinstance(case.together, Release):
        published.add(frozenset().union(*(bases[i] for i in (shown if case.together.partial else range(len(bases))))))
    known = published
    while True:
        more = known | {one for a, b in combinations(known, 2) for one in (a | b, a - b, b - a, a & b)}
        if more == known:
            break
        known = more
    yield from {f"two bases differ by {len(a ^ b)}" for a, b in combinations(known, 2) if len(a ^ b) < 5}


def worked_out(case: Case) -> Iterator[str]:
    """What every world that looks the same has in common."""
    if not isinstance(case.together, Release):
        return
    looked_at = case.courses if not case.together.partial else tuple(f for f in case.courses if case.seen(f, course=True)[1])
    boxes = [(fill, True) for fill in looked_at] + [(fill, False) for fill in case.pools if not case.together.partial]
    kind, goal = view(case.question, case.together)
    full = kind == "full"
    for place, (fill, course) in enumerate(boxes):
        if not course or case.seen(fill, course=True)[0] not in {"alike", "classes"}:
            continue
        around = [_worlds(case, other, course=own) for n, (other, own) in enumerate(boxes) if n != place]
        sums = _sums(case, around, goal, full=full)
        possible = [one for one in _worlds(case, fill, course=True) if _left(case, goal, one, full=full) in sums]
        yield from _certain(case.question, fill, possible, alike=case.seen(fill, course=True)[0] == "alike")


def _certain(question: Scale, fill: Fill, possible: Sequence[Fill], *, alike: bool) -> Iterator[str]:
    assert fill in possible, "the world as it is must be among those that could be"
    if alike and len({classes(question, one) for one in possible}) < 2:
        yield f"{fill} is of one class, and it is known which"
    for answers in question.classes if not alike else ():
        inside = sorted({tuple(one[int(answer) - 1] for answer in answers) for one in possible})
        if len(answers) > 1 and len(inside) == 1 and sum(inside[0]) > 0:
            yield f"in {fill} the answers {answers} are known one by one"


def _worlds(case: Case, fill: Fill, *, course: bool) -> list[Fill]:
    """Every way a box could be filled with so many answers and have the same said about it."""
    seen = case.seen(fill, course=course)
    return [one for one in ways(sum(fill), len(fill)) if case.seen(one, course=course) == seen]


def _left(case: Case, goal: Fill, fill: Fill, *, full: bool) -> Fill:
    """What the others must come to when this box is filled so."""
    return tuple(x - y for x, y in zip(goal, fill if full else classes(case.question, fill), strict=True))


def _sums(case: Case, around: Sequence[list[Fill]], goal: Fill, *, full: bool) -> set[Fill]:
    """Everything the other boxes could come to together, as far as the figures of all together tell them apart."""
    sums = {tuple([0] * len(goal))}
    for others in around:
        each = {other if full else classes(case.question, other) for other in others}
        added = {tuple(x + y for x, y in zip(a, b, strict=True)) for a in sums for b in each}
        sums = {one for one in added if all(x <= y for x, y in zip(one, goal, strict=True))}
    return sums


def ways(number: int, places: int) -> Iterator[Fill]:
    """Every way to spread so many answers over so many places."""
    if places == 1:
        yield (number,)
        return
    for first in range(number + 1):
        yield from ((first, *rest) for rest in ways(number - first, places - 1))
