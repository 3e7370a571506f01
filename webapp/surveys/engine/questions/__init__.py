"""The kinds of questions, one class each."""

from webapp.surveys.engine.block import Block
from webapp.surveys.engine.questions.check import Check as Check
from webapp.surveys.engine.questions.one import One as One
from webapp.surveys.engine.questions.one import Option as Option
from webapp.surveys.engine.questions.passing import PASSED as PASSED
from webapp.surveys.engine.questions.passing import Pass as Pass
from webapp.surveys.engine.questions.question import Question as Question
from webapp.surveys.engine.questions.read import Point as Point
from webapp.surveys.engine.questions.read import Read as Read
from webapp.surveys.engine.questions.scale import Scale as Scale
from webapp.surveys.engine.questions.scale import YesNo as YesNo
from webapp.surveys.engine.questions.sign import Sign as Sign
from webapp.surveys.engine.questions.staircase import Choice as Choice
from webapp.surveys.engine.questions.staircase import Staircase as Staircase
from webapp.surveys.engine.questions.staircase import Tread as Tread
from webapp.surveys.engine.questions.text import Text as Text

KINDS = (One, Scale, YesNo, Text, Staircase, Read, Sign, Check)


def read_question(block: Block, key: str, context: str) -> Question | None:
    """The question a block defines; None, and a fault, when its kind is not one of ours."""
    name = block.text("kind")
    for kind in KINDS:
        if kind.kind == name:
            return kind.from_block(block, key, context)
    if name:
        block.fault("kind", f"“{name}” is not a kind of question; there are {', '.join(kind.kind for kind in KINDS)}.")
    return None
