"""Runs a flow over a person's answers. Back, edit, resume and a new version are one and the same: walk the steps again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from webapp.flows.engine.definition import Ask, Flow, Say, Step, When
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import One
from webapp.surveys.engine.words import Words

Answers: TypeAlias = Mapping[str, Answer]
Facts: TypeAlias = Mapping[str, str]

NO_FACTS: Facts = {}


class UnknownFact(ValueError):
    """The host has not told the flow something it must know."""


@dataclass(frozen=True)
class View:
    """What to show now."""

    #: The bubbles before the question: the short reply to the last answer first.
    said: tuple[Words, ...]
    #: The question, with the options that are offered here; None when everything has been asked.
    ask: Ask | None
    #: Whether the whole talk is done, also when an earlier step is shown.
    done: bool
    #: The answers that count on this path.
    live: dict[str, Answer]
    #: The steps that may be shown and answered: everything answered so far, and the current one.
    reachable: tuple[str, ...]
    #: "Fråga 3 av 7": only when the number can never change.
    position: int | None
    total: int | None


@dataclass(frozen=True)
class Told:
    """Something the person has said, for "Det vi har sagt" and the page to check."""

    key: str
    #: The question, or what an answer to it is called.
    label: Words
    answer: Answer
    #: None when the question was skipped.
    summary: Words | None


@dataclass(frozen=True)
class _Turn:
    """A question and its valid answer."""

    ask: Ask
    answer: Answer

    @property
    def told(self) -> Told:
        question = self.ask.question
        return Told(self.ask.key, question.told_as, self.answer, question.summary(self.answer))

    def is_any(self, words: Iterable[str]) -> bool:
        return any(self.ask.question.matches(self.answer, word) for word in words)


@dataclass(frozen=True)
class _Walk:
    """The way through the flow that the answers make."""

    turns: dict[str, _Turn]
    current: Ask | None
    #: What is said before each step on the way; "" for the end.
    said: dict[str, tuple[Words, ...]]

    @property
    def asks(self) -> dict[str, Ask]:
        way = {key: turn.ask for key, turn in self.turns.items()}
        return way if self.current is None else {**way, self.current.key: self.current}


def view(flow: Flow, answers: Answers, *, facts: Facts = NO_FACTS, at: str | None = None) -> View:
    """Where the talk stands; with `at`, an earlier step of it. A step that is not reachable gives the current one."""
    way = _walk(flow, answers, facts)
    ask = way.asks.get(at, way.current) if at else way.current
    position, total = _count(flow, way, ask, facts)
    return View(
        said=way.said[ask.key if ask else ""],
        ask=ask,
        done=way.current is None,
        live={key: turn.answer for key, turn in way.turns.items()},
        reachable=tuple(way.asks),
        position=position,
        total=total,
    )


def submit(
    flow: Flow, answers: Answers, key: str, raw: Mapping[str, str], *, facts: Facts = NO_FACTS
) -> tuple[dict[str, Answer], Refusal | None]:
    """The answers with this one among them, or the same answers and why it was refused. Later answers stay stored."""
    ask = _walk(flow, answers, facts).asks.get(key)
    if ask is None:
        return dict(answers), Refusal(Refused.STALE)
    answer = ask.question.answer(raw)
    if isinstance(answer, Refusal):
        return dict(answers), answer
    return {**answers, key: answer}, None


def path(flow: Flow, answers: Answers, *, facts: Facts = NO_FACTS) -> tuple[Told, ...]:
    """What the person has said so far, in the order of the flow. Pages that are only read are left out."""
    turns = _walk(flow, answers, facts).turns.values()
    return tuple(turn.told for turn in turns if turn.ask.question.speaks)


def previous(flow: Flow, answers: Answers, key: str, *, facts: Facts = NO_FACTS) -> str | None:
    """The step before a reachable one, for the link back; None at the first."""
    way = list(_walk(flow, answers, facts).asks)
    return way[way.index(key) - 1] if key in way[1:] else None


def asked(flow: Flow, key: str) -> Ask:
    """A question on its own, with everything that could be answered."""
    return next(ask for ask in flow.asks if ask.key == key)


def offered(flow: Flow, key: str, *, facts: Facts) -> Ask:
    """A question on its own, outside a talk, with what the facts alone offer."""
    return _offered(asked(flow, key), {}, _known(flow, facts))


def effects(flow: Flow, answers: Answers, *, facts: Facts = NO_FACTS) -> tuple[str, ...]:
    """What to do now that the talk is done, in order; nothing before that, and nothing for a question that was skipped."""
    way = _walk(flow, answers, facts)
    if way.current is not None:
        return ()
    return tuple(turn.ask.effect for turn in way.turns.values() if turn.ask.effect and turn.answer is not None)


def _walk(flow: Flow, answers: Answers, facts: Facts) -> _Walk:
    facts = _known(flow, facts)
    turns: dict[str, _Turn] = {}
    said: dict[str, tuple[Words, ...]] = {}
    bubbles: tuple[Words, ...] = ()
    for written in flow.steps:
        step = _met(written, turns, facts)
        if step is None:
            continue
        if isinstance(step, Say):
            bubbles += (step.words,)
            continue
        ask = _offered(step, turns, facts)
        said[ask.key] = bubbles
        if ask.key not in answers or not ask.question.accepts(answers[ask.key]):
            return _Walk(turns, ask, said)
        turns[ask.key] = _Turn(ask, answers[ask.key])
        bubbles = _reply(turns[ask.key])
    return _Walk(turns, None, {**said, "": bubbles})


def _known(flow: Flow, facts: Facts) -> Facts:
    for name, words in flow.knows.items():
        if facts.get(name) not in words:
            raise UnknownFact(f"the flow “{flow.key}” must know “{name}”: one of {', '.join(words)}")
    return {name: facts[name] for name in flow.knows}


def _holds(when: When, turns: Mapping[str, _Turn], facts: Facts) -> bool:
    return all((name in turns and turns[name].is_any(words)) or facts.get(name) in words for name, words in when.wanted.items())


def _met(step: Step, turns: Mapping[str, _Turn], facts: Facts) -> Step | None:
    """The step as it is met on this way, which may be the page that stands in its place."""
    if _holds(step.when, turns, facts):
        return step
    if isinstance(step, Ask) and step.otherwise:
        return replace(step, question=step.otherwise, who=None, effect=None, replies={}, offer={})
    return None


def _offered(ask: Ask, turns: Mapping[str, _Turn], facts: Facts) -> Ask:
    question = ask.question
    if not ask.offer or not isinstance(question, One):
        return ask
    here = [option.key for option in question.options if _holds(ask.offer.get(option.key, When()), turns, facts)]
    return replace(ask, question=question.only(here))


def _reply(turn: _Turn) -> tuple[Words, ...]:
    for word, words in turn.ask.replies.items():
        if not word or turn.is_any([word]):
            summary = turn.ask.question.summary(turn.answer)
            return (words.with_values(answer=summary) if summary and "{answer}" in words.text else words,)
    return ()


def _count(flow: Flow, way: _Walk, ask: Ask | None, facts: Facts) -> tuple[int | None, int | None]:
    """A count that can change is worse than none, so it is given only when nothing depends on answers."""
    counted = [one for one in flow.asks if one.question.speaks]
    if any(one.when.wanted.keys() - flow.knows.keys() for one in counted if not one.otherwise):
        return None, None
    keys = [one.key for one in counted if one.otherwise or _holds(one.when, way.turns, facts)]
    return (keys.index(ask.key) + 1, len(keys)) if ask and ask.key in keys else (None, None)
