"""One evening as the attacker sees it, beside what really happened."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.anonymity import clues, traces
from tests.anonymity.clues import Clues
from tests.anonymity.evening import Evening
from tests.anonymity.traces import Traces
from tests.anonymity.trails import owners, trails

Answers = NDArray[np.uint8]


@dataclass(frozen=True)
class Case:
    """Everybody who answered in one evening: what she answered (people x questions), and every clue."""

    truth: Answers
    clues: Clues
    traces: dict[str, Traces]

    @property
    def size(self) -> int:
        return len(self.truth)


def a_case(evening: Evening) -> Case:
    """The attacker knows every participant's id, whose phone has which network address, and who has answered: the ballots tell."""
    people = sorted(evening.sent, key=lambda one: one.hex)
    last = len(evening.copies) - 2
    names = {person.hex: person for person in people} | {evening.addresses[person]: person for person in people}
    owned = owners(trails(evening.copies), names)
    found = clues.of_rows(people, owned)
    found |= clues.of_files(people, owned, evening.copies, last) | clues.of_lines(people, owned, evening.copies)
    found |= clues.of_places(people, owned, evening.copies, last)
    return Case(truth_of([evening.sent[person] for person in people]), found, traces.of_nobody(owned, evening.copies, len(people)))


def truth_of(sheets: Sequence[str]) -> Answers:
    return np.array([[int(sign) for sign in sheet] for sheet in sheets], np.uint8)
