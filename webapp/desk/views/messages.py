"""Pausing all messages to one person, and sending her next meeting by hand: by the leader of her course, or her handlers."""

from uuid import UUID

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.queries import cases
from webapp.desk.queries import messages as queries
from webapp.desk.queries.messages import Messages
from webapp.desk.queries.seen import Case, Reader
from webapp.desk.views import receipts
from webapp.desk.views.own import asked, me, open_person
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.messages import service as messages
from webapp.people.models import Participant
from webapp.reminders import by_hand
from webapp.reminders.appointments import Whose
from webapp.security import audit
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/paus")
@allow(Role.LEADER)
def pause(course_id: UUID, participant_id: UUID) -> Response:
    open_person(course_id, participant_id)
    _pause(participant_id)
    return redirect(url_for("desk.person", course_id=course_id, participant_id=participant_id), 303)


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/mote")
@allow(Role.LEADER)
def send_meeting(course_id: UUID, participant_id: UUID) -> Response:
    person = open_person(course_id, participant_id)[1]
    _send(person, Whose.COURSE, queries.to_course(reading(), person, clock.now()))
    return redirect(url_for("desk.person", course_id=course_id, participant_id=participant_id), 303)


@bp.post("/mina-deltagare/<uuid:participant_id>/paus")
@allow(Role.HANDLER)
def pause_own(participant_id: UUID) -> Response:
    _opened_case(participant_id)
    _pause(participant_id)
    return redirect(url_for("desk.case", participant_id=participant_id), 303)


@bp.post("/mina-deltagare/<uuid:participant_id>/mote")
@allow(Role.HANDLER)
def send_gk(participant_id: UUID) -> Response:
    found, person = _opened_case(participant_id)
    _send(person, Whose.GK, queries.to_gk(reading(), person, found.meetings, clock.now()))
    return redirect(url_for("desk.case", participant_id=participant_id), 303)


def _opened_case(participant_id: UUID) -> tuple[Case, Participant]:
    """A case of the visitor's, of which her agency may see more than name and course."""
    agency = visitor().agency or abort(404)
    found = cases.case(reading(), Reader(me(), agency), participant_id)
    if found is None or found.person is None:
        abort(404)
    return found, found.person


def _pause(participant_id: UUID) -> None:
    """Pause, or with the other button go on. Pressing twice is once, also in the audit log. Nobody is asked why."""
    at, on = clock.now(), request.form.get("do") != "resume"
    with transaction() as session:
        changed = by_hand.pause(session, participant_id, at=at) if on else by_hand.resume(session, participant_id)
        if changed:
            audit.record(session, "messages.paused" if on else "messages.resumed", at=at, staff_id=me(), participant_id=participant_id)
    receipts.say("messages-paused" if on else "messages-resumed")


def _send(person: Participant, whose: Whose, found: Messages) -> None:
    """Remember the message in one transaction, and send it after it. Not when there is nothing to send, or all is paused."""
    at = clock.now()
    if found.next is None:
        return
    with transaction() as session:
        sent = by_hand.send_meeting(session, person, whose, asked=asked(), at=at)
        if sent:
            about = f"{whose.value}{sent[0].number}"
            audit.record(session, "meeting.sent", at=at, staff_id=me(), participant_id=person.id, detail=about)
    if sent:
        messages.send_now(sent[1], at=at)
        receipts.say("meeting-sent")
