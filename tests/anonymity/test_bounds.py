"""The bound itself, tried on leaks whose size is known: it holds, a leak that must not be is seen, and chance does not go as far."""

import numpy as np
import pytest

from tests.anonymity.cases import Answers, Case
from tests.anonymity.guesses import guessed, steps
from tests.anonymity.odds import Verdict, verdicts
from tests.anonymity.test_attack import ALLOWED, SURE

SCALE = np.array([1, 2, 3, 4, 5, 6, 8, 9], np.uint8)
YES_NO = np.array([1, 1, 1, 2, 8, 9], np.uint8)
#: So many clues stand beside each other in every season, each telling or silent by itself.
BESIDE = 50
#: So many seasons are played to see how often a bound holds.
SEASONS, FEW_SHUFFLES = 16, 20
Dice = np.random.Generator


def part_a(dice: Dice, size: int) -> Answers:
    return dice.choice(SCALE, (size, 6))


def part_b(dice: Dice, size: int) -> Answers:
    """Who says no to the first question is not asked the others, so that three answers are right or wrong together."""
    first, others = dice.choice(YES_NO, size), dice.choice(SCALE, (size, 2))
    return np.column_stack([first, np.where(first[:, None] == 1, others, 0)])


def season(dice: Dice, evenings: int, answered: object, *, leak: float, shuffles: int = 1000) -> list[Verdict]:
    """What is found when every clue tells the first answer in so large a share of the people, and otherwise that of anybody."""
    cases = []
    for _ in range(evenings):
        truth = (part_a if answered is part_a else part_b)(dice, int(dice.integers(5, 11)))
        size = len(truth)
        told = [np.where(dice.random(size) < leak, truth[:, 0], dice.choice(truth[:, 0], size)) for _ in range(BESIDE)]
        cases.append(Case(truth, {f"said {number}": one + dice.random(size) / 100 for number, one in enumerate(told)}, {}))
    return [one for one in verdicts(guessed(cases, dice), [case.truth for case in cases], dice, shuffles) if "everything" not in one.name]


@pytest.mark.parametrize("answered", [part_a, part_b])
@pytest.mark.parametrize("leak", [0.0, 0.3, 0.7])
def test_what_a_clue_tells_is_below_its_bound_in_99_of_100(answered: object, leak: float) -> None:
    dice = np.random.default_rng(4)
    found = [one for _ in range(SEASONS) for one in season(dice, 40, answered, leak=leak, shuffles=FEW_SHUFFLES) if one.reader == "up"]
    told = np.mean([one.score - one.by_chance for one in found])
    missed = np.mean([one.bound < told for one in found])
    assert len(found) == SEASONS * BESIDE
    assert missed <= 0.02


def test_half_a_link_is_seen_with_a_hundred_groups() -> None:
    found = [one for one in season(np.random.default_rng(6), 100, part_a, leak=0.72) if one.reader == "up"]
    assert np.mean([one.score - one.by_chance for one in found]) == pytest.approx(0.5, abs=0.03)
    assert max(one.p for one in found) <= SURE
    assert np.mean([one.bound > ALLOWED / 10 for one in found]) >= 0.98


@pytest.mark.parametrize(("answered", "evenings"), [(part_a, 100), (part_b, 200)])
def test_chance_alone_does_not_go_so_far(answered: object, evenings: int) -> None:
    """Whatever is learned and however many clues are tried. Part B takes twice the evenings for it."""
    found = season(np.random.default_rng(7), evenings, answered, leak=0.0)
    assert {one.reader for one in found} == {"up", "down", "learned"}
    assert max(one.bound for one in found) < ALLOWED / 10
    assert min(one.p for one in found) > SURE


def test_nobody_is_guessed_after_she_was_told() -> None:
    told, guessed_once = set[int](), set[int]()
    for first, then in steps(20):
        assert not set(then) & (told | set(first) | guessed_once)
        told |= set(first)
        guessed_once |= set(then)
    assert guessed_once == set(range(20)) - {0, 8, 16}
