"""The measure itself: a leak is seen, a weak one too, and chance is taken for chance."""

import numpy as np
import pytest

from tests.anonymity.cases import Case
from tests.anonymity.guesses import guessed
from tests.anonymity.odds import Verdict, verdicts
from tests.anonymity.traces import Traces

GROUPS, SHUFFLES = 40, 2000


def judged(cases: list[Case]) -> dict[tuple[str, str], Verdict]:
    dice = np.random.default_rng(5)
    found = verdicts(guessed(cases, dice), [case.truth for case in cases], dice, SHUFFLES)
    return {(one.name, one.reader): one for one in found}


def groups(leak: float = 0.0) -> list[Case]:
    """Groups whose clue `said` is the first answer in a share of the cases, and noise otherwise."""
    dice, made = np.random.default_rng(3), []
    for _ in range(GROUPS):
        size = int(dice.integers(5, 11))
        truth = dice.choice(np.array([1, 2, 3, 4, 5, 6, 8, 9], np.uint8), (size, 6))
        told = dice.random(size) < leak
        said = np.where(told, truth[:, 0], dice.integers(1, 10, size)).astype(float)
        when, key = dice.permutation(size).astype(float), dice.permutation(size).astype(float)
        written = np.argsort(when)
        traces = {"rows": Traces({"rowid": np.arange(size, dtype=float)}, {f"a{q}": truth[written, q].astype(float) for q in range(6)})}
        made.append(Case(truth, {"said": said, "when": when, "key": key}, traces))
    return made


def test_what_says_nothing_is_chance() -> None:
    found = judged(groups())
    own = [one for (name, _), one in found.items() if "~" not in name]
    assert len(own) == 9
    assert min(one.p for one in own) > 0.001
    assert max(one.bound for one in own) < 0.75


@pytest.mark.parametrize(("share", "least"), [(1.0, 0.7), (0.75, 0.35)])
def test_one_answer_that_is_told_is_seen(share: float, least: float) -> None:
    """All of one answer is about a link more than chance, since six answers are a link."""
    one = judged(groups(share))["said", "up"]
    assert one.p < 0.001
    assert one.score - one.by_chance > least


def test_rows_in_the_order_of_people_are_seen() -> None:
    found = judged(groups())
    one = found["when ~ rows by rowid", "learned"]
    size = np.mean([case.size for case in groups()])
    assert one.p < 0.001
    assert one.score > 0.9 * size
    assert found["key ~ rows by rowid", "learned"].p > 0.001


def test_the_shuffles_agree_with_what_chance_must_be() -> None:
    """With random answers every guess is right as often as the answers of a question meet themselves."""
    cases = groups()
    expected = np.mean([np.mean([np.sum(np.bincount(column) ** 2) / len(column) for column in case.truth.T]) for case in cases])
    assert judged(cases)["said", "up"].by_chance == pytest.approx(expected, abs=0.02)
