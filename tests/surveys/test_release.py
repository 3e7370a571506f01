"""What may be shown of an anonymous survey, rule by rule, and against somebody who tries everything."""

from collections.abc import Sequence
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.surveys.attack import Case, Fill, counts, faults
from tests.surveys.tiny import question
from webapp.surveys.engine import library
from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.release import Detail, Release, Withheld, alone, together
from webapp.surveys.engine.results import add

#: Classes 1-2, 3, and 4-5.
FIVE = cast(
    Scale,
    question(
        """
        id: tiny
        kind: scale
        official: true
        label: Hur ofta?
        scale: often
        answers: [Aldrig, Sällan, Ibland, Ofta, Alltid]
        positive_from: 4
        also_from: 3
        dont_know: Vet inte
        decline: Vill inte svara
        """
    ),
)
YES_NO = cast(Scale, library.shipped().get("course-survey").question("q8"))
WIDE = cast(Scale, library.shipped().get("course-survey").question("q1"))


def case(courses: Sequence[Fill], pools: Sequence[Fill] = (), asked: Scale = FIVE) -> Case:
    said = together(asked, [counts(one) for one in courses], [counts(one) for one in pools])
    return Case(asked, tuple(courses), tuple(pools), said)


def said(courses: Sequence[Fill], pools: Sequence[Fill] = (), asked: Scale = FIVE) -> str:
    """The verdict about all together, in a word."""
    found = case(courses, pools, asked).together
    return found.value if isinstance(found, Withheld) else found.detail.value + (" of some" if found.partial else "")


def verdict(fill: Fill, asked: Scale = FIVE) -> Detail | Withheld:
    found = alone(asked, counts(fill))
    return found.detail if isinstance(found, Release) else found


def test_the_questions_have_the_classes_that_are_meant() -> None:
    assert WIDE.classes == (("1", "2"), ("3",), ("4", "5", "6"))
    assert (WIDE.positive, WIDE.also_positive) == (("4", "5", "6"), ("3", "4", "5", "6"))
    assert (YES_NO.classes, YES_NO.positive, YES_NO.also_positive) == ((("2",), ("1",)), ("1",), ("1",))


@pytest.mark.parametrize(
    ("fill", "expected"),
    [
        ((0, 0, 0, 0, 0), Withheld.FEW),
        ((1, 1, 1, 1, 0), Withheld.FEW),
        ((1, 1, 1, 1, 1), Detail.CLASSES),
        ((0, 0, 0, 3, 2), Withheld.ALIKE),
        ((0, 0, 7, 0, 0), Withheld.ALIKE),
        ((0, 1, 0, 5, 1), Detail.CLASSES),
        ((0, 0, 0, 8, 0), Detail.FULL),
        ((1, 2, 1, 2, 2), Detail.FULL),
    ],
)
def test_one_box_by_itself(fill: Fill, expected: object) -> None:
    assert verdict(fill) == expected


def test_a_yes_or_no_has_two_classes() -> None:
    assert [verdict(fill, YES_NO) for fill in ((5, 0), (0, 6), (4, 1), (2, 2), (8, 0))] == [
        Withheld.ALIKE,
        Withheld.ALIKE,
        Detail.CLASSES,
        Withheld.FEW,
        Detail.FULL,
    ]


BIG, OTHER_BIG, SMALL, FEW, ALIKE = (2, 2, 2, 2, 2), (0, 3, 3, 3, 0), (1, 1, 1, 1, 2), (1, 0, 1, 0, 1), (0, 0, 0, 4, 2)


