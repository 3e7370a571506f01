"""What a participant shows: one placement, never the ones before it, in the words of the staircase she was shown; and her boxes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.agenda import queries as agenda
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Purpose
from webapp.ground.parties import Agency
from webapp.language.speech import speak
from webapp.staircase import queries as staircase
from webapp.staircase.wording import hours_in_words, in_words
from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.questions import Staircase


@dataclass(frozen=True, slots=True)
class SharedPlacement:
    """A placement as handlers read it. Without lower and upper she is not ready, or does not know."""

    lower: int | None
    upper: int | None
    #: How many steps the staircase has.
    height: int
    words: str
    #: The step she is on, or the two she is between: name and everyday example.
    steps: tuple[tuple[str, str], ...]
    hours: str | None
    need: str | None
    #: Since when it is shown.
    since: datetime
    #: Whether the words of the staircase are our own proposal.
    draft: bool
    #: The day she wrote it, when it came on paper.
    paper_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class SharedBox:
    """One box she lets her handlers read."""

    name: str
    line: str | None
    #: She wants to begin with it.
    begins: bool
    #: What a handler may ask first.
    questions: tuple[str, ...]


def boxes_shown(session: Session, participant_id: UUID) -> tuple[SharedBox, ...]:
    """The boxes handlers may read in a case that is open to them."""
    known = agenda.boxes()
    rows = [(known[row.box], row) for row in agenda.shown(session, participant_id) if row.box in known]
    return tuple(SharedBox(speak(box.label), row.line, row.begins, tuple(speak(one) for one in box.suggestions)) for box, row in rows)


def shared_with(session: Session, participant_id: UUID, decided: Mapping[Purpose, ConsentEntry], agency: Agency) -> SharedPlacement | None:
    """What this agency may read now, by the decisions of hers that hold. The rule itself is `consent.queries.shown_to`."""
    shown = consent.shown_to(decided, agency)
    placement = staircase.placement(session, shown) if shown else None
    if placement is None or placement.participant_id != participant_id:
        return None
    survey = shipped().get("staircase", placement.survey_version)
    question = survey.question("place")
    treads = question.steps if isinstance(question, Staircase) else ()
    return SharedPlacement(
        lower=placement.lower,
        upper=placement.upper,
        height=len(treads),
        words=in_words(placement),
        steps=tuple((speak(tread.label), speak(tread.example)) for tread in treads if tread.number in {placement.lower, placement.upper}),
        hours=hours_in_words(placement),
        need=placement.need,
        since=decided[Purpose.SHARING].decided_at,
        draft=survey.draft,
        paper_of=placement.written_at if placement.entered_by else None,
    )
