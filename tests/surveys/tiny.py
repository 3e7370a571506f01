"""Tiny definitions, each showing one thing the engine can do."""

from textwrap import dedent, indent

from webapp.surveys.engine.definition import Survey, read_survey
from webapp.surveys.engine.faults import DefinitionError, Fault
from webapp.surveys.engine.library import Library
from webapp.surveys.engine.questions import Question
from webapp.surveys.engine.source import from_text


def survey(*questions: str, version: int = 1, head: str = "") -> Survey:
    """The survey called tiny that these questions make."""
    listed = "".join("  -" + indent(dedent(body).strip() + "\n", "    ")[3:] for body in questions)
    faults: list[Fault] = []
    block = from_text(f"survey: tiny\nversion: {version}\ntitle: En liten enkät\n{head}\nquestions:\n{listed}", "tiny.yaml", faults)
    read = read_survey(block) if block else None
    if read is None or faults:
        raise DefinitionError(faults)
    return read


def library(*surveys: Survey) -> Library:
    """A library of these surveys."""
    return Library({(one.key, one.version): one for one in surveys})


def question(body: str) -> Question:
    """The question that a mapping defines."""
    return survey(body).questions[0]


STAIRS = """
    id: place
    kind: staircase
    label: Var är du?
    between: Mellan {lower} och {upper}
    not_ready: Inte redo
    steps:
      - {label: Ett, example: Vila}
      - {label: Två, example: Handla}
      - {label: Tre, example: Arbeta}
"""

COLOUR = """
    id: colour
    kind: one
    label: Vilken färg?
    options:
      - {id: red, text: Röd}
      - {id: blue, text: Blå, help: Som havet}
"""

LINE = """
    id: line
    kind: text
    label: Vad vill du säga?
    max: 5
    optional: true
    skip: Hoppa över
"""

OFTEN = """
    id: often
    kind: scale
    official: true
    label: Händer det?
    scale: often
    answers: [Aldrig, Ibland, Alltid]
    positive_from: 3
    also_from: 2
    goal: 75
    dont_know: Vet inte
    decline: Vill inte svara
"""

BEGUN = """
    id: begun
    kind: yes_no
    official: true
    label: Har det börjat?
    scale: yes-no
    answers: ["Ja", "Nej"]
    dont_know: Vet inte
    decline: Vill inte svara
"""

SIGNATURE = """
    id: sign
    kind: sign
    label: Vill du skriva under?
    name: Ditt namn
    agree: Jag säger ja.
"""
