"""What becomes of a meeting and of the joint assessment: a handler cancels what is booked, and writes down what was decided."""

from uuid import UUID

from flask import render_template, url_for

from webapp.assessments import queries, service
from webapp.assessments.models import GkMeeting, GkOutcome
from webapp.assessments.values import Why
from webapp.desk.blueprint import bp
from webapp.desk.forms.gk_after import CancelForm, OutcomeForm
from webapp.desk.views import brief, receipts
from webapp.desk.views.own import me, refused
from webapp.desk.views.own_case import Page, back_to, open_case, while_open
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/mina-deltagare/<uuid:participant_id>/gk/<int(min=1, max=99):number>/avboka")
@allow(Role.HANDLER)
@while_open
def ask_cancel(participant_id: UUID, number: int) -> Page:
    if not (going := _going(participant_id, number)):
        return back_to(participant_id)
    return render_template("desk/cancel.html", form=CancelForm(), **_about(participant_id), going=going)


@bp.post("/mina-deltagare/<uuid:participant_id>/gk/<int(min=1, max=99):number>/avboka")
@allow(Role.HANDLER)
@while_open
def cancel(participant_id: UUID, number: int) -> Page:
    form, going = CancelForm(), _going(participant_id, number)
    if going and not form.validate():
        return refused("desk/cancel.html", form, **_about(participant_id), going=going)
    at = clock.now()
    try:
        with transaction() as session:
            open_case(session, participant_id)
            why = Why(form.why.data) if going else Why.NOT_SAID
            gone = service.cancel(session, participant_id, number, why=why, by=me(), at=at) if going else []
            for one in gone:
                audit.record(session, "gk.cancelled", at=at, staff_id=me(), participant_id=participant_id, detail=f"gk{one}")
    except service.CannotBook:
        return back_to(participant_id)
    receipts.say("gk-cancelled" if gone else "gk-gone")
    return back_to(participant_id)


@bp.get("/mina-deltagare/<uuid:participant_id>/efter-gk")
@allow(Role.HANDLER)
@while_open
def outcome(participant_id: UUID) -> Page:
    latest = queries.latest_outcome(reading(), participant_id)
    form = OutcomeForm(data=_stored(latest))
    if not form.is_submitted() and not form.seen.data:
        form.begin(latest)
    return render_template("desk/outcome.html", form=form, **_about(participant_id))


@bp.post("/mina-deltagare/<uuid:participant_id>/efter-gk")
@allow(Role.HANDLER)
@while_open
def record_outcome(participant_id: UUID) -> Page:
    form = OutcomeForm()
    said = form.outcome()
    if said is None or not _recorded(participant_id, form, said):
        return refused("desk/outcome.html", form, **_about(participant_id))
    receipts.say("saved")
    return back_to(participant_id)


def _recorded(participant_id: UUID, form: OutcomeForm, said: service.Outcome) -> bool:
    """Write it down, or let the form say why not. When a colleague has written, the next press counts."""
    at = clock.now()
    try:
        with transaction() as session:
            open_case(session, participant_id)
            if service.record_outcome(session, participant_id, said, seen=form.number_seen, by=me(), at=at):
                audit.record(session, "gk.outcome", at=at, staff_id=me(), participant_id=participant_id, detail=said.kind.value)
    except service.CannotRecord as fault:
        form.begin(queries.latest_outcome(reading(), participant_id))
        form.refuse(fault.refusal)
        return False
    return True


def _going(participant_id: UUID, number: int) -> list[GkMeeting]:
    """The meeting and those after it, when it has not begun."""
    there = [one for one in queries.meetings(reading(), participant_id) if one.number >= number]
    return there if there and there[0].number == number and queries.begins_at(there[0]) > clock.now() else []


def _stored(latest: GkOutcome | None) -> dict[str, object]:
    """What the form begins with."""
    if latest is None:
        return {"decided_on": clock.today()}
    days = {"decided_on": latest.decided_on, "starts_on": latest.starts_on, "ends_on": latest.ends_on}
    return {"kind": latest.kind.value, **days}


def _about(participant_id: UUID) -> dict[str, object]:
    found = open_case(reading(), participant_id)
    back = url_for("desk.case", participant_id=participant_id)
    return {"name": brief.called(found.name, found.seat), "back": back, "begins_at": queries.begins_at}
