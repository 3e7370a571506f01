"""Lediga tider: a handler publishes pairs of times for GK1 and GK2, sees which are booked, and takes back those that are not."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.assessments import queries as assessments
from webapp.assessments import service
from webapp.assessments.models import GkPair
from webapp.assessments.service import Offer
from webapp.assessments.values import Concern
from webapp.desk.blueprint import bp
from webapp.desk.forms import fields
from webapp.desk.forms.gk import TimesForm
from webapp.desk.queries import gk
from webapp.desk.views import brief, receipts
from webapp.desk.views.own import me, refused
from webapp.desk.views.own_case import reader
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.people import queries as people
from webapp.people.values.calendar import is_odd
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/lediga-tider")
@allow(Role.HANDLER)
def times() -> str:
    form = _form(_last_place())
    return render_template("desk/times.html", form=form, **_shown())


@bp.post("/lediga-tider")
@allow(Role.HANDLER)
def publish() -> Response | tuple[str, int]:
    form = _form({})
    offer = form.offer() if form.validate() else None
    if offer is None or not _published(form, offer):
        return refused("desk/times.html", form, **_shown())
    receipts.say("pair-published")
    return redirect(url_for("desk.times"), 303)


def _published(form: TimesForm, offer: Offer) -> bool:
    """Publish what the form says, or let the form say why not."""
    at = clock.now()
    try:
        with transaction() as session:
            pair = service.publish(session, me(), offer, asked=fields.asked(form), at=at)
            if form.asks(_worth(session, offer), offer):
                session.rollback()
                return False
            audit.record(session, "gk.pair-published", at=at, staff_id=me(), detail=str(pair.id))
    except service.CannotBook as fault:
        form.refuse(fault.refusal)
        return False
    return True


@bp.post("/lediga-tider/<uuid:pair_id>/ta-bort")
@allow(Role.HANDLER)
def take_back_pair(pair_id: UUID) -> Response:
    try:
        with transaction() as session:
            service.take_back(session, _own_pair(session, pair_id))
            audit.record(session, "gk.pair-taken-back", at=clock.now(), staff_id=me(), detail=str(pair_id))
        receipts.say("pair-taken-back")
    except service.CannotBook:
        receipts.say("pair-is-booked")
    return redirect(url_for("desk.times"), 303)


def _own_pair(session: Session, pair_id: UUID) -> GkPair:
    """A pair that the visitor takes part in. Somebody else's is not there."""
    pair = session.get(GkPair, pair_id)
    return pair if pair and me() in {pair.staff_id, pair.other_staff_id} else abort(404)


def _form(filled: dict[str, str | None]) -> TimesForm:
    form, account = TimesForm(data=filled or None), people.staff(reading(), me()) or abort(404)
    others = people.staff_in_area(reading(), account.area_id, Role.HANDLER)
    form.offer_colleagues(one for one in others if one.agency is not account.agency)
    return form


def _last_place() -> dict[str, str | None]:
    """Where the pair before was to be: most often the next one is there too."""
    rows = assessments.published_by(reading(), me(), clock.now())
    last = max((pair for pair, _ in rows), key=lambda pair: pair.published_at, default=None)
    return {"place": last.place, "video_link": last.video_link} if last else {}


def _shown() -> dict[str, object]:
    return {"pairs": gk.own(reading(), reader(), clock.now()), "called": brief.called}


def _worth(session: Session, offer: Offer) -> list[tuple[str, str]]:
    """What to look at once more, beside the field it is about."""
    who = [one for one in (me(), offer.other_staff_id) if one]
    days = (
        ("first_on", "first_begins", offer.first_on, offer.first_begins, None),
        ("second_on", "second_begins", offer.second_on, offer.second_begins, offer.first_on),
    )
    found: list[tuple[str, str]] = []
    for day, hour, held_on, begins, before in days:
        found += [(day, brief.concern(one, held_on)) for one in assessments.concerns_about(held_on, before)]
        if is_odd(begins):
            found.append((hour, brief.concern(Concern.ODD_TIME, held_on)))
        if assessments.meet_others(session, who, held_on, begins):
            found.append((hour, brief.concern(Concern.BUSY, held_on)))
    return found
