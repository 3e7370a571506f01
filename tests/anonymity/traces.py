"""Everything that could be an answer's own trace: rows that came during the evening and speak of nobody, as many as people who answered.

Each set of them can be put in order by whatever clue its rows give, and says something by its contents. With a private key that was copied,
an envelope's content is read as well, byte by byte.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.anonymity.clues import Clues, numbers, offsets
from tests.anonymity.copies import Copy
from tests.anonymity.trails import Owners, Trail
from webapp.course_survey import sealing

#: A column with so many values at most parts its table into sets.
KINDS = 16
KEY, SEALED = 96, 1000


@dataclass(frozen=True)
class Traces:
    """As many traces as participants, in no order yet. Every clue to their order may go with every content."""

    orders: Clues
    contents: Clues


def of_nobody(owned: Owners, copies: Sequence[Copy], count: int) -> dict[str, Traces]:
    """Name of a set -> its traces."""
    found = {}
    for table, trails in owned.nobodys.items():
        for name, rows in _sets(table, [trail for trail in trails if trail.first > 0], count):
            found[name] = _traces(rows, copies)
    return found


def _sets(table: str, trails: list[Trail], count: int) -> Iterator[tuple[str, list[Trail]]]:
    """The whole table, or the rows that have one value in a column, where they are as many as the participants."""
    if len(trails) == count:
        yield table, trails
        return
    for place, column in enumerate(trails[0].columns if trails else ()):
        kinds: dict[Any, list[Trail]] = {}
        for trail in trails:
            kinds.setdefault(trail.versions[0][1][place], []).append(trail)
        if len(kinds) <= KINDS:
            yield from ((f"{table} {column}={kind}", rows) for kind, rows in kinds.items() if len(rows) == count)


def _traces(rows: Sequence[Trail], copies: Sequence[Copy]) -> Traces:
    shown = [dict(row.fields()) for row in rows]
    clues = {name: numbers([one.get(name) for one in shown]) for name in shown[0]}
    orders = dict(clues)
    if len(rows[0].key) == 1:
        for when, number in (("before", len(copies) - 2), ("after", len(copies) - 1)):
            orders |= offsets(copies[number], [row.key[0] for row in rows], when)
    contents = {name: clue for name, clue in clues.items() if not name.startswith("(")}
    return Traces(orders, contents | _opened(rows, copies[-1]))


def _opened(rows: Sequence[Trail], copy: Copy) -> Clues:
    """What every sealed content says under every private key that lies among the files."""
    found: Clues = {}
    stolen: dict[str, list[bytes]] = {}
    for name, content in copy.files.items():
        if len(content) == KEY:
            stolen.setdefault(name.partition("/")[0], []).append(content)
    for folder, keys in stolen.items():
        sheets = [next((sheet for key in keys if (sheet := _sheet(row, key))), None) for row in rows]
        if all(sheets):
            for place in range(sealing.SHEET):
                found[f"opened with {folder} byte {place}"] = numbers([sheet[place] for sheet in sheets if sheet])
    return found


def _sheet(row: Trail, key: bytes) -> bytes | None:
    cells = row.versions[0][1]
    boxes = [box for cell in cells if (box := _box(cell))]
    for sealed in (cell for cell in cells if isinstance(cell, bytes) and len(cell) > SEALED):
        for box in boxes:
            try:
                return sealing.open_with(key, sealed, box)
            except sealing.CannotOpen:
                continue
    return None


def _box(cell: Any) -> UUID | None:
    if isinstance(cell, UUID):
        return cell
    return UUID(cell) if isinstance(cell, str) and len(cell) == 32 else None
