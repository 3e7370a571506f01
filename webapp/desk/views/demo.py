"""Signing in to the demo with a button, and reading what was sent. These routes exist in demo mode alone."""

from dataclasses import dataclass, field
from datetime import datetime

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.desk.forms.course import AGENCIES
from webapp.desk.views.start import DESKS
from webapp.ground import clock
from webapp.ground.locales import Locale, by_id
from webapp.ground.parties import Door, Role
from webapp.messages.carriers import file
from webapp.messages.carriers.letter import linked
from webapp.people import queries as people
from webapp.people.models import StaffAccount
from webapp.security import audit, sessions
from webapp.security.access import allow
from webapp.sign_in import wording
from webapp.storage import reading, transaction

bp = Blueprint("demo", __name__, url_prefix="/demo", template_folder="../templates")

ROLES = {role: wording.ROLES[role] for role in (Role.LEADER, Role.HANDLER, Role.COORDINATOR)}
#: So many messages are shown.
MOST = 50


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message, with addresses that can be followed."""

    at: datetime
    locale: Locale
    subject: str | None
    lines: list[Markup]


@dataclass(frozen=True, slots=True)
class Phone:
    """Everything to one address, newest first."""

    address: str
    bubbles: list[Bubble] = field(default_factory=list)


@bp.get("", defaults={"role": None})
@bp.get("/<any(leader, handler, coordinator):role>")
@allow(Door.OPEN)
def choose(role: str | None) -> str:
    """Everybody who works here, or everybody with one role."""
    accounts = people.everybody_on_staff(reading())
    chosen = {each: name for each, name in ROLES.items() if role in {None, each.value}}
    by_role = [(name, [one for one in accounts if one.role is each]) for each, name in chosen.items()]
    return render_template("desk/demo.html", by_role=by_role, agencies=AGENCIES)


@bp.get("/telefon")
@allow(Door.OPEN)
def phone() -> str:
    """What the people of the demo got: one phone for each address, the last that rang first."""
    phones: dict[str, Phone] = {}
    for laid in file.newest(current_app.extensions["settings"].messages_dir, MOST):
        said = laid.message
        lines = [linked(line) for line in said.text.splitlines()]
        phones.setdefault(said.to, Phone(said.to)).bubbles.append(Bubble(laid.at, by_id(said.locale), said.subject, lines))
    return render_template("desk/phone.html", phones=list(phones.values()))


@bp.post("/<who>")
@allow(Door.OPEN)
def sign_in(who: str) -> Response:
    """As one account by its id, or as the first with a role."""
    at, account = clock.now(), _account(who)
    with transaction() as session:
        sessions.begin(session, at=at, staff_id=account.id)
        audit.record(session, "staff.signed-in", at=at, staff_id=account.id, detail="demo")
    return redirect(url_for(DESKS.get(account.role, "desk.start")), 303)


def _account(who: str) -> StaffAccount:
    accounts = people.everybody_on_staff(reading())
    return next((one for one in accounts if who in {str(one.id), one.role.value}), None) or abort(404)
