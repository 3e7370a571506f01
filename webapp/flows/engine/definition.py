"""A flow: an ordered list of steps with conditions that look back only. There is no goto."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from webapp.surveys.engine.questions import Pass, Question
from webapp.surveys.engine.words import Words, gather


@dataclass(frozen=True)
class When:
    """Everything here must hold: for each step or fact, one of the words. An empty one always holds."""

    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Say:
    """Something the bot says."""

    key: str
    words: Words
    when: When = When()


@dataclass(frozen=True)
class Ask:
    """A question on a page of its own."""

    key: str
    question: Question
    when: When = When()
    #: Names the line that tells who will see the answer. The host makes the line from the access rules.
    who: str | None = None
    #: What the host does with the answer when the talk is done, e.g. "consent.decide".
    effect: str | None = None
    #: What is said right after the answer, by the word the answer matches; "" matches every answer.
    replies: Mapping[str, Words] = field(default_factory=dict)
    #: Options that are offered only under a condition.
    offer: Mapping[str, When] = field(default_factory=dict)
    #: The survey, and its version, that the question belongs to.
    survey: str | None = None
    survey_version: int | None = None
    #: The page that stands in its place when the condition does not hold, so that every way has equally many pages.
    otherwise: Pass | None = None


@dataclass(frozen=True)
class Legal:
    """The Swedish text that is signed. The authority owns it."""

    owner: str
    title: Words
    text: Words
    #: sha256 of the title, a blank line and the text.
    sha256: str


Step: TypeAlias = Say | Ask


@dataclass(frozen=True)
class Flow:
    """One version of one conversation. The same number never stands for other words."""

    key: str
    version: int
    title: Words
    #: Our own proposal, shown with the mark "Utkast".
    draft: bool
    #: A talk that has begun stays with its version.
    pin: bool
    #: It asks an anonymous survey: the answers under way are kept by the phone alone, and end in a sealed box.
    anonymous: bool
    #: The facts the host must supply, and the words each may be.
    knows: Mapping[str, tuple[str, ...]]
    legal: Legal | None
    steps: tuple[Step, ...]
    #: Everything that is written, questions of surveys included, in the one canonical way. `read_source` reads it again.
    source: str
    #: sha256 of `source`.
    sha256: str

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The questions, in order."""
        return tuple(step for step in self.steps if isinstance(step, Ask))

    def texts(self) -> Iterator[Words]:
        """Every text of the flow, the questions of surveys included."""
        return gather(self)
