"""What every question has, whatever its kind."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypedDict

from webapp.surveys.engine.answers import Answer, Refusal
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.words import Words, gather


class Heading(TypedDict):
    """The parts of a question that do not depend on its kind."""

    key: str
    label: Words
    hint: Words | None
    optional: bool
    skip: Words | None
    button: Words | None
    unconfirmed: bool


def heading(block: Block, key: str, context: str) -> Heading:
    """Read the parts that every kind has. `context` is the place of the question among the translations."""
    optional = block.flag("optional")
    skip = block.maybe("skip", f"{context}.skip")
    if optional and skip is None:
        block.fault("skip", "an optional question needs words for the button that skips it.")
    if skip is not None and not optional:
        block.fault("skip", "only an optional question can be skipped.")
    return Heading(
        key=key,
        label=block.words("label", f"{context}.label", official=block.flag("official")),
        hint=block.maybe("hint", f"{context}.hint"),
        optional=optional,
        skip=skip,
        button=block.maybe("button", f"{context}.button"),
        unconfirmed=block.flag("unconfirmed"),
    )


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question. It reads, refuses and sums up its own answers."""

    key: str
    label: Words
    hint: Words | None = None
    optional: bool = False
    #: The words of the button that skips an optional question.
    skip: Words | None = None
    #: The words of the button that goes on, where "Fortsätt" is not enough.
    button: Words | None = None
    #: The wording is not known for certain ("att bekräfta"), so no flow may ask it.
    unconfirmed: bool = False

    kind: ClassVar[str]
    #: Whether the person says something here that she may want to see again.
    speaks: ClassVar[bool] = True

    def answer(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """What the posted fields say; None when the question was skipped."""
        if self.optional and "skip" in raw:
            return None
        return self.read(raw)

    def accepts(self, answer: Answer) -> bool:
        """Whether a stored answer still answers this question. Definitions change, so stored answers are asked again."""
        return self.optional if answer is None else self.knows(answer)

    def summary(self, answer: Answer) -> Words | None:
        """The answer in words; None when the question was skipped."""
        return None if answer is None else self.say(answer)

    @property
    def told_as(self) -> Words:
        """What an answer is called where it stands among others."""
        return self.label

    def matches(self, answer: Answer, word: str) -> bool:
        """Whether an accepted answer is what a word of a condition means."""
        if word == "answered":
            return answer is not None
        if word == "skipped":
            return answer is None
        return answer == word

    def condition_words(self) -> tuple[str, ...]:
        """The words conditions may use about this question."""
        return ("answered", "skipped") if self.optional else ("answered",)

    def samples(self) -> tuple[Answer, ...]:
        """Accepted answers that together cover every word of a condition."""
        return (*self.examples(), None) if self.optional else self.examples()

    def texts(self) -> Iterator[Words]:
        """Every text of the question."""
        return gather(self)

    @abstractmethod
    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The answer in the posted fields, or why it is refused."""

    @abstractmethod
    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether `read` could have given this answer."""

    @abstractmethod
    def say(self, answer: str | dict[str, str]) -> Words:
        """An accepted answer in words."""

    @abstractmethod
    def examples(self) -> tuple[Answer, ...]:
        """Answers as `read` gives them: every choice there is, or one of what can be written."""
