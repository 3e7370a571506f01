"""Pages of results: a course for its leaders, and half-years of the area for the coordinator and the area's leaders."""

from uuid import UUID

from flask import Blueprint, Response, abort, render_template

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import t
from webapp.language.dates import short_day
from webapp.people import queries as people
from webapp.people.models import Area
from webapp.results import queries, wording
from webapp.results.papers import KINDS
from webapp.security.access import allow, visitor
from webapp.storage import reading

bp = Blueprint("results", __name__, template_folder="templates")


@bp.get("/kurser/<uuid:course_id>/enkat/resultat")
@allow(Role.LEADER)
def course(course_id: UUID) -> str:
    return render_template("results/course.html", report=_of_course(course_id), course_id=course_id, kinds=KINDS)


@bp.get("/kurser/<uuid:course_id>/enkat/resultat/<kind>")
@allow(Role.LEADER)
def course_file(course_id: UUID, kind: str) -> Response:
    return _file(_of_course(course_id), kind, "kurs")


@bp.get("/resultat")
@allow(Role.COORDINATOR, Role.LEADER)
def half_years() -> str:
    area = _own_area()
    rows = [(wording.half_year(row.period), row) for row in queries.half_years(reading(), area.id, on=clock.today())]
    return render_template("results/half_years.html", rows=rows, area=area, parts=wording.PARTS, standings=wording.STANDINGS)


@bp.get("/resultat/<period>")
@allow(Role.COORDINATOR, Role.LEADER)
def half_year(period: str) -> str:
    return render_template("results/half_year.html", report=_of_half_year(period), period=period, kinds=KINDS)


@bp.get("/resultat/<period>/<kind>")
@allow(Role.COORDINATOR, Role.LEADER)
def half_year_file(period: str, kind: str) -> Response:
    return _file(_of_half_year(period), kind, period)


def _of_course(course_id: UUID) -> wording.Report:
    """The results of a course that the visitor leads. Somebody else's course is not there at all."""
    found = people.course(reading(), course_id)
    if found is None or not people.leads(reading(), visitor().staff_id or abort(404), course_id):
        abort(404)
    when = t("staff.results.days", "{start} till {end}", start=short_day(found.starts_on), end=short_day(found.ends_on))
    title = t("staff.results.course", "Enkätens resultat")
    return wording.report(queries.of_course(reading(), course_id), title=title, where=found.name, when=when)


def _of_half_year(period: str) -> wording.Report:
    """The results of a half-year in the visitor's own area."""
    area = _own_area()
    found = queries.of_half_year(reading(), area.id, period, on=clock.today()) or abort(404)
    title = t("staff.results.area", "Enkätens resultat i området")
    return wording.report(found, title=title, where=area.name, when=wording.half_year(period))


def _own_area() -> Area:
    account = people.staff(reading(), visitor().staff_id or abort(404))
    return (people.area(reading(), account.area_id) if account else None) or abort(404)


def _file(report: wording.Report, kind: str, name: str) -> Response:
    """The same as a file. What is not shown yet is no file."""
    if kind not in KINDS or not report.shown:
        abort(404)
    response = Response(KINDS[kind].write(report), content_type=KINDS[kind].mime)
    response.headers["Content-Disposition"] = f'attachment; filename="enkat-{name}.{kind}"'
    return response
