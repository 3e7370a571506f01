"""A survey: what is asked, and what counts as an answer. How we talk about it is a flow's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.surveys.engine.block import Block
from webapp.surveys.engine.plain import canonical, fingerprint
from webapp.surveys.engine.questions import Question, read_question
from webapp.surveys.engine.words import Words, gather


@dataclass(frozen=True)
class Survey:
    """One version of one survey."""

    key: str
    version: int
    #: Our own proposal, shown with the mark "Utkast".
    draft: bool
    #: Nobody is ever told who answered: such answers go into a sealed box. It belongs to the survey and is no switch.
    anonymous: bool
    title: Words
    questions: tuple[Question, ...]
    #: Everything that is written, in the one canonical way.
    source: str
    #: sha256 of `source`.
    sha256: str

    def question(self, key: str) -> Question:
        """One question; KeyError when there is none of that name."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)

    def texts(self) -> Iterator[Words]:
        """Every text of the survey."""
        return gather(self)


def read_survey(block: Block) -> Survey:
    """A survey as a file defines it. Its faults are in the block's list."""
    key = block.id("survey")
    source = canonical(block.plain())
    survey = Survey(
        key=key,
        version=block.number("version"),
        draft=block.flag("draft"),
        anonymous=block.flag("anonymous"),
        title=block.words("title", f"{key}.title"),
        questions=tuple(_questions(block, key)),
        source=source,
        sha256=fingerprint(source),
    )
    block.close()
    return survey


def _questions(block: Block, survey: str) -> Iterator[Question]:
    taken: set[str] = set()
    for item in block.blocks("questions"):
        key = item.id("id")
        if key in taken:
            item.fault("id", f"the question “{key}” stands here twice.")
        taken.add(key)
        question = read_question(item, key, f"{survey}.{key}")
        if question is not None:
            item.close()
            yield question
