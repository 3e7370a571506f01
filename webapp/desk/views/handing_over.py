"""Handing over a case or a course to a colleague of the same agency. Everything stays; the giver is out at her next request."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.forms.handing_over import HandOverForm
from webapp.desk.queries.courses import called
from webapp.desk.views import receipts
from webapp.desk.views.own import me, own_course
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.language import t
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction

CASE, COURSE = "case.handed-over", "course.handed-over"


@bp.get("/mina-deltagare/<uuid:participant_id>/lamna-over")
@allow(Role.HANDLER)
def ask_hand_over_case(participant_id: UUID) -> str:
    return _page(_form(), _about_case(_own_case(participant_id)))


@bp.post("/mina-deltagare/<uuid:participant_id>/lamna-over")
@allow(Role.HANDLER)
def hand_over_case(participant_id: UUID) -> Response | tuple[str, int]:
    form, by, at = _form(), me(), clock.now()
    if _has_passed_on(participant_id, form):
        return redirect(url_for("desk.cases"), 303)
    person, agency = _own_case(participant_id), _agency()
    if not form.validate_on_submit():
        return _page(form, _about_case(person)), 422
    try:
        with transaction() as session:
            service.hand_over_case(session, participant_id, agency, giver=by, to=form.chosen)
            audit.record(session, CASE, at=at, staff_id=by, participant_id=participant_id, detail=f"{by} {form.chosen}")
    except (service.NotTheirs, service.NotAColleague):
        abort(404)
    receipts.say("case-handed-over")
    return redirect(url_for("desk.cases"), 303)


@bp.get("/kurser/<uuid:course_id>/lamna-over")
@allow(Role.LEADER)
def ask_hand_over_course(course_id: UUID) -> str:
    return _page(_form(), _about_course(course_id))


@bp.post("/kurser/<uuid:course_id>/lamna-over")
@allow(Role.LEADER)
def hand_over_course(course_id: UUID) -> Response | tuple[str, int]:
    form, by, at = _form(), me(), clock.now()
    if not people.leads(reading(), by, course_id) and audit.is_recorded(reading(), COURSE, f"{course_id} {by} {form.to.data}"):
        return redirect(url_for("desk.courses"), 303)
    about = _about_course(course_id)
    if not form.validate_on_submit():
        return _page(form, about), 422
    try:
        with transaction() as session:
            service.hand_over_course(session, course_id, giver=by, to=form.chosen)
            audit.record(session, COURSE, at=at, staff_id=by, detail=f"{course_id} {by} {form.chosen}")
    except (service.NotTheirs, service.NotAColleague):
        abort(404)
    receipts.say("course-handed-over")
    return redirect(url_for("desk.courses"), 303)


def _page(form: HandOverForm, about: dict[str, object]) -> str:
    """Without anybody to choose there is no form."""
    return render_template("desk/hand_over.html", **about, **({"form": form} if form.to.choices else {}))


def _form() -> HandOverForm:
    form, account = HandOverForm(), people.staff(reading(), me()) or abort(404)
    form.offer(people.colleagues(reading(), account))
    return form


def _has_passed_on(participant_id: UUID, form: HandOverForm) -> bool:
    """Whether the button was pressed twice: the last that happened is that the visitor gave the case to the same colleague."""
    last = audit.readings_of(reading(), participant_id, CASE, most=1)
    return bool(last) and last[0].detail == f"{me()} {form.to.data}" and not people.handles(reading(), me(), participant_id)


def _agency() -> Agency:
    return visitor().agency or abort(404)


def _own_case(participant_id: UUID) -> Participant:
    """An open case of the visitor's."""
    mine = people.handlers(reading(), participant_id).get(_agency())
    person = people.participant(reading(), participant_id)
    if person is None or person.ended_at or mine is None or mine.id != me():
        abort(404)
    return person


def _about_case(person: Participant) -> dict[str, object]:
    return {
        "title": t("desk.hand-over.case.title", "Lämna över ärendet för {name}", name=called(person)),
        "sentences": [
            t("desk.hand-over.case.what", "Allt i ärendet finns kvar. Din kollega ser det genast, och du ser det inte längre."),
            t("desk.hand-over.case.seen", "Deltagaren ser det nya namnet på sin sida."),
        ],
        "do": t("desk.hand-over.case.do", "Lämna över ärendet nu"),
        "back": url_for("desk.case", participant_id=person.id),
    }


def _about_course(course_id: UUID) -> dict[str, object]:
    return {
        "title": t("desk.hand-over.course.title", "Lämna över {course}", course=own_course(course_id).name),
        "sentences": [
            t("desk.hand-over.course.what", "Allt i kursen finns kvar. Din kollega ser den genast, och du ser den inte längre."),
            t("desk.hand-over.course.seen", "Deltagarna ser det nya namnet på sin sida."),
        ],
        "do": t("desk.hand-over.course.do", "Lämna över kursen nu"),
        "back": url_for("desk.course", course_id=course_id),
    }
