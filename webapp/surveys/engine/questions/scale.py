"""Official questions with answers in a fixed order, and two ways not to answer that are as large as answering.

Every answer is one digit, so that no answer is longer than another on its way here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Self

from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.one import Option
from webapp.surveys.engine.questions.question import Question, heading
from webapp.surveys.engine.words import Words

#: "Vet inte" and "Vill inte svara": answers in the talk, and never counted.
DONT_KNOW, DECLINE = "8", "9"
MOST_ANSWERS = 7
YES, NO = "1", "2"


@dataclass(frozen=True, kw_only=True)
class Scale(Question):
    """One of some answers from the least to the most. Posted and stored as "1", "2" ...; the least is "1"."""

    answers: tuple[Words, ...]
    dont_know: Words
    decline: Words
    #: The first answer that counts as positive, and the one that others have counted from. Both are shown.
    positive_from: int
    also_from: int
    #: The share, in whole per cent, that is aimed at.
    goal: int | None = None

    kind: ClassVar[str] = "scale"

    @classmethod
    def from_block(cls, block: Block, key: str, context: str) -> Self:
        """Read the question from its definition. The words of a scale have one place, whichever question uses them."""
        survey = context.rpartition(".")[0]
        scale, words = block.id("scale"), block.texts("answers")
        if len(words) > MOST_ANSWERS:
            block.fault("answers", f"there are {len(words)} answers, and a scale has at most {MOST_ANSWERS}.")
        question = cls(
            **heading(block, key, context),
            answers=tuple(Words(f"{survey}.{scale}.{number}", text, where=block.where("answers"), official=True) for number, text in words),
            dont_know=block.words("dont_know", f"{survey}.dont-know"),
            decline=block.words("decline", f"{survey}.decline"),
            goal=block.number("goal") if block.has("goal") else None,
            **cls._counted(block),
        )
        for name, number in (("positive_from", question.positive_from), ("also_from", question.also_from)):
            if not 1 <= number <= len(words):
                block.fault(name, f"there is no answer {number}.")
        return question

    @classmethod
    def _counted(cls, block: Block) -> dict[str, int]:
        return {name: block.number(name) for name in ("positive_from", "also_from")}

    @property
    def substantive(self) -> tuple[str, ...]:
        """The answers that are counted, from the least to the most."""
        return tuple(str(number) for number in range(1, len(self.answers) + 1))

    @property
    def positive(self) -> tuple[str, ...]:
        """The answers that count as positive."""
        return self.substantive[self.positive_from - 1 :]

    @property
    def also_positive(self) -> tuple[str, ...]:
        """The answers that others have counted as positive."""
        return self.substantive[self.also_from - 1 :]

    @property
    def classes(self) -> tuple[tuple[str, ...], ...]:
        """The answers in the three classes that a small group is shown in, from the least to the most."""
        ends = sorted({0, self.also_from - 1, self.positive_from - 1, len(self.answers)})
        return tuple(self.substantive[start:end] for start, end in pairwise(ends))

    @property
    def ways_past(self) -> tuple[Option, ...]:
        """The ways not to answer."""
        return (Option(DONT_KNOW, self.dont_know), Option(DECLINE, self.decline))

    @property
    def options(self) -> tuple[Option, ...]:
        """Everything there is to choose from, in order."""
        return (*(Option(key, words) for key, words in zip(self.substantive, self.answers, strict=True)), *self.ways_past)

    def read(self, raw: Mapping[str, str]) -> Answer | Refusal:
        """The digit of the chosen answer."""
        chosen = raw.get("answer", "")
        if not chosen:
            return Refusal(Refused.MISSING)
        return chosen if self.knows(chosen) else Refusal(Refused.UNKNOWN)

    def knows(self, answer: str | dict[str, str]) -> bool:
        """Whether it is one of the digits."""
        return answer in (*self.substantive, DONT_KNOW, DECLINE)

    def say(self, answer: str | dict[str, str]) -> Words:
        """The chosen answer in words."""
        return next(option.text for option in self.options if option.key == answer)

    def examples(self) -> tuple[Answer, ...]:
        """Every choice."""
        return tuple(option.key for option in self.options)


@dataclass(frozen=True, kw_only=True)
class YesNo(Scale):
    """The two answers Ja and Nej, in that order."""

    kind: ClassVar[str] = "yes_no"

    @classmethod
    def _counted(cls, block: Block) -> dict[str, int]:
        return {"positive_from": 1, "also_from": 1}

    @property
    def positive(self) -> tuple[str, ...]:
        """Ja."""
        return (YES,)

    @property
    def also_positive(self) -> tuple[str, ...]:
        """Ja. There is no other way to count."""
        return (YES,)

    @property
    def classes(self) -> tuple[tuple[str, ...], ...]:
        """Two: Nej and Ja, the positive one last as in a scale."""
        return ((NO,), (YES,))

    def matches(self, answer: Answer, word: str) -> bool:
        """Beside the words all questions have: "yes" and "no"."""
        return answer == {"yes": YES, "no": NO}[word] if word in {"yes", "no"} else super().matches(answer, word)

    def condition_words(self) -> tuple[str, ...]:
        """Two more: "yes" and "no"."""
        return (*super().condition_words(), "yes", "no")
