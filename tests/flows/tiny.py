"""Tiny flows, each showing one thing the engine can do."""

from textwrap import dedent, indent

from webapp.flows.engine.definition import Flow
from webapp.flows.engine.reading import read_flow
from webapp.flows.engine.talk import NO_FACTS, Answers, Facts, view
from webapp.surveys.engine.faults import DefinitionError, Fault
from webapp.surveys.engine.library import Library
from webapp.surveys.engine.source import from_text

NO_SURVEYS = Library({})


def flow(steps: str, *, surveys: Library = NO_SURVEYS, head: str = "", version: int = 1) -> Flow:
    """The flow called tiny that these steps make."""
    faults: list[Fault] = []
    source = f"flow: tiny\nversion: {version}\ntitle: Ett litet samtal\n{dedent(head)}\nsteps:\n{indent(dedent(steps), '  ')}"
    block = from_text(source, "tiny.yaml", faults)
    read = read_flow(block, surveys) if block else None
    if read is None or faults:
        raise DefinitionError(faults)
    return read


def said(spoken: Flow, answers: Answers, *, facts: Facts = NO_FACTS, at: str | None = None) -> list[str]:
    """What the bot says before the question."""
    return [words.in_swedish() for words in view(spoken, answers, facts=facts, at=at).said]


#: A question whose answer decides whether the next is asked.
TEA = """
- ask: drink
  kind: one
  label: Vad vill du dricka?
  options: [{id: tea, text: Te}, {id: water, text: Vatten}]
- ask: milk
  kind: one
  label: Vill du ha mjölk?
  when: {drink: tea}
  optional: true
  skip: Vet inte
  options: [{id: milk, text: Ja}, {id: black, text: Nej}]
- ask: cake
  kind: text
  label: Vilken kaka?
  max: 20
"""
