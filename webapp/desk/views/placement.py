"""Entering where somebody placed herself on paper, and who may read it. It stands as what it is, with whoever entered it."""

from uuid import UUID

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.chat import wording
from webapp.consent import queries as consent
from webapp.consent.service import DecidedLater
from webapp.consent.values import Purpose
from webapp.desk import service
from webapp.desk.blueprint import bp
from webapp.desk.forms.placement import PlacementForm
from webapp.desk.queries.courses import called
from webapp.desk.views import receipts
from webapp.desk.views.own import me, refused
from webapp.desk.views.paper import OnPaper, open_case
from webapp.flows.engine.library import shipped as flows
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction

TEMPLATE = "desk/placement.html"


@bp.get("/mina-deltagare/<uuid:participant_id>/papper/trappan")
@allow(Role.HANDLER)
def case_placement(participant_id: UUID) -> str:
    form, words = _form(open_case(participant_id))
    return render_template(TEMPLATE, form=form, **words)


@bp.post("/mina-deltagare/<uuid:participant_id>/papper/trappan")
@allow(Role.HANDLER)
def enter_placement(participant_id: UUID) -> Response | tuple[str, int]:
    form, words = _form(open_case(participant_id))
    if (paper := form.paper()) is None:
        return refused(TEMPLATE, form, **words)
    at, said = clock.now(), wording.of(OnPaper(flows().get("staircase"), {"share": form.share.data}), ["share"])
    try:
        with transaction() as session:
            service.enter_placement(session, participant_id, paper, said, entered_by=me(), at=at)
            audit.record(session, "placement.paper", at=at, staff_id=me(), participant_id=participant_id)
    except DecidedLater:
        form.refuse_older()
        return refused(TEMPLATE, form, **words)
    receipts.say("placement-saved")
    return redirect(url_for("desk.case", participant_id=participant_id), 303)


def _form(person: Participant) -> tuple[PlacementForm, dict[str, object]]:
    """The form with what may be chosen now, and what the page says around it."""
    form, lifted = PlacementForm(), consent.is_given(reading(), person.id, Purpose.SECRECY)
    form.offer(secrecy_lifted=lifted)
    return form, {"name": called(person), "participant_id": person.id, "lifted": lifted, "helps": form.helps()}
