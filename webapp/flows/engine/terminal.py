"""The author's tools: proofread everything, and talk a flow through in a terminal. What is printed is what transcripts hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from webapp.flows.engine import library
from webapp.flows.engine import talk as talks
from webapp.flows.engine.definition import Ask, Flow
from webapp.flows.engine.paths import unreached
from webapp.flows.engine.proofreading import proofread
from webapp.surveys.engine import library as surveys_library
from webapp.surveys.engine.answers import Answer, Refusal
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.questions import Check, One, Pass, Question, Read, Scale, Sign, Staircase
from webapp.surveys.engine.words import Words


def check() -> list[str]:
    """Every fault in the shipped definitions, each a sentence; nothing when all is well."""
    try:
        surveys = surveys_library.shipped()
    except DefinitionError as broken:
        return list(map(str, broken.faults))
    flows, faults = proofread(library.FOLDER, surveys)
    if faults:
        return list(map(str, faults))
    return [f"flow “{flow.key}”, version {flow.version}: nobody can ever come to “{step}”." for flow in flows for step in unreached(flow)]


def talk(
    flow: Flow, ask: Callable[[str], str] = input, tell: Callable[[str], None] = print, facts: Mapping[str, str] | None = None
) -> dict[str, Answer]:
    """One talk from beginning to end. Facts that are not given are asked for first."""
    known = dict(facts or {})
    for fact, words in flow.knows.items():
        while known.get(fact) not in words:
            known[fact] = ask(f"{fact} ({' | '.join(words)}): ").strip()
    answers: dict[str, Answer] = {}
    now = talks.view(flow, answers, facts=known)
    while now.ask is not None:
        _tell(now, tell)
        answers = _answer(flow, now.ask, answers, ask, tell, known)
        now = talks.view(flow, answers, facts=known)
    for effect in talks.effects(flow, answers, facts=known):
        tell(f"DO   {effect}")
    _tell(now, tell)
    return now.live


def _answer(
    flow: Flow, step: Ask, answers: dict[str, Answer], ask: Callable[[str], str], tell: Callable[[str], None], facts: Mapping[str, str]
) -> dict[str, Answer]:
    while True:
        answers, refused = talks.submit(flow, answers, step.key, posted(step.question, ask("YOU  ").strip()), facts=facts)
        if refused is None:
            return answers
        tell(f"NO   {', '.join(_reason(one) for one in refused.each())}")


def posted(question: Question, typed: str) -> dict[str, str]:
    """What a form would post for a typed line: the number or the words of a choice, a name to sign, nothing to skip or go on."""
    if not typed and question.optional:
        return {"skip": "1"}
    if isinstance(question, Sign):
        return {"name": typed, "agree": "1"} if typed else {}
    for number, (value, words) in enumerate(choices(question), 1):
        if typed in {str(number), words.in_swedish()}:
            return {"answer": value}
    return {"answer": typed}


def choices(question: Question) -> list[tuple[str, Words]]:
    """What there is to choose from: the posted value and its words."""
    if isinstance(question, Staircase):
        return [(choice.value, choice.label) for choice in question.choices()]
    if isinstance(question, One | Scale):
        return [(option.key, option.text) for option in question.options]
    return []


def _tell(now: talks.View, tell: Callable[[str], None]) -> None:
    for words in [*now.said, *(_page(now.ask.question) if now.ask else ())]:
        for bubble in words.in_swedish().split("\n\n"):
            tell(f"BOT  {bubble}")
    if now.ask:
        for line in _ways_on(now.ask.question):
            tell(f"     {line}")


def _page(question: Question) -> Iterator[Words]:
    yield question.label
    if question.hint:
        yield question.hint
    if isinstance(question, Read):
        yield from ([question.short] if question.short else [])
        yield from (point.text for point in question.points)
    if isinstance(question, Sign):
        yield question.agree


def _ways_on(question: Question) -> Iterator[str]:
    for number, (_, words) in enumerate(choices(question), 1):
        yield f"{number:2} {words.in_swedish()}"
    if question.skip:
        yield f"(an empty line: {question.skip.text})"
    if isinstance(question, Read | Check | Pass):
        yield "(an empty line: go on)"


def _reason(refused: Refusal) -> str:
    return refused.code if refused.limit is None else f"{refused.code} ({refused.limit})"
