"""A handler's pages: my participants, what to read before a meeting, and the days of the meetings."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID, uuid4

from flask import abort, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.assessments import service as assessments
from webapp.assessments.queries import specialists_are_draft
from webapp.assessments.service import Slot
from webapp.assessments.values import Why
from webapp.desk.blueprint import bp
from webapp.desk.forms.meeting import MeetingForm
from webapp.desk.queries import cases as queries
from webapp.desk.queries import messages
from webapp.desk.queries.seen import Case, Reader
from webapp.desk.views import brief, receipts
from webapp.desk.views.own import me, told
from webapp.desk.views.own_case import back_to, reader
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.reminders import calendar_file
from webapp.reminders.appointments import Whose
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction

#: Loading a page again within this time is the same reading.
SAME_READING = timedelta(minutes=1)


@bp.get("/mina-deltagare")
@allow(Role.HANDLER)
def cases() -> str:
    asks = reader()
    return render_template("desk/cases.html", rows=queries.mine(reading(), asks, clock.today()), reader=asks, called=brief.called)


@bp.get("/mina-deltagare/<uuid:participant_id>")
@allow(Role.HANDLER)
def case(participant_id: UUID) -> str:
    """Before the meeting, in a minute. That somebody read it is written down before it is shown."""
    asks = reader()
    found = _case(reading(), participant_id)
    _note_reading(found, asks)
    if found.person is None:
        return _page("desk/closed_case.html", found)
    at = clock.now()
    return _page(
        "desk/case.html",
        found,
        reader=asks,
        text=brief.as_text(found, asks.agency, at=at),
        found=messages.to_gk(reading(), found.person, found.meetings, at),
        told=told(Whose.GK),
        asked=uuid4(),
    )


@bp.get("/mina-deltagare/<uuid:participant_id>/gk/<int(min=1, max=99):number>")
@allow(Role.HANDLER)
def meeting(participant_id: UUID, number: int) -> str | Response:
    found = _case(reading(), participant_id)
    if not found.opened:
        return back_to(participant_id)
    if number > len(found.meetings) + 1:
        abort(404)
    return _page(
        "desk/meeting.html", found, number=number, form=_form(found, number, brief.as_form(found, number)), draft=specialists_are_draft()
    )


@bp.post("/mina-deltagare/<uuid:participant_id>/gk/<int(min=1, max=99):number>")
@allow(Role.HANDLER)
def book(participant_id: UUID, number: int) -> Response | tuple[str, int]:
    with transaction() as session:
        found = _case(session, participant_id)
        form = _form(found, number)
        booked = found.opened and form.validate() and _booked(session, found, number, form)
        if booked:
            receipts.say("gk-saved")
        if booked or not found.opened:
            return back_to(participant_id)
    return _page("desk/meeting.html", found, number=number, form=form, draft=specialists_are_draft()), 422


def _form(found: Case, number: int, data: Mapping[str, object] | None = None) -> MeetingForm:
    """When and where, who else, and why it is moved. A page that is answered may be older, and have asked for less."""
    form = MeetingForm(data=data)
    form.offer(_specialist(found, number))
    if number > len(found.meetings) or (form.is_submitted() and "why" not in request.form):
        del form.why
    if form.is_submitted() and "specialist" not in request.form:
        del form.specialist
    return form


def _specialist(found: Case, number: int) -> str | None:
    return next((one.specialist for one in found.meetings if one.number == number), None)


def _booked(session: Session, found: Case, number: int, form: MeetingForm) -> bool:
    """Book what the form says, or let the form say why not."""
    at, participant_id = clock.now(), found.participant_id
    held_on, begins, where = form.held_on.data, form.begins.data, (form.place.data, form.video_link.data)
    if held_on is None or begins is None:
        return False
    worth = assessments.second_look(session, participant_id, number, held_on=held_on, begins=begins, at=at) if any(where) else ()
    if form.asks({one: brief.concern(one, held_on) for one in worth}):
        return False
    try:
        why = Why(form.why.data) if "why" in form else Why.NOT_SAID
        specialist = form.specialist.data or None if "specialist" in form else _specialist(found, number)
        assessments.move(session, participant_id, number, Slot(held_on, begins, *where, specialist), why=why, by=me(), at=at)
    except assessments.CannotBook as fault:
        form.refuse(fault.refusal)
        return False
    audit.record(session, calendar_file.BOOKED, at=at, staff_id=me(), participant_id=participant_id, detail=f"gk{number}")
    return True


def _page(template: str, case: Case, /, **more: object) -> str:
    return render_template(template, case=case, name=brief.called(case.name, case.seat), brief=brief, **more)


def _case(session: Session, participant_id: UUID) -> Case:
    """One of the reader's own cases. Somebody else's is not there."""
    return queries.case(session, reader(), participant_id) or abort(404)


def _note_reading(found: Case, reader: Reader) -> None:
    """Write in the audit log who reads, before anything is shown. A new sharing is always a new reading; a HEAD shows nothing."""
    if request.method == "HEAD":
        return
    at = clock.now()
    act = "placement.read" if found.shared else "case.read"
    since = max(at - SAME_READING, found.shared.since) if found.shared else at - SAME_READING
    if queries.read_since(reading(), reader, found.participant_id, act, since):
        return
    with transaction() as session:
        audit.record(session, act, at=at, staff_id=reader.staff_id, participant_id=found.participant_id, detail=reader.agency.value)
