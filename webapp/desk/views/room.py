"""The one screen for the room, and the sheets of paper."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.queries import room as queries
from webapp.desk.views import receipts, sheet
from webapp.desk.views.own import enters_people, me, own_course, own_people
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.invitations import service
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/kurser/<uuid:course_id>/rummet")
@allow(Role.LEADER)
def room(course_id: UUID) -> str:
    course = own_course(course_id)
    found = queries.room(reading(), course, at=clock.now())
    return render_template("desk/room.html", course=course, room=found, enters_people=enters_people())


@bp.post("/kurser/<uuid:course_id>/rummet/<uuid:pairing_id>")
@allow(Role.LEADER)
def confirm_words(course_id: UUID, pairing_id: UUID) -> Response:
    """The leader sees the person and the words on the phone. Words that are gone change nothing."""
    own_course(course_id)
    at = clock.now()
    try:
        with transaction() as session:
            if not queries.waits(session, course_id, pairing_id, at=at):
                abort(404)
            participant_id = service.confirm_pairing(session, pairing_id, staff_id=me(), at=at)
            audit.record(session, "phone.paired", at=at, staff_id=me(), participant_id=participant_id)
    except service.NothingToConfirm:
        receipts.say("words-gone")
    else:
        receipts.say("words-right")
    return redirect(url_for("desk.room", course_id=course_id), 303)


@bp.get("/kurser/<uuid:course_id>/blad")
@allow(Role.LEADER)
def sheets(course_id: UUID) -> str:
    """One sheet of paper for everybody in the course."""
    course = own_people(course_id)
    found = queries.sheets(reading(), course, at=clock.now())
    back = url_for("desk.room", course_id=course_id)
    return render_template("desk/sheets.html", course=course, back=back, sheets=[sheet.drawn(one) for one in found])


@bp.get("/kurser/<uuid:course_id>/blad/<uuid:participant_id>")
@allow(Role.LEADER)
def one_sheet(course_id: UUID, participant_id: UUID) -> str:
    course = own_people(course_id)
    found = [one for one in queries.sheets(reading(), course, at=clock.now()) if one.participant_id == participant_id]
    back = url_for("desk.person", course_id=course_id, participant_id=participant_id)
    return render_template("desk/sheets.html", course=course, back=back, sheets=[sheet.drawn(one) for one in found or abort(404)])
