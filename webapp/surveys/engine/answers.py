"""What people send in, cleaned, and the reasons an answer is refused. The words of a refusal belong to the host."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

#: An answer as it is stored (it is JSON). None is a question that was skipped.
Answer: TypeAlias = str | dict[str, str] | None

#: Letters that turn the direction of what follows: they can make a name read as another.
_TURNERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Refused(StrEnum):
    """Why an answer was refused."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"
    NO_NAME = "no_name"
    NO_TICK = "no_tick"
    #: Personal numbers are kept nowhere, whatever field they stand in.
    PERSONAL_NUMBER = "personal_number"
    #: The step is not on the way of this talk, or no longer.
    STALE = "stale"


@dataclass(frozen=True)
class Refusal:
    """One field that has to be looked at again."""

    code: Refused
    #: The form field it concerns.
    field: str = "answer"
    #: The most letters allowed, for TOO_LONG.
    limit: int | None = None
    #: Other fields on the same page that were refused too.
    more: tuple[Refusal, ...] = ()

    def each(self) -> Iterator[Refusal]:
        """Every refused field of the page, in the order of the page."""
        yield self
        yield from self.more


def clean(text: str) -> str:
    """One line in NFC, without control characters, its ends and inner gaps trimmed."""
    kept = (" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text)
    line = "".join(letter for letter in kept if letter not in _TURNERS and unicodedata.category(letter) != "Cs")
    return " ".join(unicodedata.normalize("NFC", line).split())
