"""The rules for what may be shown of an anonymous survey (quality.md N.4). Everything here is about one question.

The *base* of a figure is the set of sheets it is computed from: those with an answer that is counted. Boxes have no sheet in
common, so whatever can be computed from figures that are shown is a sum of boxes, or all boxes without some of them. Therefore
it is enough to look at each box by itself, at all of them together, and at what is *left over*: what remains of all when the boxes
that are shown by themselves are taken away. Different questions are never compared, since no whole sheet exists.

The rules are applied to what is left over as if it were shown, because anybody can work it out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from webapp.surveys.engine.questions.scale import Scale
from webapp.surveys.engine.results import Counts, add, in_classes, total

#: With fewer answers nothing is shown, and no difference between two bases may be smaller.
SMALLEST_GROUP = 5
#: From so many on, each answer has its own count; below, the classes of the question have.
FULL_FROM = 8


class Detail(Enum):
    """How closely a base is shown."""

    CLASSES = "classes"
    #: Every answer by itself, and the mean.
    FULL = "full"


class Withheld(Enum):
    """Why nothing is shown."""

    FEW = "few"
    ALIKE = "alike"
    #: Together with other figures it would tell of a smaller group.
    TELLS = "tells"


@dataclass(frozen=True)
class Release:
    """The counts that may be shown, and how closely."""

    counts: Counts
    detail: Detail
    #: Boxes that could not be counted in without telling of a smaller group are left out.
    partial: bool = False


def alone(question: Scale, counts: Counts) -> Release | Withheld:
    """One box by itself: rules (a), (b) and (c)."""
    answered = total(counts)
    if answered < SMALLEST_GROUP:
        return Withheld.FEW
    if answered >= FULL_FROM:
        return Release(counts, Detail.FULL)
    return Withheld.ALIKE if max(in_classes(question, counts)) == answered else Release(counts, Detail.CLASSES)


def together(question: Scale, courses: Sequence[Counts], pools: Sequence[Counts]) -> Release | Withheld:
    """All boxes of a half-year. `courses` are shown by themselves as far as they may, `pools` never are.

    When not all can be counted together, those that are shown by themselves are: that tells nothing new.
    """
    said = [(alone(question, counts), counts) for counts in courses]
    shown = [one for one, _ in said if isinstance(one, Release)]
    alike = [counts for one, counts in said if one is Withheld.ALIKE]
    few = [counts for one, counts in said if one is Withheld.FEW]
    whole = _sum(question, shown, alike, [*few, *pools])
    if whole is not Withheld.TELLS or not shown:
        return whole
    part = _sum(question, shown, [], [])
    return part if isinstance(part, Withheld) else Release(part.counts, part.detail, partial=True)


def _sum(question: Scale, shown: Sequence[Release], alike: Sequence[Counts], others: Sequence[Counts]) -> Release | Withheld:
    whole, left = add([*(one.counts for one in shown), *alike, *others]), add([*alike, *others])
    own = alone(question, whole)
    if isinstance(own, Withheld):
        return own
    if total(left) and isinstance(alone(question, left), Withheld):
        return Withheld.TELLS
    if not all(_could_be_another_class(question, counts, add(others)) for counts in alike):
        return Withheld.TELLS
    coarse = [one.counts for one in shown if one.detail is Detail.CLASSES]
    full = own.detail is Detail.FULL and _answers_stay_hidden(question, coarse, left)
    return Release(whole, Detail.FULL if full else Detail.CLASSES)


def _could_be_another_class(question: Scale, alike: Counts, others: Counts) -> bool:
    """Whether a box whose answers are all of one class may as well be of another, as far as anybody can work out."""
    own, around = in_classes(question, alike), in_classes(question, others)
    return any(not mine and theirs >= total(alike) for mine, theirs in zip(own, around, strict=True))


def _answers_stay_hidden(question: Scale, coarse: Sequence[Counts], left: Counts) -> bool:
    """Whether single answers of all together leave the answers inside the classes of each small box unknown."""
    small = [*coarse, left] if 0 < total(left) < FULL_FROM else coarse
    unseen = add([*coarse, left])
    return all(_blurred(counts, unseen, answers) for counts in small for answers in question.classes)


def _blurred(counts: Counts, unseen: Counts, answers: tuple[str, ...]) -> bool:
    """Whether a small box has company enough in a class, and of another kind."""
    own, all_there = (sum(one.get(answer, 0) for answer in answers) for one in (counts, unseen))
    different = sum(1 for answer in answers if unseen.get(answer, 0))
    return len(answers) == 1 or not own or (all_there - own >= SMALLEST_GROUP and different > 1)
