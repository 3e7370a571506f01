"""What needs somebody: courses and cases of those who have left. An administrator sees how many, and nothing that is in them."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import StaffAccount
from webapp.security import audit
from webapp.security.access import allow
from webapp.sign_in import queries, wording
from webapp.sign_in.forms import TakeOverForm
from webapp.sign_in.values import Work
from webapp.sign_in.views.accounts import in_my_area
from webapp.sign_in.views.blueprint import Page, bp, done, me
from webapp.storage import reading, transaction


@bp.get("/konton/<uuid:staff_id>/lamna-over/<any(kurser, fk, af):work>")
@allow(Role.ADMINISTRATOR)
def ask_hand_over(staff_id: UUID, work: str) -> Page:
    return _page(in_my_area(staff_id), Work(work))


@bp.post("/konton/<uuid:staff_id>/lamna-over/<any(kurser, fk, af):work>")
@allow(Role.ADMINISTRATOR)
def hand_over(staff_id: UUID, work: str) -> Page:
    """All of it, each with a line in the log."""
    account, kind, by = in_my_area(staff_id), Work(work), me().id
    form = _form(account, kind)
    if not form.validate_on_submit():
        return _page(account, kind, form)
    with transaction() as session:
        for one in queries.ids_left_behind(session, staff_id, kind):
            _hand_over(session, kind, one, giver=staff_id, to=form.chosen, by=by)
    done("work-handed-over")
    return redirect(url_for("sign_in.one_account", staff_id=staff_id), 303)


def _hand_over(session: Session, work: Work, one: UUID, *, giver: UUID, to: UUID, by: UUID) -> None:
    at = clock.now()
    try:
        if work.agency:
            service.hand_over_case(session, one, work.agency, giver=giver, to=to)
            audit.record(session, "case.handed-over", at=at, staff_id=by, participant_id=one, detail=f"{giver} {to}")
        else:
            service.hand_over_course(session, one, giver=giver, to=to)
            audit.record(session, "course.handed-over", at=at, staff_id=by, detail=f"{one} {giver} {to}")
    except service.NotTheirs:
        return
    except service.NotAColleague:
        abort(404)


def _form(account: StaffAccount, work: Work) -> TakeOverForm:
    form = TakeOverForm()
    there = people.staff_in_area(reading(), account.area_id, Role.HANDLER if work.agency else Role.LEADER)
    form.offer(one for one in there if one.id != account.id and work.agency in (None, one.agency))
    return form


def _page(account: StaffAccount, work: Work, refused: TakeOverForm | None = None) -> Page:
    """Without anything left there is no page, and without anybody to choose no form."""
    form, many = refused or _form(account, work), len(queries.ids_left_behind(reading(), account.id, work))
    if not many:
        return redirect(url_for("sign_in.one_account", staff_id=account.id), 303)
    shown = {"form": form} if form.to.choices else {}
    page = render_template("sign_in/hand_over.html", account=account, kind=wording.WORK[work], many=many, **shown)
    return (page, 422) if refused else page
