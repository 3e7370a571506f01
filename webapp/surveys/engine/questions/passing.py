"""A page in the place of a question that is not for this person: she is asked nothing, and goes past it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words

#: As long as an answer on a scale, and none of them: it goes the same way and is never counted.
PASSED = "0"


@dataclass(frozen=True, kw_only=True)
class Pass(Question):
    """Written as "otherwise" of a question. As many words as a question has, so that it takes some of the same time."""

    kind: ClassVar[str] = "pass"
    speaks: ClassVar[bool] = False

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the page from its definition. Its words have one place, whichever question it stands for."""
        return cls(**heading(block, key, context))

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """Going on is the answer. What comes from the question itself, in another window, is let go."""
        return PASSED

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether she went past."""
        return answer == PASSED

    def matches(self, answer: Answer, word: str) -> bool:
        """Never: nothing was asked, so nothing was answered."""
        return False

    def say(self, answer: str | dict[str, str]) -> Words:
        """She went past this."""
        return self.label

    def examples(self) -> tuple[Answer, ...]:
        """The only one there is."""
        return (PASSED,)
