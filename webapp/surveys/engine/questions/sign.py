"""A signature: the name, typed, and a tick. The only place where somebody must write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from webapp.ground.personal_number import personal_number_in
from webapp.surveys.engine.answers import Answer, Refusal, Refused, clean
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words, own_words

LONGEST_NAME = 100


@dataclass(frozen=True, kw_only=True)
class Sign(Question):
    """Posted as `name` and `agree`; stored as {"name": ...}."""

    #: The label of the field for the name.
    name: Words
    #: The words beside the box to tick.
    agree: Words

    kind: ClassVar[str] = "sign"

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the page from its definition."""
        return cls(
            **heading(block, key, context), name=block.words("name", f"{context}.name"), agree=block.words("agree", f"{context}.agree")
        )

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The name, or everything on the page that is still missing."""
        name = clean(raw.get("name", ""))
        refused = [*_refused_name(name), *([] if raw.get("agree") else [Refusal(Refused.NO_TICK, "agree")])]
        if refused:
            return Refusal(refused[0].code, refused[0].field, refused[0].limit, tuple(refused[1:]))
        return {"name": name}

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether it is a name."""
        return isinstance(answer, dict) and answer.keys() == {"name"} and not _refused_name(str(answer["name"]))

    def say(self, answer: str | dict[str, str]) -> Words:
        """The name that was signed."""
        return own_words(answer["name"] if isinstance(answer, dict) else answer)

    @property
    def told_as(self) -> Words:
        """The words of the field: beside a name, the question whether she wants to sign has no answer."""
        return self.name

    def examples(self) -> tuple[Answer, ...]:
        """Any name will do."""
        return ({"name": "Kim Exempel"},)


def _refused_name(name: str) -> list[Refusal]:
    if not name:
        return [Refusal(Refused.NO_NAME, "name")]
    if personal_number_in(name):
        return [Refusal(Refused.PERSONAL_NUMBER, "name")]
    return [Refusal(Refused.TOO_LONG, "name", LONGEST_NAME)] if len(name) > LONGEST_NAME else []
