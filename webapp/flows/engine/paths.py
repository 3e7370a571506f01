"""Every way a flow can go. Answers that no condition can tell apart are walked once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from webapp.flows.engine.definition import Ask, Flow, When
from webapp.flows.engine.talk import Answers, Facts, view
from webapp.surveys.engine.answers import Answer


def every_fact(flow: Flow) -> Iterator[dict[str, str]]:
    """Every combination of what the host can tell."""
    for words in product(*flow.knows.values()):
        yield dict(zip(flow.knows, words, strict=True))


def every_path(flow: Flow) -> Iterator[tuple[Facts, Answers]]:
    """Finished talks that together go every way there is."""
    for facts in every_fact(flow):
        for answers in _from(flow, {}, facts):
            yield facts, answers


def unreached(flow: Flow) -> list[str]:
    """Steps that nobody can ever come to."""
    reached = {key for facts, answers in every_path(flow) for key in view(flow, answers, facts=facts).reachable}
    return [ask.key for ask in flow.asks if ask.key not in reached]


def _from(flow: Flow, answers: Answers, facts: Facts) -> Iterator[Answers]:
    ask = view(flow, answers, facts=facts).ask
    if ask is None:
        yield answers
        return
    for answer in _told_apart(flow, ask):
        yield from _from(flow, {**answers, ask.key: answer}, facts)


def _told_apart(flow: Flow, ask: Ask) -> list[Answer]:
    words = sorted({word for when in _conditions(flow) for word in when.wanted.get(ask.key, ())})
    first: dict[tuple[bool, ...], Answer] = {}
    for answer in ask.question.samples():
        first.setdefault((answer is None, *(ask.question.matches(answer, word) for word in words)), answer)
    return list(first.values())


def _conditions(flow: Flow) -> Iterator[When]:
    for step in flow.steps:
        yield step.when
        if isinstance(step, Ask):
            yield from step.offer.values()
