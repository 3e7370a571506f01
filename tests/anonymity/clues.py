"""Everything an attacker could put participants in order by. No table, column or file is named here: what there is, is used.

A clue is a name and one number for each participant. Where there is nothing to see of somebody, the number is the least of all.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from tests.anonymity import lines
from tests.anonymity.copies import Copy, known_as
from tests.anonymity.trails import Owners, Trail, spelled

Numbers = NDArray[np.float64]
Clues = dict[str, Numbers]


def numbers(cells: Sequence[Any]) -> Numbers:
    """Cells of one kind as numbers in the same order; whatever is no number or time is put in order as it is spelled."""
    shown = [_number(cell) for cell in cells]
    if any(cell is not None and number is None for cell, number in zip(cells, shown, strict=True)):
        order = {text: place for place, text in enumerate(sorted({spelled(cell) for cell in cells if cell is not None}))}
        shown = [None if cell is None else float(order[spelled(cell)]) for cell in cells]
    there = [number for number in shown if number is not None]
    least = min(there, default=0.0) - 1
    return np.array([least if number is None else number for number in shown])


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool | int | float):
        return float(cell)
    if isinstance(cell, datetime):
        return cell.timestamp()
    if isinstance(cell, date):
        return float(cell.toordinal())
    if isinstance(cell, time):
        return cell.hour * 60.0 + cell.minute
    return _in_text(cell) if isinstance(cell, str) and len(cell) < 40 else None


def _in_text(text: str) -> float | None:
    for read in (float, lambda said: datetime.fromisoformat(said).timestamp()):
        try:
            return read(text)
        except ValueError:
            continue
    return None


def of_rows(people: Sequence[UUID], owned: Owners) -> Clues:
    """Of the rows that are hers: the first and the last, and the same of those that were touched during the evening."""
    found: Clues = {}
    for table, rows in owned.rows.items():
        hers = [sorted(rows.get(person, []), key=lambda trail: (trail.first, trail.place)) for person in people]
        touched = [[trail for trail in trails if trail.touched > 0] for trails in hers]
        for which, sets in (("", hers), ("touched ", touched)):
            found[f"{table}: {which}rows"] = numbers([len(trails) for trails in sets])
            for end, place in (("first", 0), ("last", -1)):
                found |= _columns(f"{table}: {which}{end} ", [trails[place] if trails else None for trails in sets])
    return found


def _columns(prefix: str, trails: Sequence[Trail | None]) -> Clues:
    shown = [dict(trail.fields()) if trail else {} for trail in trails]
    names = dict.fromkeys(name for one in shown for name in one)
    return {prefix + name: numbers([one.get(name) for one in shown]) for name in names}


def moments(people: Sequence[UUID], owned: Owners, last: int) -> list[int]:
    """The copy that first shows each one's latest change before the close: she did something just before it was made."""
    changes: dict[UUID, set[int]] = {person: {0} for person in people}
    for rows in owned.rows.values():
        for person in people:
            changes[person] |= {number for trail in rows.get(person, []) for number, _ in trail.versions if number < last}
    return [max(changes[person]) for person in people]


def of_files(people: Sequence[UUID], owned: Owners, copies: Sequence[Copy], last: int) -> Clues:
    """What each file did when she did something: how it grew, how much of it changed, and what was written in it."""
    found: Clues = {}
    when = moments(people, owned, last)
    for name in copies[-1].files:
        if any(name not in copies[number].files for number in (0, *when)):
            continue
        pairs = [(copies[max(number - 1, 0)].files[name], copies[number].files[name]) for number in when]
        found[f"{known_as(name)}: size"] = numbers([len(now) for _, now in pairs])
        found[f"{known_as(name)}: growth"] = numbers([len(now) - len(before) for before, now in pairs])
        found[f"{known_as(name)}: changed bytes"] = numbers([_changed(before, now) for before, now in pairs])
        found |= _said(f"{known_as(name)}: then ", [lines.read(now[len(before) :]) for before, now in pairs])
    return found


def of_lines(people: Sequence[UUID], owned: Owners, copies: Sequence[Copy]) -> Clues:
    """Lines that speak of her, in any file."""
    found: Clues = {}
    for name, content in copies[-1].files.items():
        hers: dict[UUID, list[lines.Line]] = {person: [] for person in people}
        begun = len(copies[0].files.get(name, b""))
        for line in lines.read(content[begun:]):
            for who in {owned.names[one] for one in line.names if one in owned.names} & hers.keys():
                hers[who].append(line)
        if any(hers.values()):
            found |= _said(f"{known_as(name)}: hers ", [hers[person] for person in people])
    return found


def _said(prefix: str, sets: Sequence[Sequence[lines.Line]]) -> Clues:
    shown = [lines.measured(one) for one in sets]
    names = dict.fromkeys(name for one in shown for name in one)
    return {prefix + name: numbers([one.get(name, 0.0) for one in shown]) for name in names}


def _changed(before: bytes, now: bytes) -> int:
    shared = min(len(before), len(now))
    if before is now:
        return 0
    same = np.frombuffer(before, np.uint8, shared) == np.frombuffer(now, np.uint8, shared)
    return int(shared - same.sum()) + len(now) - shared


def spellings(cell: Any) -> Iterator[bytes]:
    """How an id can stand in a file."""
    if isinstance(cell, str):
        yield cell.encode()
    elif isinstance(cell, UUID):
        yield from (cell.bytes, str(cell).encode())
    elif isinstance(cell, bytes):
        yield from (cell, cell.hex().encode())


def offsets(copy: Copy, cells: Sequence[Any], prefix: str) -> Clues:
    """Where in every file each id stands, first and last. Files in which the first two do not stand, or most do not, say nothing."""
    found: Clues = {}
    spelled_so = [list(spellings(cell)) for cell in cells]
    ways = list(enumerate(zip(*spelled_so, strict=True))) if len({len(one) for one in spelled_so}) == 1 else []
    for name, content in copy.joined.items():
        for number, way in ways:
            if not any(one in content for one in way[:2]):
                continue
            first = [content.find(one) for one in way]
            if sum(place >= 0 for place in first) * 2 > len(first):
                found[f"{name}: {prefix} way {number} first offset"] = np.array(first, float)
                found[f"{name}: {prefix} way {number} last offset"] = np.array([content.rfind(one) for one in way], float)
    return found


def of_places(people: Sequence[UUID], owned: Owners, copies: Sequence[Copy], last: int) -> Clues:
    """Where her ids stand in the files, just before the close and after everything: her own, and those of rows that were touched."""
    found: Clues = {}
    for table, rows in owned.rows.items():
        hers = [_key(rows.get(person, []), person) for person in people]
        if all(cell is not None for cell in hers):
            for when, number in (("before", last), ("after", len(copies) - 1)):
                found |= offsets(copies[number], hers, f"{table} {when}")
    return found


def _key(trails: Sequence[Trail], person: UUID) -> Any:
    """The key of her touched row; in a table where nothing is touched only she herself."""
    touched = [trail for trail in trails if trail.touched > 0 and len(trail.key) == 1]
    own = [trail for trail in trails if len(trail.key) == 1 and spelled(trail.key[0]) == person.hex]
    return (touched or own)[-1].key[0] if touched or own else None
