"""All answers once more, before they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words


@dataclass(frozen=True, kw_only=True)
class Check(Question):
    """The answers themselves are the host's to show; each can be changed until this page is sent."""

    kind: ClassVar[str] = "check"
    speaks: ClassVar[bool] = False

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the page from its definition."""
        return cls(**heading(block, key, context))

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """Sending is the answer."""
        return "checked"

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether she sent it."""
        return answer == "checked"

    def say(self, answer: str | dict[str, str]) -> Words:
        """She has looked at this."""
        return self.label

    def examples(self) -> tuple[Answer, ...]:
        """The only one there is."""
        return ("checked",)
