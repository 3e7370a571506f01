"""Which specialists can be asked to a meeting, by surveys/specialists.yaml."""

from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.questions import One
from webapp.surveys.engine.words import Words

SURVEY = "specialists"


def specialist_kinds() -> dict[str, Words]:
    """Id -> what such a specialist is called, in the order of the file."""
    question = shipped().get(SURVEY).question("kind")
    return {option.key: option.text for option in question.options} if isinstance(question, One) else {}


def specialists_are_draft() -> bool:
    """Whether the kinds are our own proposal."""
    return shipped().get(SURVEY).draft
