"""Opening and closing a part of the survey by hand. Both ask first, and neither can be undone."""

from uuid import UUID

from flask import render_template, url_for
from werkzeug.wrappers import Response

from webapp.course_survey import service as course_survey
from webapp.course_survey.values import Part
from webapp.desk.blueprint import bp
from webapp.desk.forms.survey import OpenForm
from webapp.desk.queries import survey as queries
from webapp.desk.queries.survey import Standing
from webapp.desk.views import receipts, survey_words
from webapp.desk.views.own import me, own_course, refused
from webapp.desk.views.survey import PART, about, back, round_of, survey_page
from webapp.ground import clock
from webapp.ground.clock import STOCKHOLM
from webapp.ground.parties import Role
from webapp.invitations import service as invitations
from webapp.language import t
from webapp.people.models import Course
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/oppna")
@allow(Role.LEADER)
def ask_open_survey(course_id: UUID, part: str) -> str | Response:
    """Whether to open now, and when it is to close. A press too many would give a box away weeks too early."""
    course, at = own_course(course_id), clock.now()
    now = queries.standing(reading(), course, Part(part), at=at)
    if not now.can_open:
        return back(course_id)
    closes = invitations.closes_when_opened(now.part, now.opens_at, now.closes_at, at=at).astimezone(STOCKHOLM)
    form = OpenForm(data={"closes_on": closes, "closes": closes.time()})
    return render_template("desk/survey_open.html", form=form, **_asked_about(course, now))


@bp.post(f"/kurser/<uuid:course_id>/enkat/{PART}/oppna")
@allow(Role.LEADER)
def open_survey(course_id: UUID, part: str) -> Response | tuple[str, int]:
    """Open one part by hand. One that is open already stays as it is."""
    course, form, at = own_course(course_id), OpenForm(), clock.now()
    now = queries.standing(reading(), course, Part(part), at=at)
    if not now.can_open:
        return back(course_id)
    if (closes_at := form.closing(at=at)) is None:
        return refused("desk/survey_open.html", form, **_asked_about(course, now))
    try:
        with transaction() as session:
            invitations.open_survey(session, course_id, Part(part), closes_at=closes_at, at=at)
            audit.record(session, "survey.opened", at=at, staff_id=me(), detail=about(course_id, part))
    except course_survey.AlreadyOpened:
        return back(course_id)
    except course_survey.NoKeyLeft:
        return survey_page(own_course(course_id), not_opened=True), 409
    receipts.say("survey-opened")
    return back(course_id)


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/stang")
@allow(Role.LEADER)
def ask_close_survey(course_id: UUID, part: str) -> str | Response:
    course = own_course(course_id)
    if not queries.standing(reading(), course, Part(part), at=clock.now()).is_open:
        return back(course_id)
    return render_template(
        "desk/ask_first.html",
        title=t("desk.survey.close.title", "Stänga enkäten nu? {part}", part=survey_words.short(Part(part))),
        sentences=[
            t("desk.survey.close.no-more", "Sedan kan ingen svara mer. Den som har börjat men inte skickat hinner inte."),
            t("desk.survey.close.box", "Lådan öppnas inom några minuter, om minst fem har svarat. Annars förblir den låst."),
            t("desk.survey.close.final", "En stängd enkät kan inte öppnas igen."),
        ],
        do=t("desk.survey.close.do", "Ja, stäng enkäten"),
        back=url_for(".survey", course_id=course_id),
    )


@bp.post(f"/kurser/<uuid:course_id>/enkat/{PART}/stang")
@allow(Role.LEADER)
def close_survey(course_id: UUID, part: str) -> Response:
    """Close one part by hand. Whoever sends at the same moment is in the box, or is told."""
    row, at = round_of(own_course(course_id), part), clock.now()
    with transaction() as session:
        if row and course_survey.close(session, row.id, at=at):
            audit.record(session, "survey.closed", at=at, staff_id=me(), detail=about(course_id, part))
            receipts.say("survey-closed")
    return back(course_id)


def _asked_about(course: Course, now: Standing) -> dict[str, object]:
    """What the question says: about which part, and what speaks against opening it today."""
    return {"course": course, "part": now, "say": survey_words, "last": queries.last_meeting_to_come(course, on=clock.today())}
