"""What holds for a flow that asks an anonymous survey: nothing in it is somebody's own, and every way through it has equally many pages."""

from __future__ import annotations

from webapp.flows.engine.definition import Flow
from webapp.surveys.engine.block import Block
from webapp.surveys.engine.library import Library
from webapp.surveys.engine.questions import Check, Scale

#: An answer is one sign, and an envelope holds so many.
MOST_SEALED_ANSWERS = 16


def check_anonymous(block: Block, flow: Flow, surveys: Library, *, published: bool) -> None:
    """Anonymous or named is part of a survey's type, so a flow is one or the other, whole."""
    asked = {ask.survey for ask in flow.asks if ask.survey in surveys.keys}
    if any(surveys.get(survey).anonymous is not flow.anonymous for survey in asked if survey):
        block.fault("anonymous", f"“{flow.key}” asks {', '.join(sorted(map(str, asked)))}: both are anonymous, or neither.")
    if not flow.anonymous:
        return
    if not flow.pin:
        block.fault("pin", "an anonymous flow stays with its version: set “pin: true”.")
    if len(flow.asks) > MOST_SEALED_ANSWERS:
        block.fault("steps", f"an anonymous flow has at most {MOST_SEALED_ANSWERS} questions: more do not fit in the envelope.")
    for ask in flow.asks:
        if not isinstance(ask.question, Scale | Check):
            block.fault(
                "steps", f"“{ask.key}” is of the kind {ask.question.kind}, and nobody may write or be recognised in an anonymous flow."
            )
        if ask.when.wanted and ask.otherwise is None and not published:
            block.fault("steps", f"“{ask.key}” is not for everybody, and the number of pages would tell: say “otherwise” what others meet.")
