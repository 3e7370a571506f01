"""How much better than chance a guess is.

A *link* is one participant put beside all her answers; one answer right is as large a part of a link as there are questions. The score of a
guess is its links per group. It is compared with the same guess after shuffling who gave which sheet inside every group, 10 000 times. The
published counts are known on both sides, since shuffling does not change them.

`p` is the share of shuffles that score as well; where none does, the tail of a normal curve with the mean and spread of the shuffles, if
that is less. It is multiplied by the number of guesses of its source (Bonferroni). `bound` is the upper end of a one-sided 99 % interval
for the links per group beyond chance, from the spread between groups.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.anonymity.cases import Answers
from tests.anonymity.columns import source
from tests.anonymity.guesses import NO_GUESS, Guess, Guesses

SHUFFLES = 10_000
ONE_SIDED_99 = 2.326
#: So many groups' shuffles are counted together, and so many guesses.
TOGETHER, AT_ONCE = 4, 2000
SLACK = 1e-6


@dataclass(frozen=True)
class Verdict:
    """One guess over all groups it was made in."""

    name: str
    reader: str
    groups: int
    score: float
    by_chance: float
    p: float
    bound: float

    @property
    def source(self) -> str:
        return source(self.name)


def verdicts(guesses: Guesses, truth: Sequence[Answers], dice: np.random.Generator, shuffles: int = SHUFFLES) -> list[Verdict]:
    """Judge every guess, the best first."""
    seed, found = int(dice.integers(2**32)), []
    for start in range(0, len(guesses.names), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        found += _judged(guesses, part, truth, np.random.default_rng(seed), shuffles)
    return sorted(found, key=lambda one: (one.p, one.by_chance - one.score))


def _judged(guesses: Guesses, part: slice, truth: Sequence[Answers], dice: np.random.Generator, shuffles: int) -> list[Verdict]:
    """Some guesses. Every part meets the same shuffles."""
    names, own, expected = guesses.names[part], [], []
    scores = np.zeros((shuffles, len(names)), np.float32)
    for first in range(0, len(truth), TOGETHER):
        groups = range(first, min(first + TOGETHER, len(truth)))
        links = [right(guesses.cases[one][part], truth[one]) for one in groups]
        own += [np.trace(one, axis1=1, axis2=2) for one in links]
        expected += [one.sum(axis=(1, 2)) / one.shape[1] for one in links]
        dealt = np.concatenate([_dealt(one.shape[1], dice, shuffles) for one in links], axis=1)
        scores += dealt @ np.concatenate([one.reshape(len(names), -1) for one in links], axis=1).T
    made = np.sum([guess[part, 0, 0] != NO_GUESS for guess in guesses.cases], axis=0)
    excess = np.stack(own) - np.stack(expected)
    beyond = excess.sum(axis=0) / made
    spread = np.sqrt(np.maximum((excess**2).sum(axis=0) - made * beyond**2, 0) / np.maximum(made - 1, 1) / made)
    p = np.minimum(_tail(scores, np.sum(own, axis=0)) * _tried_beside(guesses.names)[part], 1.0)
    score, chance, bound = np.sum(own, axis=0) / made, scores.mean(axis=0, dtype=np.float64) / made, beyond + _student(made - 1) * spread
    judged = zip(names, made, score, chance, p, bound, strict=True)
    return [Verdict(name[0], name[1], int(groups), float(got), float(by), float(q), float(end)) for name, groups, got, by, q, end in judged]


def _student(freedom: NDArray[np.int64]) -> NDArray[np.float64]:
    """The same point of Student's curve, from the normal one: with few groups their spread is known badly."""
    return ONE_SIDED_99 + (ONE_SIDED_99**3 + ONE_SIDED_99) / (4 * np.maximum(freedom, 1))


def _tried_beside(names: Sequence[tuple[str, str]]) -> NDArray[np.int64]:
    """For each guess how many there are of its source: what is tried on a built-in leak must not hide a leak of the service's own."""
    sources = [source(name) for name, _ in names]
    counts = Counter(sources)
    return np.array([counts[one] for one in sources])


def right(guess: Guess, answers: Answers) -> NDArray[np.float32]:
    """Guesses x guessed for x given by: the part of a link that would be right."""
    same = [guess[:, :, None, question] == answers[None, None, :, question] for question in range(answers.shape[1])]
    return np.asarray(np.mean(same, axis=0), np.float32)


def _dealt(size: int, dice: np.random.Generator, shuffles: int) -> NDArray[np.float32]:
    """A shuffle of a group is a row of zeros and ones over its pairs, so that a product counts what it gets right."""
    given = dice.permuted(np.tile(np.arange(size), (shuffles, 1)), axis=1)
    dealt = np.zeros((shuffles, size, size), np.float32)
    np.put_along_axis(dealt, given[:, :, None], 1.0, axis=2)
    return dealt.reshape(shuffles, -1)


def _tail(scores: NDArray[np.float32], own: NDArray[np.float32]) -> NDArray[np.float64]:
    better = (scores >= own - SLACK * np.maximum(own, 1)).sum(axis=0)
    spread = np.maximum(scores.std(axis=0, dtype=np.float64), SLACK)
    normal = np.array([math.erfc(z / math.sqrt(2)) / 2 for z in (own - scores.mean(axis=0, dtype=np.float64)) / spread])
    return np.asarray(np.where(better == 0, np.minimum(normal, 1 / (len(scores) + 1)), (better + 1) / (len(scores) + 1)))
