"""Lines of logs, read as whoever wrote them meant: what they count, and what they name."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.anonymity.trails import named

#: Words that stand in so many kinds are no kinds.
KINDS = 40


@dataclass(frozen=True)
class Line:
    """What one line counts, which words it says about it, what it could name, and how long it is."""

    counts: Mapping[str, float]
    words: Mapping[str, str]
    names: frozenset[str]
    length: int


def read(content: bytes) -> list[Line]:
    """The lines of a piece of a log; none when it is no log of JSON lines."""
    if not content.startswith(b"{") or not content.endswith(b"}\n"):
        return []
    try:
        return [_line(json.loads(line), len(line)) for line in content.decode().splitlines()]
    except ValueError:
        return []


def _line(said: dict[str, Any], length: int) -> Line:
    counts, words, names = {}, {}, set[str]()
    for key, value in said.items():
        if isinstance(value, int | float):
            counts[key] = float(value)
        elif (moment := _moment(value)) is not None:
            counts[key] = moment
        else:
            words[key] = str(value)
            names |= {name for part in str(value).split("/") for name in named(part)}
    return Line(counts, words, frozenset(names), length)


def _moment(value: Any) -> float | None:
    try:
        return datetime.fromisoformat(str(value)).timestamp()
    except ValueError:
        return None


def measured(lines: Sequence[Line]) -> dict[str, float]:
    """A set of lines as numbers: how many, how long, every count by its sum, its last and its largest, all of it also by each word."""
    found: dict[str, float] = defaultdict(float)
    kinds = {(key, word) for line in lines for key, word in line.words.items()}
    for line in lines:
        _add(found, "", line)
        if len(kinds) <= KINDS:
            for key, word in line.words.items():
                _add(found, f"{key}={word} ", line)
    return found


def _add(found: dict[str, float], prefix: str, line: Line) -> None:
    found[f"{prefix}lines"] += 1
    found[f"{prefix}letters"] += line.length
    for key, count in line.counts.items():
        found[f"{prefix}{key} sum"] += count
        found[f"{prefix}{key} last"] = count
        found[f"{prefix}{key} largest"] = max(found.get(f"{prefix}{key} largest", count), count)
