"""Boxes as the worker leaves them: rounds in every state, and counts, without anybody having answered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.course_survey.models import BoxKey, SurveyBase, SurveyCount, SurveyPublication, SurveyRound
from webapp.course_survey.values import KeyState, Part, RoundState
from webapp.storage import insert_once

#: The half-year before the tests' own today.
PERIOD = "2026-2"
OPENED, PUBLISHED = date(2027, 1, 4), date(2027, 1, 10)
#: How many gave each answer, from the least to the most.
Fill = tuple[int, ...]


def a_round(
    session: Session, area_id: UUID, course_id: UUID, part: Part, state: RoundState = RoundState.EMPTIED, *, period: str = PERIOD
) -> None:
    over = state in (RoundState.EMPTIED, RoundState.BURNT, RoundState.GIVEN_UP)
    kept = KeyState.DESTROYED if over else KeyState.IN_USE
    key = BoxKey(public_key=b"", probe=b"", probed_on=OPENED, state=kept) if state is not RoundState.PLANNED else None
    if key:
        session.add(key)
        session.flush()
    times = {"opens_at": datetime(2026, 12, 1, tzinfo=UTC), "closes_at": datetime(2026, 12, 20, tzinfo=UTC)}
    session.add(
        SurveyRound(course_id=course_id, area_id=area_id, part=part, period=period, state=state, key_id=key.id if key else None, **times)
    )
    session.flush()


def a_box(
    session: Session,
    area_id: UUID,
    course_id: UUID | None,
    part: Part,
    fills: Mapping[str, Fill],
    *,
    period: str = PERIOD,
    opened_on: date = OPENED,
    sheets: int = 9,
) -> None:
    """What is left of a box: so many of each answer to each question."""
    base = SurveyBase(
        area_id=area_id, period=period, part=part, course_id=course_id, sheets=sheets,
        survey="course-survey", survey_version=1, opened_on=opened_on,
    )  # fmt: skip
    session.add(base)
    session.flush()
    for question, fill in fills.items():
        session.add_all(
            SurveyCount(base_id=base.id, question=question, answer=str(place), count=count) for place, count in enumerate(fill, 1)
        )
    session.flush()


def published(session: Session, area_id: UUID, *parts: Part, period: str = PERIOD, on: date = PUBLISHED) -> None:
    """The half-year is public, as it is once and stays."""
    for part in parts:
        insert_once(session, SurveyPublication, area_id=area_id, period=period, part=part, published_on=on)


#: One box in which every rule has something to do: q2 and q9 are coarse, q3 and q10 too few, q6 too alike.
OWN: Mapping[Part, Mapping[str, Fill]] = {
    Part.A: {
        "q1": (0, 1, 2, 4, 2, 1),
        "q2": (1, 1, 2, 1, 0, 1),
        "q3": (0, 0, 0, 1, 2, 1),
        "q5": (0, 1, 1, 5, 2, 2),
        "q6": (0, 0, 0, 3, 3, 0),
        "q7": (1, 0, 2, 3, 2, 2),
    },
    Part.B: {"q8": (6, 3), "q9": (0, 1, 1, 1, 2, 0), "q10": (0, 0, 0, 1, 1, 0)},
}
#: Another box of the same half-year: together with it q3, q6 and q10 would tell of the first, and are shown without it.
OTHER: Mapping[Part, Mapping[str, Fill]] = {
    Part.A: dict.fromkeys(OWN[Part.A], (1, 1, 2, 3, 2, 3)),
    Part.B: {"q8": (7, 3), "q9": (1, 1, 2, 3, 2, 1), "q10": (0, 1, 2, 0, 1, 1)},
}


def two_boxes(session: Session, area_id: UUID, course_id: UUID, other_id: UUID) -> None:
    """Two courses of a half-year with both parts of the survey opened and made public."""
    for course, fills in ((course_id, OWN), (other_id, OTHER)):
        for part in Part:
            a_round(session, area_id, course, part)
            a_box(session, area_id, course, part, fills[part])
    published(session, area_id, *Part)
