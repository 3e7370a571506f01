"""Mina meddelanden: which letters somebody of the staff gets by e-mail."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.desk.blueprint import bp
from webapp.desk.forms.notices import NoticesForm, concerning
from webapp.desk.views import receipts
from webapp.desk.views.own import me
from webapp.ground.parties import Role
from webapp.people import queries as people
from webapp.people.models import StaffAccount
from webapp.reminders import queries, staff
from webapp.reminders.values import Notice
from webapp.security.access import allow
from webapp.storage import reading, transaction

#: Where each of those who get letters begins.
STARTS = {Role.LEADER: "desk.courses", Role.HANDLER: "desk.cases"}


@bp.get("/mina-meddelanden")
@allow(Role.LEADER, Role.HANDLER)
def notices() -> str:
    account = _account()
    off = queries.turned_off(reading(), account.id)
    form = NoticesForm(data={notice.value: notice not in off for notice in Notice})
    form.narrow(concerning(account.role, account.agency))
    return render_template("desk/notices.html", form=form, account=account, start=url_for(STARTS[account.role]))


@bp.post("/mina-meddelanden")
@allow(Role.LEADER, Role.HANDLER)
def save_notices() -> Response:
    account, form = _account(), NoticesForm()
    form.narrow(concerning(account.role, account.agency))
    with transaction() as session:
        staff.turn_off(session, account.id, form.off)
    receipts.say("saved")
    return redirect(url_for("desk.notices"), 303)


def _account() -> StaffAccount:
    return people.staff(reading(), me()) or abort(404)
