"""Taking up an invitation: the link, a password, and the second step. Or one button for whoever is known elsewhere."""

from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, url_for
from flask import session as form_session
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.people import queries as people
from webapp.people.models import StaffAccount
from webapp.security import audit, desks, sessions
from webapp.security.access import allow
from webapp.security.throttle import TooOften
from webapp.sign_in import passkeys, passwords, queries, service
from webapp.sign_in.forms import AppForm, PasskeyForm, PasswordForm
from webapp.sign_in.models import StaffInvite
from webapp.sign_in.views import limits, new_app
from webapp.sign_in.views.blueprint import INVITE, Page, bp, invited, providers
from webapp.sign_in.wording import ROLES
from webapp.storage import reading, transaction


@bp.get("/inbjudan/<token>")
@allow(Door.OPEN)
def invitation(token: str) -> Page:
    """Looking changes nothing; the button goes on."""
    if queries.invite(reading(), token, at=clock.now()) is None:
        return worthless()
    return render_template("sign_in/invitation.html")


@bp.post("/inbjudan/<token>")
@allow(Door.OPEN)
def accept(token: str) -> Page:
    """From here on the address of the page holds no secret."""
    invite = queries.invite(reading(), token, at=clock.now())
    if invite is None:
        return worthless()
    form_session[INVITE] = invite.id.hex
    return redirect(url_for("sign_in.welcome"), 303)


@bp.get("/valkommen")
@allow(Door.OPEN)
def welcome() -> Page:
    found = _invited()
    return _password_page(PasswordForm(), found[1]) if found else worthless()


@bp.post("/valkommen")
@allow(Door.OPEN)
def choose_password() -> Page:
    form, found = PasswordForm(), _invited()
    if found is None:
        return worthless()
    invite, account = found
    if not form.holds(account.name, account.email or ""):
        return _password_page(form, account), 422
    invite_id = invite.id
    kept = keep(form.password.data or "")
    with transaction() as session:
        service.choose_password(session, invite_id, kept, at=clock.now())
    return redirect(url_for("sign_in.second"), 303)


@bp.get("/valkommen/andra-steget")
@allow(Door.OPEN)
def second() -> Page:
    found = _invited()
    if found is None:
        return worthless()
    invite, account = found
    if invite.password_sealed is None:
        return redirect(url_for("sign_in.welcome"), 303)
    return _second_page(AppForm(), account)


@bp.post("/valkommen/andra-steget")
@allow(Door.OPEN)
def join() -> Page:
    form, found, at = AppForm(), _invited(), clock.now()
    if found is None:
        return worthless()
    invite_id, account = found[0].id, found[1]
    key = new_app.opened(account.id, form)
    if not form.validate():
        return _second_page(form, account), 422
    with transaction() as session:
        staff_id = service.join(session, invite_id, key=key, code=form.code.data or "", at=at)
        if staff_id:
            welcomed(session, staff_id, "totp", at=at)
    if staff_id:
        return redirect(url_for("sign_in.codes"), 303)
    form.refuse()
    return _second_page(form, account), 422


@bp.post("/valkommen/passkey")
@allow(Door.OPEN)
def join_with_passkey() -> Page:
    form, found, at = PasskeyForm(), _invited(), clock.now()
    if found is None:
        return worthless()
    invite_id, account = found[0].id, found[1]
    try:
        made = passkeys.made(account.id, form.credential.data or "", at=at)
        with transaction() as session:
            limits.once(session, made)
            staff_id = service.join(session, invite_id, passkey=made, at=at)
            if staff_id:
                welcomed(session, staff_id, "passkey", at=at)
    except (passkeys.NoPasskey, service.Taken, TooOften):
        staff_id = None
    if staff_id:
        return redirect(url_for("sign_in.codes"), 303)
    return redirect(url_for("sign_in.second"), 303)


def welcomed(session: Session, staff_id: UUID, how: str, *, at: datetime) -> None:
    """She is in, here alone."""
    desks.end_all(session, staff_id, at=at)
    audit.record(session, "staff.joined", at=at, staff_id=staff_id, detail=how)
    sessions.begin(session, at=at, staff_id=staff_id)


def worthless() -> Page:
    """Used, replaced, too old, or never one of ours: nobody is told which."""
    return render_template("sign_in/worthless.html"), 410


def keep(password: str) -> str:
    """What is stored of a password. No database connection waits meanwhile."""
    reading().rollback()
    try:
        return passwords.kept(password)
    except passwords.Busy as fault:
        raise TooOften from fault


def _invited() -> tuple[StaffInvite, StaffAccount] | None:
    """The invitation that was opened in this browser, and whose it is."""
    invite_id = invited()
    invite = queries.open_invite(reading(), invite_id, at=clock.now()) if invite_id else None
    account = people.staff(reading(), invite.staff_id) if invite else None
    return (invite, account) if invite and account else None


def _password_page(form: PasswordForm, account: StaffAccount) -> str:
    return render_template("sign_in/welcome.html", form=form, account=account, role=ROLES[account.role], providers=providers())


def _second_page(form: AppForm, account: StaffAccount) -> str:
    shown = new_app.shown(account, form)
    ask = passkeys.to_make(account.id, account.email or "", account.name, [], at=clock.now())
    return render_template("sign_in/second.html", form=form, ask=ask, **shown)
