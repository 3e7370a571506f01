"""A page to read. The only thing to do is to go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words

#: More than this is not remembered.
MOST_POINTS = 5


@dataclass(frozen=True)
class Point:
    """One thing to know, under a word of its own."""

    key: str
    label: Words
    text: Words


@dataclass(frozen=True, kw_only=True)
class Read(Question):
    """The short of it ("Kort sagt") and at most five points."""

    short: Words | None = None
    points: tuple[Point, ...] = ()

    kind: ClassVar[str] = "read"
    speaks: ClassVar[bool] = False

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the page from its definition."""
        points = tuple(_point(item, context) for item in block.blocks("points")) if block.has("points") else ()
        if len(points) > MOST_POINTS:
            block.fault("points", f"there are {len(points)} points, and nobody remembers more than {MOST_POINTS}.")
        return cls(**heading(block, key, context), short=block.maybe("short", f"{context}.short"), points=points)

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """Going on is the answer."""
        return "read"

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether she went on."""
        return answer == "read"

    def say(self, answer: str | dict[str, str]) -> Words:
        """She went on from this."""
        return self.label

    def examples(self) -> tuple[Answer, ...]:
        """The only one there is."""
        return ("read",)


def _point(block: Block, context: str) -> Point:
    key = block.id("id")
    point = Point(key, block.words("label", f"{context}.points.{key}.label"), block.words("text", f"{context}.points.{key}"))
    block.close()
    return point
