"""Begär GK: a leader asks the handlers of somebody in her course for a joint assessment."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.assessments import queries as assessments
from webapp.assessments import service
from webapp.desk.blueprint import bp
from webapp.desk.forms.gk_request import RequestForm, as_shown
from webapp.desk.queries import courses
from webapp.desk.views import receipts
from webapp.desk.views.own import me, open_person, refused
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/begar-gk")
@allow(Role.LEADER)
def ask_for_gk(course_id: UUID, participant_id: UUID) -> str:
    _, person = open_person(course_id, participant_id)
    form = _form(person)
    return render_template("desk/request.html", form=form, **_about(person))


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/begar-gk")
@allow(Role.LEADER)
def request_gk(course_id: UUID, participant_id: UUID) -> Response | tuple[str, int]:
    _, person = open_person(course_id, participant_id)
    form = _form(person)
    if not form.validate() or form.asks():
        return refused("desk/request.html", form, **_about(person))
    at = clock.now()
    with transaction() as session:
        open_person(course_id, participant_id)
        service.request_gk(session, participant_id, form.checked(), by=me(), at=at)
        audit.record(session, "gk.requested", at=at, staff_id=me(), participant_id=participant_id)
    receipts.say("gk-requested")
    return redirect(url_for("desk.person", course_id=course_id, participant_id=participant_id), 303)


def _form(person: Participant) -> RequestForm:
    """What was asked for and waits, or what was sent."""
    waits = assessments.waiting(reading(), [person.id]).get(person.id)
    form = RequestForm(data=as_shown(waits))
    form.offer(waits.specialist if waits else None)
    return form


def _about(person: Participant) -> dict[str, object]:
    """Who it is about, whom it goes to, and the way back."""
    found = people.handlers(reading(), person.id)
    handlers = [found[agency].name for agency in Agency if agency in found]
    back = url_for("desk.person", course_id=person.course_id, participant_id=person.id)
    return {"name": courses.called(person), "handlers": handlers, "back": back, "draft": assessments.specialists_are_draft()}