@pytest.mark.parametrize(
    ("courses", "pools", "expected"),
    [
        ([BIG, OTHER_BIG], [], "full"),
        ([BIG], [], "full"),
        ([FEW], [], "few"),
        ([], [FEW, (1, 1, 0, 0, 0)], "classes"),
        ([ALIKE], [], "alike"),
        ([SMALL], [], "classes"),
        # Nothing is left over, or enough of different kinds.
        ([BIG], [BIG], "full"),
        ([BIG], [(1, 1, 1, 1, 1)], "classes"),
        # What is left over is too small, or too alike, to be shown by itself.
        ([BIG, FEW], [], "full of some"),
        ([SMALL, FEW], [], "classes of some"),
        ([BIG], [FEW], "full of some"),
        ([BIG, ALIKE], [], "full of some"),
        ([FEW, ALIKE], [], "tells"),
        # Two small ones together are enough.
        ([BIG, FEW, FEW], [], "classes"),
        # A small box whose answers could be worked out one by one.
        ([BIG, SMALL], [], "classes"),
        ([BIG, SMALL, (5, 0, 1, 0, 5)], [], "classes"),
        ([BIG, SMALL], [(3, 3, 1, 3, 3)], "full"),
        ([BIG, SMALL], [(4, 1, 1, 0, 0)], "classes"),
        ([BIG, SMALL], [(3, 3, 1, 2, 2)], "classes"),
        # One that is too alike hides among others that have enough of another class.
        ([BIG, ALIKE], [(6, 0, 1, 2, 0)], "full"),
        ([BIG, ALIKE], [(1, 1, 1, 6, 0)], "full of some"),
    ],
)
def test_all_together(courses: list[Fill], pools: list[Fill], expected: str) -> None:
    assert said(courses, pools) == expected
    assert faults(case(courses, pools)) == []


def test_some_together_are_those_that_are_shown_by_themselves() -> None:
    found = together(FIVE, [counts(BIG), counts(FEW), counts(SMALL)], [])
    assert isinstance(found, Release)
    assert found.partial
    assert dict(found.counts) == dict(add([counts(BIG), counts(SMALL)]))


def boxes(most: int) -> st.SearchStrategy[list[Fill]]:
    sparse = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 5])
    fill = st.tuples(*[sparse] * 5).filter(lambda one: sum(one) <= 10)
    return st.lists(fill, max_size=most)


@settings(max_examples=600, deadline=None, derandomize=True, database=None)
@given(boxes(3), boxes(1))
def test_nothing_more_can_be_worked_out(courses: list[Fill], pools: list[Fill]) -> None:
    assert faults(case(courses, pools)) == []


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(st.lists(st.tuples(*[st.integers(0, 6)] * 2), max_size=5), st.lists(st.tuples(*[st.integers(0, 6)] * 2), max_size=2))
def test_nothing_more_can_be_worked_out_of_a_yes_or_no(courses: list[Fill], pools: list[Fill]) -> None:
    assert faults(case(courses, pools, YES_NO)) == []


@settings(max_examples=200, deadline=None, derandomize=True, database=None)
@given(boxes(4), boxes(1), st.randoms())
def test_the_order_of_the_boxes_does_not_matter(courses: list[Fill], pools: list[Fill], dice: object) -> None:
    turned = sorted(courses)
    assert said(turned, pools) == said(courses, pools)


@pytest.mark.parametrize(
    ("courses", "pools", "detail", "noticed"),
    [
        ([BIG, FEW], [], Detail.CLASSES, "differ by 3"),
        ([BIG, ALIKE], [], Detail.CLASSES, "it is known which"),
        ([BIG, ALIKE], [(1, 1, 1, 6, 0)], Detail.CLASSES, "it is known which"),
        ([BIG, SMALL], [], Detail.FULL, "one by one"),
        ([BIG, SMALL], [(0, 0, 5, 0, 0)], Detail.FULL, "one by one"),
        ([FEW], [], Detail.FULL, "differ by 3"),
    ],
)
def test_whoever_tries_everything_finds_what_a_broken_rule_lets_out(
    courses: list[Fill], pools: list[Fill], detail: Detail, noticed: str
) -> None:
    """All together is shown, whatever the rules say."""
    everything = Release(add([counts(one) for one in (*courses, *pools)]), detail)
    assert [one for one in faults(Case(FIVE, tuple(courses), tuple(pools), everything)) if noticed in one]
