"""A place in the staircase: on a step, between two, or not ready. Never a rounded number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"([1-9]\d?)(?:-([1-9]\d?))?", re.ASCII)


class NotAPlace(ValueError):
    """The text names no place in any staircase."""


@dataclass(frozen=True)
class Place:
    """On a step, lower and upper are the same. Both are None for a person who is not ready or does not know."""

    lower: int | None
    upper: int | None

    def __post_init__(self) -> None:
        if (self.lower is None) != (self.upper is None):
            raise NotAPlace("a place has both a lower and an upper step, or neither")
        if self.lower is not None and self.upper is not None and (self.lower < 1 or self.upper - self.lower not in {0, 1}):
            raise NotAPlace("a place is one step, or lies between two neighbours")

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place written "2", "2-3" or "not-ready"; NotAPlace for anything else."""
        if text == "not-ready":
            return NOT_READY
        written = _WRITTEN.fullmatch(text)
        if written is None or written[1] == written[2]:
            raise NotAPlace(f"{text!r} is not a place in a staircase")
        return cls(int(written[1]), int(written[2] or written[1]))

    @property
    def ready(self) -> bool:
        """Whether she is anywhere in the staircase."""
        return self.lower is not None

    @property
    def between(self) -> bool:
        """Whether she is between two steps."""
        return self.lower != self.upper

    def __str__(self) -> str:
        if not self.ready:
            return "not-ready"
        return f"{self.lower}-{self.upper}" if self.between else f"{self.lower}"


NOT_READY = Place(None, None)
