"""While everybody is in the room: the page for the wall, and ballots handed to phones by their two words."""

from datetime import datetime
from uuid import UUID

from flask import abort, current_app, make_response, redirect, render_template, request, url_for
from flask import session as flask_session
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.course_survey.values import Part
from webapp.desk.blueprint import bp
from webapp.desk.forms.survey import HandForm
from webapp.desk.queries import survey as queries
from webapp.desk.queries.survey import Seat
from webapp.desk.views import survey_words
from webapp.desk.views.own import me, own_course
from webapp.desk.views.survey import PART, about, open_round
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.invitations import service
from webapp.invitations.drawing import qr_svg
from webapp.people.models import Course
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction

#: Seconds between two looks, when the leader has asked the page to look by itself.
FOLLOWS = 20
HANDED = "survey.handed"


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/duken")
@allow(Role.LEADER)
def survey_wall(course_id: UUID, part: str) -> Response:
    """What hangs on the wall. It looks again by itself only when the leader has asked for that; no script is needed."""
    course, follows = own_course(course_id), "folj" in request.args
    now = queries.standing(reading(), course, Part(part), at=clock.now())
    home = current_app.extensions["settings"].base_url
    page = make_response(
        render_template(
            "desk/survey_wall.html",
            course=course, part=now, say=survey_words, follows=follows,
            qr=qr_svg(f"{home}/e/{now.room_code}") if now.room_code else None, address=home.partition("://")[2],
        )
    )  # fmt: skip
    if follows and now.is_open:
        page.headers["Refresh"] = str(FOLLOWS)
    return page


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/dela-ut")
@allow(Role.LEADER)
def survey_ballots(course_id: UUID, part: str) -> str:
    """Everybody in the course beside the words that wait for a ballot: the same page whoever has begun or answered."""
    course = own_course(course_id)
    return _ballots_page(course, part, HandForm())


@bp.post(f"/kurser/<uuid:course_id>/enkat/{PART}/dela-ut")
@allow(Role.LEADER)
def hand_ballot(course_id: UUID, part: str) -> Response | tuple[str, int]:
    """The words that were chosen belong to the person whose name was pressed. Whose they became is said once, on the page that follows.

    Said as long as the words wait, it would tell who has not begun.
    """
    course, form, at = own_course(course_id), HandForm(), clock.now()
    row = open_round(course, part)
    who = _who(course) or abort(404)
    form.offer(queries.waiting(reading(), row.id, at=at))
    if not form.validate():
        form.refuse_gone() if form.phone.data else form.ask_for_words()
        return _ballots_page(course, part, form), 422
    try:
        with transaction() as session:
            service.hand(session, row.id, UUID(form.phone.data), who.id, at=at)
            _note_handing(session, course.id, part, at)
        flask_session[HANDED] = str(who.id)
    except service.NobodyWaits:
        form.refuse_gone()
        return _ballots_page(own_course(course_id), part, form), 422
    return redirect(url_for(".survey_ballots", course_id=course_id, part=part), 303)


def _who(course: Course) -> Seat | None:
    """The person whose name was pressed, if she is in the course."""
    pressed = request.form.get("who", "")
    return next((seat for seat in queries.seats(reading(), course.id) if str(seat.id) == pressed), None)


def _note_handing(session: Session, course_id: UUID, part: str, at: datetime) -> None:
    """That a leader hands out ballots in this round, once a day. A line for every press would say when a phone began."""
    said = f"{about(course_id, part)} {clock.day(at)} {me()}"
    if not audit.is_recorded(session, HANDED, said):
        audit.record(session, HANDED, at=at, staff_id=me(), detail=said)


def _ballots_page(course: Course, part: str, form: HandForm) -> str:
    row = open_round(course, part)
    seats, phones = queries.seats(reading(), course.id), queries.waiting(reading(), row.id, at=clock.now())
    form.offer(phones)
    just_handed = flask_session.pop(HANDED, None)
    handed_to = next((seat.called for seat in seats if str(seat.id) == just_handed), None)
    return render_template(
        "desk/survey_ballots.html",
        form=form, course=course, part=Part(part), say=survey_words, seats=seats, phones=phones, handed_to=handed_to,
    )  # fmt: skip
