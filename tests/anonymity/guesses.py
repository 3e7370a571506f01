"""From columns to guesses. The attacker knows the published counts, so her guess for a question is always those answers, dealt out anew.

`up` and `down` deal the answers of each question from the least to the most along a column, or from the most to the least. `learned` has
been told the answers in every other case: it learns there which answer goes with how much of the column, and of a bundle which column tells
most about each question; it guesses in the other cases alone.
"""

from collections.abc import Sequence
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
BEFORE = np.linspace(-0.5, 0.5, SIGNS)
Guess = NDArray[np.uint8]


@dataclass(frozen=True)
class Guesses:
    """Name and reader of each guess; for each case guesses x participants x questions, where 255 is no guess."""

    names: list[tuple[str, str]]
    cases: list[Guess]


def guessed(cases: Sequence[Case], dice: np.random.Generator) -> Guesses:
    """Every guess that can be made."""
    found = bundles(cases)
    ends = np.cumsum([one.width for one in found])
    starts = ends - [one.width for one in found]
    places = [laid_out(found, case, dice) for case in cases]
    told = range(0, len(cases), 2)
    means = _means([places[one] for one in told], [cases[one].truth for one in told])
    hits = sum(((_learned(places[one], cases[one].truth, means) == cases[one].truth).sum(axis=1) for one in told), start=np.zeros(()))
    best = np.array([start + hits[start:end].argmax(axis=0) for start, end in zip(starts, ends, strict=True)])
    single = np.array([start for one, start in zip(found, starts, strict=True) if one.single], int)
    names = [(one.name, reader) for reader in ("up", "down") for one in found if one.single]
    guesses = [_all(place, case.truth, single, None if number in told else means, best)
               for number, (place, case) in enumerate(zip(places, cases, strict=True))]  # fmt: skip
    return Guesses(names + [(one.name, "learned") for one in found], guesses)


def _all(places: Places, answers: Answers, single: NDArray[np.int64], means: NDArray[np.float64] | None, best: NDArray[np.int64]) -> Guess:
    """All guesses in one case; those that were learned only where the answers were not told."""
    learned = np.full((len(best), *answers.shape), NO_GUESS, np.uint8)
    if means is not None:
        every = _learned(places, answers, means)
        for question in range(answers.shape[1]):
            learned[:, :, question] = every[best[:, question], :, question]
    up = places[single]
    return np.concatenate([_dealt(up, answers), _dealt((len(answers) - 1 - up).astype(np.uint8), answers), learned])


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
