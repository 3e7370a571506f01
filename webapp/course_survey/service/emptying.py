"""Opening a box, once: the sheets are taken apart into counts in memory, and then there are no sheets and no key."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.course_survey import queries, sealing
from webapp.course_survey.asked import Asked
from webapp.course_survey.key_folder import BoxKeyFolder
from webapp.course_survey.models import BoxKey, Envelope, SurveyBase, SurveyCount, SurveyRound
from webapp.course_survey.values import FEWEST_COURSES_IN_POOL, SMALLEST_BOX, KeyState, RoundState
from webapp.ground import clock


@dataclass(frozen=True, slots=True)
class Emptied:
    """What became of some boxes, for the audit log."""

    numbers: tuple[int, ...]
    #: How many sheets were opened. None when the boxes were destroyed unopened.
    sheets: int | None
    unreadable: int = 0


def settle(session: Session, folder: BoxKeyFolder, round_ids: Sequence[UUID], asked: Asked, *, at: datetime) -> Emptied | None:
    """Open the box of one closed round. With fewer than five envelopes it stays shut, and nothing is said.

    Raises KeyFolderFault when the key cannot be read; then everything is as before.
    """
    (round_id,) = round_ids
    row = session.get_one(SurveyRound, round_id, with_for_update=True)
    if row.state is not RoundState.CLOSED:
        return None
    enough = queries.envelopes_each(session, [round_id])[round_id] >= SMALLEST_BOX
    emptied = _empty(session, folder, [row], asked, course_id=row.course_id, at=at) if enough else None
    if emptied is None:
        row.state = RoundState.WAITING
    return emptied


def pool(session: Session, folder: BoxKeyFolder, round_ids: Sequence[UUID], asked: Asked, *, at: datetime) -> Emptied | None:
    """Open small boxes of one area, half-year and part together, without their courses; or destroy them when they are too few.

    Raises KeyFolderFault when a key cannot be read; then everything is as before.
    """
    wanted = select(SurveyRound).where(SurveyRound.id.in_(round_ids), SurveyRound.state == RoundState.WAITING)
    rows = list(session.scalars(wanted.order_by(SurveyRound.id).with_for_update()))
    if not rows:
        return None
    answered = queries.envelopes_each(session, [row.id for row in rows])
    courses = sum(1 for count in answered.values() if count)
    enough = courses >= FEWEST_COURSES_IN_POOL and sum(answered.values()) >= SMALLEST_BOX
    if emptied := _empty(session, folder, rows, asked, course_id=None, at=at) if enough else None:
        return emptied
    let_go(session, rows, RoundState.BURNT)
    return Emptied(_numbers(rows), None)


def _empty(
    session: Session, folder: BoxKeyFolder, rows: Sequence[SurveyRound], asked: Asked, *, course_id: UUID | None, at: datetime
) -> Emptied | None:
    """Counts instead of sheets. None when so few can be read that the boxes must stay shut."""
    opened = [sheet for row in rows for sheet in _sheets(session, folder, row, asked.questions)]
    sheets = [sheet for sheet in opened if sheet is not None]
    if len(sheets) < SMALLEST_BOX:
        return None
    base = SurveyBase(
        area_id=rows[0].area_id, period=rows[0].period, part=rows[0].part, course_id=course_id,
        sheets=len(sheets), unreadable=len(opened) - len(sheets),
        survey=asked.survey, survey_version=asked.survey_version, opened_on=clock.day(at),
    )  # fmt: skip
    session.add(base)
    session.flush()
    session.add_all(_rows(base.id, asked.substantive, Counter(pair for sheet in sheets for pair in sheet.items())))
    let_go(session, rows, RoundState.EMPTIED)
    return Emptied(_numbers(rows), len(sheets), len(opened) - len(sheets))


def _sheets(session: Session, folder: BoxKeyFolder, row: SurveyRound, questions: Sequence[str]) -> Iterator[dict[str, str] | None]:
    """Every sheet of a box; None for an envelope that is not one of ours."""
    private = folder.read(_key_of(row))
    for sealed in session.scalars(select(Envelope.sealed).where(Envelope.round_id == row.id)):
        try:
            yield sealing.read_sheet(sealing.open_with(private, sealed, row.id), questions)
        except sealing.CannotOpen:
            yield None


def _rows(base_id: UUID, substantive: Mapping[str, Sequence[str]], counts: Counter[tuple[str, str]]) -> list[SurveyCount]:
    """A row for every answer there is, in the order of the questions, so that no row tells by being there."""
    return [
        SurveyCount(base_id=base_id, question=question, answer=answer, count=counts[question, answer])
        for question, answers in substantive.items()
        for answer in answers
    ]


def let_go(session: Session, rows: Sequence[SurveyRound], state: RoundState) -> None:
    """No envelope is left, and the key is to be destroyed."""
    session.execute(delete(Envelope).where(Envelope.round_id.in_([row.id for row in rows])))
    for row in rows:
        row.state = state
        session.get_one(BoxKey, _key_of(row)).state = KeyState.CONDEMNED
    session.flush()


def _numbers(rows: Sequence[SurveyRound]) -> tuple[int, ...]:
    return tuple(sorted(row.number for row in rows if row.number is not None))


def _key_of(row: SurveyRound) -> UUID:
    if row.key_id is None:
        raise TypeError("a round that was open has a key")
    return row.key_id
