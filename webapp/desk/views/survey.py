"""The anonymous survey of a course: how it stands, and its times."""

from uuid import UUID

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.course_survey import queries as surveys
from webapp.course_survey import service as course_survey
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import Part, RoundState
from webapp.desk.blueprint import bp
from webapp.desk.forms.survey import TimesForm
from webapp.desk.queries import survey as queries
from webapp.desk.queries.survey import Standing
from webapp.desk.views import receipts, survey_words
from webapp.desk.views.own import me, own_course, refused
from webapp.ground import clock
from webapp.ground.clock import STOCKHOLM
from webapp.ground.parties import Role
from webapp.invitations import service as invitations
from webapp.people import queries as people
from webapp.people.models import Course
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction

PART = "<any(a, b):part>"
#: The page of results, when there is one.
RESULTS = "results.course"


@bp.get("/enkater")
@allow(Role.LEADER)
def surveys_of_mine() -> str:
    """All my courses, and how their surveys stand."""
    at = clock.now()
    rows = [(course, queries.standings(reading(), course, at=at)) for course in people.courses_led_by(reading(), me())]
    return render_template("desk/surveys.html", rows=rows, say=survey_words)


@bp.get("/kurser/<uuid:course_id>/enkat")
@allow(Role.LEADER)
def survey(course_id: UUID) -> str:
    return survey_page(own_course(course_id))


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/tider")
@allow(Role.LEADER)
def survey_times(course_id: UUID, part: str) -> str | Response:
    course = own_course(course_id)
    now = queries.standing(reading(), course, Part(part), at=clock.now())
    if not (now.can_open or now.is_open):
        return back(course_id)
    opens, closes = now.opens_at.astimezone(STOCKHOLM), now.closes_at.astimezone(STOCKHOLM)
    form = TimesForm(data={"opens_on": opens, "opens": opens.time(), "closes_on": closes, "closes": closes.time()})
    return _times_page(course, form, now)


@bp.post(f"/kurser/<uuid:course_id>/enkat/{PART}/tider")
@allow(Role.LEADER)
def set_survey_times(course_id: UUID, part: str) -> Response | tuple[str, int]:
    course, form, at = own_course(course_id), TimesForm(), clock.now()
    now = queries.standing(reading(), course, Part(part), at=at)
    if now.is_open:
        form.already_open()
    if (times := form.times(now.opens_at, at=at)) is None:
        return refused("desk/survey_times.html", form, course=course, part=now, say=survey_words)
    try:
        with transaction() as session:
            row = invitations.planned(session, course_id)[Part(part)]
            course_survey.schedule(session, row.id, opens_at=times[0], closes_at=times[1])
            audit.record(session, "survey.scheduled", at=at, staff_id=me(), detail=about(course_id, part))
        receipts.say("times-saved")
    except course_survey.AlreadyOpened:
        pass  # closed meanwhile, which the page says
    return back(course_id)


def round_of(course: Course, part: str) -> SurveyRound | None:
    """The round of one part, if its times have ever been decided."""
    return surveys.rounds_of(reading(), course.id).get(Part(part))


def open_round(course: Course, part: str) -> SurveyRound:
    """The round that can be answered now. Whoever comes before or after is led to the page that says how it stands."""
    row = round_of(course, part)
    return row if row and row.state is RoundState.OPEN else abort(back(course.id))


def about(course_id: UUID, part: str) -> str:
    """What the audit log is told: the course and the part, and nobody in it."""
    return f"{course_id} {part}"


def back(course_id: UUID) -> Response:
    return redirect(url_for("desk.survey", course_id=course_id), 303)


def survey_page(course: Course, *, not_opened: bool = False) -> str:
    parts = queries.standings(reading(), course, at=clock.now())
    results = url_for(RESULTS, course_id=course.id) if RESULTS in current_app.view_functions else None
    return render_template("desk/survey.html", course=course, parts=parts, say=survey_words, results=results, not_opened=not_opened)


def _times_page(course: Course, form: TimesForm, now: Standing) -> str:
    if now.is_open:
        form.already_open()
    return render_template("desk/survey_times.html", form=form, course=course, part=now, say=survey_words)
