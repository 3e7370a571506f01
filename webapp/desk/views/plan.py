"""Writing the joint plan, in or after GK2. It is never the participant who writes it (domain.md, section 3)."""

from uuid import UUID

from flask import render_template
from sqlalchemy.orm import Session

from webapp.desk.blueprint import bp
from webapp.desk.forms.plan import PlanForm, as_fields
from webapp.desk.queries.plans import hours_believed, may_write, plans
from webapp.desk.views import brief, receipts
from webapp.desk.views.own import me
from webapp.desk.views.own_case import Page, back_to, open_case, reader, while_open
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.plan import queries, service
from webapp.plan.service import PlanChanged, Step
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/mina-deltagare/<uuid:participant_id>/plan")
@allow(Role.HANDLER)
@while_open
def plan(participant_id: UUID) -> Page:
    if not may_write(reading(), participant_id, clock.today()):
        return back_to(participant_id)
    return _page(participant_id, PlanForm(formdata=None, data=_standing(reading(), participant_id)))


@bp.post("/mina-deltagare/<uuid:participant_id>/plan")
@allow(Role.HANDLER)
@while_open
def write_plan(participant_id: UUID) -> Page:
    form = PlanForm()
    if not may_write(reading(), participant_id, clock.today()):
        return back_to(participant_id)
    if not form.validate() or _asks(form):
        return _page(participant_id, form), 422
    if not _written(participant_id, form):
        return _page(participant_id, form, other=True), 409
    receipts.say("plan-saved")
    return back_to(participant_id)


def _written(participant_id: UUID, form: PlanForm) -> bool:
    """Keep the plan. False when somebody else was first: then nothing is."""
    at = clock.now()
    try:
        with transaction() as session:
            open_case(session, participant_id)
            new = service.write(session, participant_id, form.steps(), after=form.after(), by=me(), at=at)
            audit.record(session, "plan.written", at=at, staff_id=me(), participant_id=participant_id, detail=f"plan{new.number}")
    except PlanChanged:
        return False
    return True


def _asks(form: PlanForm) -> bool:
    today, steps = clock.today(), form.steps()
    return form.asks(service.too_far(steps, today), [step for step in steps if step.by and step.by < today])


def _standing(session: Session, participant_id: UUID) -> dict[str, object]:
    """The steps that hold, to be written on."""
    newest = queries.in_force(session, participant_id)
    if newest is None:
        return {}
    steps = [Step(step.what, step.doer, step.by) for step in queries.steps(session, [newest.id])[newest.id]]
    return {**as_fields(steps, newest.number)}


def _page(participant_id: UUID, form: PlanForm, *, other: bool = False) -> str:
    """The form. When somebody else was first, her plan stands above what was typed, and the next press means having seen it."""
    found, standing = open_case(reading(), participant_id), plans(reading(), participant_id)[:1]
    if other:
        form.seen.data = str(standing[0].number)
    return render_template(
        "desk/plan.html",
        participant_id=participant_id,
        name=brief.called(found.name, found.seat),
        hours=hours_believed(reading(), participant_id, reader().agency),
        form=form,
        other=standing[0] if other else None,
    )
