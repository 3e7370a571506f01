"""Bringing the past along: a file is taken in whole or not at all, and a second time adds nothing."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.past.models import PastCourse, PastGk
from webapp.past.values import CourseRow, Doubted, GkRow, Refused, Sheet, Why, doubts, same_name
from webapp.people.models import Area

GkFacts = tuple[Any, ...]
FIGURES = ("starts_on", "ends_on", "participants", "women", "men", "sp", "ae")


class CannotImport(Exception):
    """At least one line is wrong, so nothing was taken in; `refused` has them all."""

    def __init__(self, refused: Sequence[Refused]) -> None:
        super().__init__(f"{len(refused)} lines")
        self.refused = refused


@dataclass(slots=True)
class Taken:
    """What came of a file."""

    courses: int = 0
    gks: int = 0
    #: Rows that were here already.
    known: int = 0
    #: Kept out until their lines are confirmed.
    doubted: list[Doubted] = field(default_factory=list)


def bring(session: Session, area_id: UUID, sheet: Sheet, *, confirmed: Collection[int], at: datetime) -> Taken:
    """Take in every row that is not here yet, except those whose days cannot be right and are not confirmed. Raises CannotImport."""
    if sheet.refused:
        raise CannotImport(sheet.refused)
    session.get_one(Area, area_id, with_for_update=True)  # two imports at once take turns
    here = {same_name(one.name): one for one in session.scalars(select(PastCourse).where(PastCourse.area_id == area_id))}
    courses = [row for row in sheet.rows if isinstance(row, CourseRow)]
    gks = [row for row in sheet.rows if isinstance(row, GkRow)]
    refused = [*_already_otherwise(courses, here), *(Refused(r.line, Why.NO_SUCH_COURSE) for r in gks if same_name(r.course) not in here)]
    if refused:
        raise CannotImport(refused)
    doubted = _doubted(courses, gks, here, clock.day(at))
    lines = {one.line for one in doubted}
    if mistaken := sorted(set(confirmed) - lines):
        raise CannotImport([Refused(line, Why.NOTHING_TO_CONFIRM) for line in mistaken])
    out = lines - set(confirmed)
    taken = Taken(doubted=[one for one in doubted if one.line in out])
    _add_courses(session, area_id, [row for row in courses if row.line not in out], here, taken, at)
    _add_gks(session, [row for row in gks if row.line not in out], here, taken, at)
    session.flush()
    return taken


def _already_otherwise(rows: Sequence[CourseRow], here: dict[str, PastCourse]) -> list[Refused]:
    """A course that is here with other figures is not written over: somebody has to say which are right."""
    found = [(row, here.get(same_name(row.name))) for row in rows]
    return [Refused(row.line, Why.OTHERWISE) for row, one in found if one and _figures(row) != _figures(one)]


def _figures(one: CourseRow | PastCourse) -> tuple[date | int, ...]:
    return tuple(getattr(one, name) for name in FIGURES)


def _doubted(courses: Sequence[CourseRow], gks: Sequence[GkRow], here: dict[str, PastCourse], today: date) -> list[Doubted]:
    found = [(row.line, doubts.about_course(row, today=today)) for row in courses]
    for row in gks:
        course = here[same_name(row.course)]
        found.append((row.line, doubts.about_gk(row, course.starts_on, course.ends_on, today=today)))
    return [Doubted(line, why) for line, why in found if why]


def _add_courses(
    session: Session, area_id: UUID, rows: Sequence[CourseRow], here: dict[str, PastCourse], taken: Taken, at: datetime
) -> None:
    for row in rows:
        if same_name(row.name) in here:
            taken.known += 1
            continue
        session.add(PastCourse(area_id=area_id, name=row.name, imported_at=at, **dict(zip(FIGURES, _figures(row), strict=True))))
        taken.courses += 1


def _add_gks(session: Session, rows: Sequence[GkRow], here: dict[str, PastCourse], taken: Taken, at: datetime) -> None:
    """Rows that are alike are counted: as many are added as the file has more than there are here."""
    there: Counter[GkFacts] = Counter()
    last: dict[UUID, int] = defaultdict(int)
    for course_id in {here[same_name(row.course)].id for row in rows}:
        for one in session.scalars(select(PastGk).where(PastGk.course_id == course_id)):
            there[_days(course_id, one)] += 1
            last[course_id] = max(last[course_id], one.number)
    for row in rows:
        facts = _days(here[same_name(row.course)].id, row)
        if there[facts]:
            there[facts] -= 1
            taken.known += 1
            continue
        course_id, sex, requested, first, final = facts
        last[course_id] += 1
        days = {"requested_on": requested, "first_on": first, "last_on": final}
        session.add(PastGk(course_id=course_id, number=last[course_id], sex=sex, imported_at=at, **days))
        taken.gks += 1


def _days(course_id: UUID, one: GkRow | PastGk) -> GkFacts:
    return (course_id, one.sex, one.requested_on, one.first_on, one.last_on)
