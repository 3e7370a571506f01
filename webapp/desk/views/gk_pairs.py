"""Nytt GK-par: a handler or a leader books GK1 and GK2 for a person with one press, at times that her handlers have published."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, render_template, request, url_for

from webapp.assessments import service
from webapp.desk.blueprint import bp
from webapp.desk.forms.gk import PairForm
from webapp.desk.queries import courses, gk
from webapp.desk.views import brief, receipts
from webapp.desk.views.own import me, open_person
from webapp.desk.views.own_case import Page, back_to, open_case, while_open
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import t
from webapp.language.dates import moment
from webapp.reminders import calendar_file
from webapp.security import audit
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction


@bp.get("/mina-deltagare/<uuid:participant_id>/gk-par")
@allow(Role.HANDLER)
@while_open
def choose_pair(participant_id: UUID) -> Page:
    return _page(PairForm(), participant_id, _of_case(participant_id))


@bp.post("/mina-deltagare/<uuid:participant_id>/gk-par")
@allow(Role.HANDLER)
@while_open
def book_pair(participant_id: UUID) -> Page:
    form = PairForm()
    if _booked(participant_id, form, lambda: open_case(reading(), participant_id)):
        return back_to(participant_id)
    return _page(form, participant_id, _of_case(participant_id))


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/gk-par")
@allow(Role.LEADER)
def choose_pair_led(course_id: UUID, participant_id: UUID) -> Page:
    return _page(PairForm(), participant_id, _of_person(course_id, participant_id))


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/gk-par")
@allow(Role.LEADER)
def book_pair_led(course_id: UUID, participant_id: UUID) -> Page:
    about, form = _of_person(course_id, participant_id), PairForm()
    if _booked(participant_id, form, lambda: open_person(course_id, participant_id)):
        return redirect(url_for("desk.person", course_id=course_id, participant_id=participant_id), 303)
    return _page(form, participant_id, about)


def _page(form: PairForm, participant_id: UUID, about: dict[str, object]) -> Page:
    """The free pairs of her handlers as they are now, each in one line. When none is left, the page says what to do instead."""
    pairs = gk.to_choose(reading(), participant_id, clock.now())
    form.offer([(str(pair.id), _said(pair)) for pair in pairs])
    if form.errors and not pairs:
        receipts.say("pair-gone")
        return redirect(request.path, 303)
    shown = {"form": form} if pairs else {}
    return render_template("desk/pair.html", **shown, **about), 422 if form.errors else 200


def _booked(participant_id: UUID, form: PairForm, may: Callable[[], object]) -> bool:
    """Book what was chosen, or let the form say why not. `may` finds nothing when the visitor may do it no more."""
    at, chosen = clock.now(), form.chosen()
    if chosen is None:
        return False
    try:
        with transaction() as session:
            may()
            for meeting in service.book_pair(session, participant_id, chosen, by=me(), at=at):
                detail = f"gk{meeting.number}"
                audit.record(session, calendar_file.BOOKED, at=at, staff_id=me(), participant_id=participant_id, detail=detail)
    except service.CannotBook as fault:
        form.refuse(fault.refusal, knows_meetings=visitor().role is Role.HANDLER)
        return False
    receipts.say("pair-booked")
    return True


def _said(pair: gk.Pair) -> str:
    """One pair as it is read in a list of them."""
    when = t("desk.pair.when", "{first}, och {second}", first=moment(pair.first.begins_at), second=moment(pair.second.begins_at))
    parts = [when, *pair.staff, *(part for part in (pair.place, pair.video_link) if part)]
    far = [t("desk.pair.far", "Mer än 14 dagar mellan mötena.")] if pair.far_apart else []
    return " ".join([", ".join(parts) + ".", *far])


def _of_case(participant_id: UUID) -> dict[str, object]:
    found = open_case(reading(), participant_id)
    return {"name": brief.called(found.name, found.seat), "back": url_for("desk.case", participant_id=participant_id), "mine": True}


def _of_person(course_id: UUID, participant_id: UUID) -> dict[str, object]:
    _, person = open_person(course_id, participant_id)
    back = url_for("desk.person", course_id=course_id, participant_id=participant_id)
    return {"name": courses.called(person), "back": back, "mine": False}
