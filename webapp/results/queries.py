"""Counts as the boxes left them, turned into what may be shown. A view never meets a count that has not passed the rules."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session

from webapp.course_survey import queries as course_survey
from webapp.course_survey.models import SurveyBase, SurveyCount, SurveyPublication, SurveyRound
from webapp.course_survey.values import Part, RoundState, period_ends
from webapp.results.values import Standing
from webapp.surveys.engine import library, release
from webapp.surveys.engine.questions import Scale

STANDINGS = {
    RoundState.PLANNED: Standing.NOT_OPEN,
    RoundState.OPEN: Standing.OPEN,
    RoundState.CLOSED: Standing.CLOSED,
    RoundState.WAITING: Standing.WAITING,
    RoundState.EMPTIED: Standing.POOLED,
    RoundState.BURNT: Standing.BURNT,
    RoundState.GIVEN_UP: Standing.GIVEN_UP,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One question and what may be shown of it."""

    question: Scale
    said: release.Release | release.Withheld


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part of the survey: where it is, and its findings when there are any."""

    part: Part
    standing: Standing
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True)
class HalfYear:
    """A half-year in the list of an area, and where its parts are."""

    period: str
    standings: Mapping[Part, Standing]


@dataclass(frozen=True, slots=True)
class _Box:
    course_id: UUID | None
    opened_on: date
    survey: tuple[str, int]
    counts: dict[str, dict[str, int]]


def of_course(session: Session, course_id: UUID) -> list[PartFound]:
    """Both parts of the survey in one course."""
    rounds, boxes = course_survey.rounds_of(session, course_id), _boxes(session, SurveyBase.course_id == course_id)
    return [_of_course(part, rounds.get(part), boxes[part]) for part in Part]


def _of_course(part: Part, found: SurveyRound | None, boxes: Sequence[_Box]) -> PartFound:
    if not boxes:
        return PartFound(part, STANDINGS[found.state] if found else Standing.NOT_PLANNED)
    said = [Finding(question, release.alone(question, boxes[0].counts[question.key])) for question in _asked(boxes)]
    return PartFound(part, Standing.SHOWN, said)


def half_years(session: Session, area_id: UUID, *, on: date) -> list[HalfYear]:
    """The half-years of an area in which a box has been opened, or that have been made public, the latest first."""
    published = _published(session, area_id)
    opened = session.scalars(select(SurveyBase.period).where(SurveyBase.area_id == area_id).distinct())
    periods = sorted({*opened, *(period for period, _ in published)}, reverse=True)
    return [HalfYear(period, {part: _standing(published.get((period, part)), period, on) for part in Part}) for period in periods]


def of_half_year(session: Session, area_id: UUID, period: str, *, on: date) -> list[PartFound] | None:
    """Both parts of an area's half-year, as they were when they were made public; None when there is no such half-year.

    Boxes that were opened on that day or later are not in it.
    """
    published = {part: day for (name, part), day in _published(session, area_id).items() if name == period}
    boxes = _boxes(session, (SurveyBase.area_id == area_id) & (SurveyBase.period == period))
    if not published and not any(boxes.values()):
        return None
    return [_of_half_year(part, published.get(part), boxes[part], _standing(published.get(part), period, on)) for part in Part]


def _of_half_year(part: Part, published_on: date | None, boxes: Sequence[_Box], standing: Standing) -> PartFound:
    in_time = [box for box in boxes if published_on and box.opened_on < published_on]
    return PartFound(part, standing, [Finding(question, _together(question, in_time)) for question in _asked(in_time)])


def _together(question: Scale, boxes: Sequence[_Box]) -> release.Release | release.Withheld:
    asked = [box for box in boxes if question.key in box.counts]
    courses = [box.counts[question.key] for box in asked if box.course_id]
    return release.together(question, courses, [box.counts[question.key] for box in asked if not box.course_id])


def _standing(published_on: date | None, period: str, on: date) -> Standing:
    if published_on:
        return Standing.SHOWN
    return Standing.UNDER_WAY if on <= period_ends(period) else Standing.NOT_ALL_OPENED


def _published(session: Session, area_id: UUID) -> dict[tuple[str, Part], date]:
    rows = session.scalars(select(SurveyPublication).where(SurveyPublication.area_id == area_id))
    return {(row.period, row.part): row.published_on for row in rows}


def _boxes(session: Session, which: ColumnElement[bool]) -> dict[Part, list[_Box]]:
    """The opened boxes with their counts, in one question to the database."""
    rows = select(SurveyBase, SurveyCount).join(SurveyCount, SurveyCount.base_id == SurveyBase.id).where(which)
    counts: dict[UUID, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    bases: dict[UUID, SurveyBase] = {}
    for base, row in session.execute(rows):
        bases[base.id] = base
        counts[base.id][row.question][row.answer] = row.count
    found: dict[Part, list[_Box]] = {part: [] for part in Part}
    for base in bases.values():
        found[base.part].append(_Box(base.course_id, base.opened_on, (base.survey, base.survey_version), dict(counts[base.id])))
    return found


def _asked(boxes: Sequence[_Box]) -> list[Scale]:
    """The questions that were asked, in the order of the survey: of the newest version, should there be several."""
    if not boxes:
        return []
    survey = library.shipped().get(*max(box.survey for box in boxes))
    keys = {key for box in boxes for key in box.counts}
    return [question for question in survey.questions if isinstance(question, Scale) and question.key in keys]


def due(session: Session, *, at: datetime, on: date) -> list[tuple[UUID, str, Part]]:
    """What can be made public now, and is not yet."""
    rows = select(*course_survey.WHOSE).where(~_is_public()).group_by(*course_survey.WHOSE).having(func.max(_on_its_way(at)) == 0)
    return [(area, period, part) for area, period, part in session.execute(rows) if _is_over(session, area, period, part, on)]


def is_ready(session: Session, area_id: UUID, period: str, part: Part, *, at: datetime, on: date) -> bool:
    """Whether a half-year is over, no box of it is or will be on its way, and none was opened today."""
    its = (SurveyRound.area_id == area_id) & (SurveyRound.period == period) & (SurveyRound.part == part)
    return session.scalar(select(func.max(_on_its_way(at))).where(its)) == 0 and _is_over(session, area_id, period, part, on)


def _on_its_way(at: datetime) -> ColumnElement[int]:
    """1 for a round whose answers can still come, or whose box waits for others."""
    return case((course_survey.under_way(at) | (SurveyRound.state == RoundState.WAITING), 1), else_=0)


def _is_public() -> ColumnElement[bool]:
    """That the round's half-year has been made public."""
    same = (SurveyPublication.area_id == SurveyRound.area_id) & (SurveyPublication.period == SurveyRound.period)
    return exists().where(same, SurveyPublication.part == SurveyRound.part)


def _is_over(session: Session, area_id: UUID, period: str, part: Part, on: date) -> bool:
    its = (SurveyBase.area_id == area_id) & (SurveyBase.period == period) & (SurveyBase.part == part)
    return period_ends(period) < on and not session.scalar(select(exists().where(its, SurveyBase.opened_on >= on)))
