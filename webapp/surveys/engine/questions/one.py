"""One choice among a few."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words

#: Words of conditions, which no choice may be called.
RESERVED = frozenset({"answered", "skipped", "ready"})


@dataclass(frozen=True)
class Option:
    """One of the choices."""

    key: str
    text: Words
    help: Words | None = None


@dataclass(frozen=True, kw_only=True)
class One(Question):
    """Exactly one of the options."""

    options: tuple[Option, ...]

    kind: ClassVar[str] = "one"

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the question from its definition."""
        options = tuple(_option(item, context) for item in block.blocks("options"))
        keys = [option.key for option in options]
        for twice in sorted({name for name in keys if name and keys.count(name) > 1}):
            block.fault("options", f"“{twice}” stands here twice.")
        for word in sorted(RESERVED & set(keys)):
            block.fault("options", f"“{word}” is a word of conditions and cannot be an option.")
        return cls(**heading(block, key, context), options=options)

    def only(self, keys: Collection[str]) -> One:
        """The same question with fewer choices."""
        return replace(self, options=tuple(option for option in self.options if option.key in keys))

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The id of the chosen option."""
        chosen = raw.get("answer", "")
        if not chosen:
            return Refusal(Refused.MISSING)
        return chosen if self.knows(chosen) else Refusal(Refused.UNKNOWN)

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether it is the id of an option."""
        return any(option.key == answer for option in self.options)

    def say(self, answer: str | dict[str, str]) -> Words:
        """The text of the chosen option."""
        return next(option.text for option in self.options if option.key == answer)

    def condition_words(self) -> tuple[str, ...]:
        """Every option, beside the words all questions have."""
        return (*super().condition_words(), *(option.key for option in self.options))

    def examples(self) -> tuple[Answer, ...]:
        """Every option."""
        return tuple(option.key for option in self.options)


def _option(block: Block, context: str) -> Option:
    key = block.id("id")
    option = Option(key, block.words("text", f"{context}.options.{key}"), block.maybe("help", f"{context}.options.{key}.help"))
    block.close()
    return option
