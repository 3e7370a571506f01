"""Min plan: what was decided at the meetings, read-only, and whether it is what was said."""

from uuid import UUID

from flask import abort, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.my_page.blueprint import bp
from webapp.my_page.forms import PlanAnswerForm
from webapp.my_page.visitor import me
from webapp.plan import queries, service
from webapp.plan.models import Plan
from webapp.plan.service import PlanReplaced
from webapp.plan.values import Fits
from webapp.plan.wording import FITS, who_and_when
from webapp.reminders import calendar_file
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/min-sida/plan")
@allow(Door.DEVICE)
def plan() -> str:
    mine = _mine(me().id)
    return _page(mine, PlanAnswerForm(formdata=None, data=_known(mine)))


@bp.post("/min-sida/plan")
@allow(Door.DEVICE)
def answer_plan() -> Response | tuple[str, int]:
    participant_id, form, at = me().id, PlanAnswerForm(), clock.now()
    mine = _mine(participant_id)
    if not form.validate_on_submit():
        return _page(mine, form), 422
    try:
        with transaction() as session:
            service.answer(session, participant_id, int(form.number.data or 0), Fits(form.fits.data), form.line.data, at=at)
    except (PlanReplaced, ValueError):
        form.number.data = str(mine.number)
        return _page(mine, form, replaced=True), 409
    return redirect(url_for("my_page.plan"), 303)


@bp.get("/min-sida/plan/kalender.ics")
@allow(Door.DEVICE)
def plan_calendar() -> Response:
    mine = _mine(me().id)
    steps = [(step.id, step.by) for step in queries.steps(reading(), [mine.id])[mine.id] if step.by]
    response = current_app.response_class(calendar_file.days(steps, at=clock.now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=kalender.ics"
    return response


def _mine(participant_id: UUID) -> Plan:
    return queries.in_force(reading(), participant_id) or abort(404)


def _known(mine: Plan) -> dict[str, object]:
    return {"number": str(mine.number), "fits": mine.fits.value if mine.fits else None, "line": mine.line}


def _page(mine: Plan, form: PlanAnswerForm, *, replaced: bool = False) -> str:
    steps = [(step.what, who_and_when(step), step.by) for step in queries.steps(reading(), [mine.id])[mine.id]]
    said = FITS[mine.fits] if mine.fits else None
    return render_template("my_page/plan.html", steps=steps, form=form, plan=mine, said=said, replaced=replaced)
