"""How rows came, changed and went over all copies of an evening, and whose they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from tests.anonymity.copies import Copy, Row, Table, keys_of

#: What a person or a thing is known by, in any text.
NAMED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b127\.0\.\d+\.\d+\b")
#: Shorter keys, as numbers and words, name no person.
SHORTEST = 16
ROUNDS = 3


@dataclass
class Trail:
    """One row through the copies. `versions` holds what it was, and the copy in which it was first seen so."""

    columns: tuple[str, ...]
    key: Sequence[Any]
    versions: list[tuple[int, Row]]
    #: The last copy it was seen in, and its place among all rows there.
    last: int = 0
    place: int = 0

    @property
    def first(self) -> int:
        return self.versions[0][0]

    @property
    def touched(self) -> int:
        """The copy in which it was first seen as it stayed."""
        return self.versions[-1][0]

    def fields(self) -> Iterator[tuple[str, Any]]:
        """Everything about the row that can be put in order."""
        _, begun = self.versions[0]
        _, ended = self.versions[-1]
        for place, column in enumerate(self.columns):
            yield column, ended[place]
            if len(self.versions) > 1:
                yield f"{column} at first", begun[place]
                yield f"{column} since copy", next(number for number, row in self.versions if row[place] == ended[place])
        yield "(first copy)", self.first
        yield "(last change)", self.touched
        yield "(last copy)", self.last
        yield "(changes)", len(self.versions)
        yield "(place)", self.place
        yield "(length)", sum(len(str(cell)) for cell in ended)


Trails = dict[str, dict[Any, Trail]]


def trails(copies: Sequence[Copy]) -> Trails:
    """Table -> key of a row -> its trail."""
    found: Trails = {}
    there: dict[str, tuple[list[Row], list[Trail]]] = {}
    for number, copy in enumerate(copies):
        for name, table in copy.tables.items():
            before, those = there.get(name, ([], []))
            if before != table.rows:
                those = _followed(found.setdefault(name, {}), table, number)
                there[name] = (table.rows, those)
            for trail in those:
                trail.last = number
    return {name: found.get(name, {}) for name in copies[-1].tables}


def _followed(known: dict[Any, Trail], table: Table, number: int) -> list[Trail]:
    """The rows of a table that is not as it was in the copy before."""
    those = []
    for place, (key, row) in enumerate(keys_of(table)):
        trail = known.get(key)
        if trail is None:
            trail = known[key] = Trail(table.columns, key, [(number, row)])
        elif trail.versions[-1][1] != row:
            trail.versions.append((number, row))
        trail.place = place
        those.append(trail)
    return those


@dataclass
class Owners:
    """Rows that speak of one participant and of no other: her own, and those that name a row of hers."""

    names: dict[str, UUID]
    rows: dict[str, dict[UUID, list[Trail]]] = field(default_factory=dict)
    nobodys: dict[str, list[Trail]] = field(default_factory=dict)


def owners(found: Trails, names: Mapping[str, UUID]) -> Owners:
    """Begin with what each is known by, and add the keys of her rows until nothing is added."""
    owned = Owners(dict(names))
    for _ in range(ROUNDS):
        before = len(owned.names)
        owned.rows, owned.nobodys = {}, {}
        for table, known in found.items():
            for trail in known.values():
                _give(owned, table, trail)
        if len(owned.names) == before:
            break
    return owned


def _give(owned: Owners, table: str, trail: Trail) -> None:
    whose = {owned.names[name] for cell in trail.versions[-1][1] for name in named(cell) if name in owned.names}
    if len(whose) != 1:
        owned.nobodys.setdefault(table, []).append(trail)
        return
    (who,) = whose
    owned.rows.setdefault(table, {}).setdefault(who, []).append(trail)
    if len(trail.key) == 1 and (name := spelled(trail.key[0])) and len(name) >= SHORTEST:
        owned.names.setdefault(name, who)


def named(cell: Any) -> tuple[str, ...]:
    """All that a cell could name."""
    if isinstance(cell, str):
        return _in_text(cell)
    return (spelled(cell),) if isinstance(cell, UUID | bytes) else ()


def spelled(cell: Any) -> str:
    return cell.hex if isinstance(cell, UUID) else cell.hex() if isinstance(cell, bytes) else str(cell)


@lru_cache(maxsize=200_000)
def _in_text(text: str) -> tuple[str, ...]:
    return (text, *(one.replace("-", "") if len(one) == 36 else one for one in NAMED.findall(text)))
