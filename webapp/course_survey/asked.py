"""What one version of the survey's flow asks: the order on a sheet, and the answers that are counted."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.flows.engine.definition import Flow
from webapp.surveys.engine.questions import Scale


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of a round."""

    survey: str
    survey_version: int
    #: In the order they stand on a sheet.
    questions: tuple[str, ...]
    #: Question -> the answers that are counted, from the least to the most.
    substantive: Mapping[str, tuple[str, ...]]


def asked_in(flow: Flow) -> Asked:
    """Read a flow. Questions that are no scale, as the page to check, are not on the sheet."""
    scales = {ask.key: (ask, ask.question) for ask in flow.asks if isinstance(ask.question, Scale)}
    first = next(ask for ask, _ in scales.values())
    return Asked(
        survey=first.survey or "",
        survey_version=first.survey_version or 0,
        questions=tuple(scales),
        substantive={key: question.substantive for key, (_, question) in scales.items()},
    )
