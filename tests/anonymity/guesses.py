"""From columns to guesses. The attacker knows the published counts, so her guess for a question is always those answers, dealt out anew.

`up` and `down` deal the answers of each question from the least to the most along a column, or from the most to the least. `learned` is
told the answers of one case after another: it learns there which answer goes with how much of the column, and of a bundle which column
tells most about each question. It guesses in a case before it is told that one: in an eighth of them with an eighth told, in a quarter with
a quarter told, in half of them with half told. So, given the cases before, what it gets right in a case hangs on that case alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.anonymity.cases import Answers, Case
from tests.anonymity.columns import Places, bundles, laid_out

#: Larger than any sign that is posted, less 48.
SIGNS = 16
NO_GUESS = 255
#: Before anything is learned, more of a column is taken for more of an answer; so many answers outweigh it.
DOUBT = 0.5
#: One case in so many is only learned from.
LEARNED_FROM = 8
BEFORE = np.linspace(-0.5, 0.5, SIGNS)
Guess = NDArray[np.uint8]


@dataclass(frozen=True)
class Guesses:
    """Name and reader of each guess; for each case guesses x participants x questions, where 255 is no guess."""

    names: list[tuple[str, str]]
    cases: list[Guess]


def guessed(cases: Sequence[Case], dice: np.random.Generator, order: Iterable[tuple[range, range]] | None = None) -> Guesses:
    """Every guess that can be made, told the cases in the order of `steps` unless another is given."""
    found = bundles(cases)
    ends = np.cumsum([one.width for one in found])
    starts = ends - [one.width for one in found]
    places = [laid_out(found, case, dice) for case in cases]
    truth = [case.truth for case in cases]
    learned = [np.full((len(found), *answers.shape), NO_GUESS, np.uint8) for answers in truth]
    for told, untold in order or steps(len(cases)):
        means = _means([places[one] for one in told], [truth[one] for one in told])
        hits = sum(((_learned(places[one], truth[one], means) == truth[one]).sum(axis=1) for one in told), start=np.zeros(()))
        best = np.array([start + hits[start:end].argmax(axis=0) for start, end in zip(starts, ends, strict=True)])
        for one in untold:
            learned[one] = _best(_learned(places[one], truth[one], means), best)
    single = np.array([start for one, start in zip(found, starts, strict=True) if one.single], int)
    names = [(one.name, reader) for reader in ("up", "down") for one in found if one.single]
    guesses = [
        np.concatenate([*_up_and_down(place[single], answers), hers]) for place, answers, hers in zip(places, truth, learned, strict=True)
    ]
    return Guesses(names + [(one.name, "learned") for one in found], guesses)


def steps(count: int) -> Iterator[tuple[range, range]]:
    """Which cases are told, and which are then guessed. Those that are told lie among all, since cases are made one place after another."""
    apart = LEARNED_FROM
    while apart > 1:
        yield range(0, count, apart), range(apart // 2, count, apart)
        apart //= 2


def _best(every: Guess, best: NDArray[np.int64]) -> Guess:
    return np.stack([every[best[:, question], :, question] for question in range(every.shape[2])], axis=2)


def _up_and_down(up: Places, answers: Answers) -> tuple[Guess, Guess]:
    return _dealt(up, answers), _dealt((len(answers) - 1 - up).astype(np.uint8), answers)


def _dealt(places: Places, answers: Answers) -> Guess:
    return np.stack([np.sort(answers[:, question])[places] for question in range(answers.shape[1])], axis=2)


def _means(places: Sequence[Places], truth: Sequence[Answers]) -> NDArray[np.float64]:
    """Questions x columns x signs: how high in the column those stand who gave each answer."""
    questions = truth[0].shape[1]
    sums, counts = np.zeros((questions, len(places[0]), SIGNS)), np.zeros((questions, 1, SIGNS))
    for place, answers in zip(places, truth, strict=True):
        middle = (place + 0.5) / place.shape[1] - 0.5
        for question in range(questions):
            gave = np.eye(SIGNS)[answers[:, question]]
            sums[question] += middle @ gave
            counts[question] += gave.sum(axis=0)
    return np.asarray((sums + DOUBT * BEFORE) / (counts + DOUBT))


def _learned(places: Places, answers: Answers, means: NDArray[np.float64]) -> Guess:
    dealt = []
    for question in range(answers.shape[1]):
        there = np.sort(answers[:, question])
        order = np.argsort(means[question][:, there], axis=1, kind="stable")
        dealt.append(np.take_along_axis(there[order], places.astype(np.int64), axis=1))
    return np.stack(dealt, axis=2)
