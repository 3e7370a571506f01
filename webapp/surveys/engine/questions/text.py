"""One line in the person's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from webapp.ground.personal_number import personal_number_instead_of_phone
from webapp.surveys.engine.answers import Answer, Refusal, Refused, clean
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words, own_words


@dataclass(frozen=True, kw_only=True)
class Text(Question):
    """At most `max` letters. What is written is never interpreted."""

    max: int
    #: What somebody who talks with her about it may ask first.
    suggestions: tuple[Words, ...] = ()

    kind: ClassVar[str] = "text"

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the question from its definition."""
        where = block.where("suggestions")
        asked = block.texts("suggestions") if block.has("suggestions") else []
        suggestions = tuple(Words(f"{context}.suggestions.{number}", text, where=where) for number, text in asked)
        return cls(**heading(block, key, context), max=block.number("max"), suggestions=suggestions)

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The line, cleaned. Going on with an empty line skips a question that may be skipped."""
        line = clean(raw.get("answer", ""))
        if not line:
            return None if self.optional else Refusal(Refused.MISSING)
        if personal_number_instead_of_phone(line):
            return Refusal(Refused.PERSONAL_NUMBER)
        return line if len(line) <= self.max else Refusal(Refused.TOO_LONG, limit=self.max)

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether it is a line that is not too long."""
        return isinstance(answer, str) and 0 < len(answer) <= self.max

    def say(self, answer: str | dict[str, str]) -> Words:
        """Her own words."""
        return own_words(str(answer))

    def examples(self) -> tuple[Answer, ...]:
        """Any line will do."""
        return ("x",)
