"""Clues of all cases as columns: in each case the place of every participant in one order, by which she can be put beside an answer.

A *direct* column is a clue of her own. A *paired* column comes from traces: participants in the order of a clue of theirs, traces in the
order of a clue of theirs, one beside the other, and what the trace says is taken as said by her. All contents of one such pair stand in one
bundle, and so do all clues of hers out of one table or file. Columns that put everybody in the same order, in all cases, are one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.anonymity.cases import Case
from tests.anonymity.clues import Clues, Numbers

#: In so large a share of the cases a clue must be there, and tell participants apart.
THERE, APART = 0.9, 0.6
Places = NDArray[np.uint8]


def source(name: str) -> str:
    """Whose fault a finding is: the service's own, a leak that was built in, or of somebody who watches the traffic."""
    return "control" if "control" in name else "observer" if "observer" in name else "service"


@dataclass(frozen=True)
class Bundle:
    """Columns that are read together: clues of hers, or all contents of traces under one way to pair them with a clue of hers."""

    name: str
    clues: tuple[str, ...]
    family: str = ""
    way: str = ""
    contents: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return len(self.contents) if self.family else len(self.clues)

    @property
    def single(self) -> bool:
        """Whether it is one clue of hers, which can be read up and down."""
        return not self.family and len(self.clues) == 1


def bundles(cases: Sequence[Case]) -> list[Bundle]:
    """Every column there is."""
    direct = _distinct([case.clues for case in cases])
    orders = [name for name in direct if _apart([case.clues[name] for case in cases])]
    return [*(Bundle(name, (name,)) for name in direct), *_whole(direct), *_pairs(cases, orders)]


def _whole(direct: Sequence[str]) -> Iterator[Bundle]:
    """All clues out of one table or file, for an attacker who puts together what each says."""
    places: dict[str, list[str]] = {}
    for name in direct:
        places.setdefault(name.partition(": ")[0], []).append(name)
    yield from (Bundle(f"{place}: everything", tuple(names)) for place, names in places.items() if len(names) > 1)


def _pairs(cases: Sequence[Case], orders: Sequence[str]) -> Iterator[Bundle]:
    for family in _common([list(case.traces) for case in cases]):
        sets = [case.traces[family] for case in cases if family in case.traces]
        contents = _distinct([one.contents for one in sets])
        ways = [name for name in _distinct([one.orders for one in sets]) if _apart([one.orders[name] for one in sets])]
        for kind in sorted({source(name) for name in contents}):
            here = tuple(name for name in contents if source(name) == kind)
            says = f"{family} ({here[0]})" if kind != source(family) else family
            for order in orders:
                yield from (Bundle(f"{order} ~ {says} by {way}", (order,), family, way, here) for way in ways)


def laid_out(found: Sequence[Bundle], case: Case, dice: np.random.Generator) -> Places:
    """Columns x participants: the place of each in the order of the column. Ties are broken by lot."""
    rows: list[Numbers] = []
    hers = {one.clues[0]: np.argsort(case.clues[one.clues[0]], kind="stable") for one in found if one.family}
    its: dict[tuple[str, str], NDArray[np.int64]] = {}
    for one in found:
        traces = case.traces.get(one.family)
        if traces is None:
            rows += [np.zeros(case.size)] * one.width if one.family else [case.clues[name] for name in one.clues]
            continue
        if (one.family, one.way) not in its:
            its[one.family, one.way] = np.argsort(traces.orders[one.way], kind="stable")
        for name in one.contents:
            said = np.empty(case.size)
            said[hers[one.clues[0]]] = traces.contents[name][its[one.family, one.way]]
            rows.append(said)
    values = np.array(rows)
    return np.argsort(np.lexsort((np.broadcast_to(dice.random(case.size), values.shape), values)), axis=1).astype(np.uint8)


def _common(names: Sequence[Sequence[str]]) -> list[str]:
    counts: dict[str, int] = {}
    for one in names:
        for name in one:
            counts[name] = counts.get(name, 0) + 1
    return [name for name, count in counts.items() if count >= THERE * len(names)]


def _distinct(shown: Sequence[Clues]) -> list[str]:
    """Names that are there, tell somebody apart, and order people otherwise than those before. Missing ones are filled in with nothing."""
    known: dict[tuple[str, bytes], str] = {}
    for name in _common([list(one) for one in shown]):
        for one in shown:
            one.setdefault(name, np.zeros(len(next(iter(one.values())))))
        ranks = [np.unique(one[name], return_inverse=True)[1].astype(np.uint8) for one in shown]
        if any(rank.any() for rank in ranks):
            known.setdefault((source(name), b"".join(rank.tobytes() for rank in ranks)), name)
    return list(known.values())


def _apart(shown: Sequence[Numbers]) -> bool:
    """Whether a clue puts most participants in an order of their own."""
    return bool(np.mean([len(np.unique(one)) / len(one) for one in shown]) >= APART)
