"""The words of a decision for the ledger: what was signed in Swedish, and what stood on each page in the language it was answered in."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from webapp.consent.service import Wording
from webapp.flows.engine.definition import Ask, Flow
from webapp.language import speaking
from webapp.language.speech import explain, speak
from webapp.surveys.engine.answers import Answer
from webapp.surveys.engine.questions import One, Question, Read, Sign
from webapp.surveys.engine.words import Words


class Said(Protocol):
    """A talk that is over."""

    @property
    def flow(self) -> Flow: ...
    @property
    def live(self) -> Mapping[str, Answer]: ...
    @property
    def locales(self) -> Mapping[str, str]: ...
    def ask(self, step: str) -> Ask: ...


def of(said: Said, pages: Sequence[str]) -> Wording:
    """The legal text if there is one, with the question and the answer; and every page as it was met."""
    return Wording(
        swedish=_swedish(said, pages),
        shown="\n\n".join(_page(said, step) for step in pages),
        locale=said.locales[pages[0]],
        flow=said.flow.key,
        flow_version=said.flow.version,
    )


def _swedish(said: Said, pages: Sequence[str]) -> str:
    legal = [said.flow.legal.title.text, said.flow.legal.text.text] if said.flow.legal else []
    decided = [words for step in pages for words in _decided(said.ask(step), said.live[step])]
    with speaking("sv"):
        return "\n\n".join([*legal, *map(speak, decided)])


def _page(said: Said, step: str) -> str:
    """One page in the language it was answered in."""
    question = said.ask(step).question
    help_text = said.flow.legal.text if said.flow.legal and isinstance(question, Read) else None
    with speaking(said.locales[step]):
        texts = [speak(words) for words in (question.label, question.hint, *_read(question)) if words]
        texts += [explained for words in (help_text,) if words and (explained := explain(words))]
        texts += [speak(words) for words in _decided(said.ask(step), said.live[step])[1:]]
    return "\n\n".join(texts)


def _read(question: Question) -> list[Words | None]:
    """What there is to read, point by point."""
    if not isinstance(question, Read):
        return []
    return [question.short, *(part for point in question.points for part in (point.label, point.text))]


def _decided(ask: Ask, answer: Answer) -> list[Words]:
    """The question and what was answered to it, where something was decided."""
    question = ask.question
    if isinstance(question, One):
        return [question.label, *(option.text for option in question.options if option.key == answer)]
    return [question.label, question.agree] if isinstance(question, Sign) else []
