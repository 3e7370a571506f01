"""A place in a staircase, where standing between two steps is a place of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.place import NOT_READY, NotAPlace, Place
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words


@dataclass(frozen=True)
class Tread:
    """One step: what it is called, and what it can be like on an ordinary day."""

    number: int
    label: Words
    example: Words


@dataclass(frozen=True)
class Choice:
    """One place to choose, as it is offered."""

    place: Place
    label: Words
    example: Words | None = None

    @property
    def value(self) -> str:
        """What is posted and stored."""
        return str(self.place)


@dataclass(frozen=True, kw_only=True)
class Staircase(Question):
    """The places are made from the steps: 1, between 1 and 2, 2 ... and last "not ready"."""

    steps: tuple[Tread, ...]
    between: Words
    not_ready: Words

    kind: ClassVar[str] = "staircase"

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the question from its definition."""
        steps = tuple(_tread(item, number, context) for number, item in enumerate(block.blocks("steps"), 1))
        if len(steps) == 1:
            block.fault("steps", "a staircase needs at least two steps.")
        between = block.words("between", f"{context}.between")
        if "{lower}" not in between.text or "{upper}" not in between.text:
            block.fault("between", "this text needs both {lower} and {upper}.")
        return cls(**heading(block, key, context), steps=steps, between=between, not_ready=block.words("not_ready", f"{context}.not-ready"))

    def choices(self) -> tuple[Choice, ...]:
        """Every place in reading order."""
        offered = [Choice(Place(1, 1), self.steps[0].label, self.steps[0].example)]
        for below, above in pairwise(self.steps):
            gap = Place(below.number, above.number)
            offered += [Choice(gap, self.words_for(gap)), Choice(Place(above.number, above.number), above.label, above.example)]
        return (*offered, Choice(NOT_READY, self.not_ready))

    def words_for(self, place: Place) -> Words:
        """A place of this staircase in words."""
        if place.lower is None or place.upper is None:
            return self.not_ready
        if place.between:
            return self.between.with_values(lower=str(place.lower), upper=str(place.upper))
        return self.steps[place.lower - 1].label

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The chosen place as text."""
        chosen = raw.get("answer", "")
        if not chosen:
            return Refusal(Refused.MISSING)
        return chosen if self.knows(chosen) else Refusal(Refused.UNKNOWN)

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether the place is in this staircase."""
        try:
            place = Place.parse(answer) if isinstance(answer, str) else None
        except NotAPlace:
            return False
        return place is not None and (place.upper or 0) <= len(self.steps)

    def say(self, answer: str | dict[str, str]) -> Words:
        """The place in words."""
        return self.words_for(Place.parse(str(answer)))

    def matches(self, answer: Answer, word: str) -> bool:
        """Beside the places themselves: "ready" is any place in the staircase."""
        if word == "ready":
            return answer is not None and answer != str(NOT_READY)
        return super().matches(answer, word)

    def condition_words(self) -> tuple[str, ...]:
        """Every place, and "ready"."""
        return (*super().condition_words(), "ready", *(choice.value for choice in self.choices())) if self.steps else ()

    def examples(self) -> tuple[Answer, ...]:
        """Every place."""
        return tuple(choice.value for choice in self.choices())


def _tread(block: Block, number: int, context: str) -> Tread:
    tread = Tread(number, block.words("label", f"{context}.step{number}"), block.words("example", f"{context}.example{number}"))
    block.close()
    return tread
