"""Changing how one is let in. Each change asks first who it is, is in the log, and ends one's sessions elsewhere."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.people.models import StaffAccount
from webapp.security import audit, desks
from webapp.security.access import allow, visitor
from webapp.security.throttle import TooOften
from webapp.sign_in import passkeys, queries, service, tokens
from webapp.sign_in.forms import AppForm, PasskeyForm, PasswordForm
from webapp.sign_in.views import limits, new_app
from webapp.sign_in.views.blueprint import Page, bp, done, me, refused
from webapp.sign_in.views.proof import proved
from webapp.sign_in.views.welcome import keep
from webapp.storage import reading, transaction


@bp.get("/mitt-konto/losenord")
@allow(*Role)
@proved("losenord")
def password() -> Page:
    _who()
    return render_template("sign_in/password.html", form=PasswordForm())


@bp.post("/mitt-konto/losenord")
@allow(*Role)
@proved("losenord")
def change_password() -> Page:
    form, account = PasswordForm(), _who()
    if not form.holds(account.name, account.email or ""):
        return refused("sign_in/password.html", form)
    staff_id, kept = account.id, keep(form.password.data or "")
    with transaction() as session:
        service.set_password(session, staff_id, kept)
        _changed(session, staff_id, "password")
    return _back("password-changed")


@bp.get("/mitt-konto/app")
@allow(*Role)
@proved("app")
def app() -> Page:
    form = AppForm()
    shown = new_app.shown(_who(), form)
    return render_template("sign_in/app.html", form=form, **shown)


@bp.post("/mitt-konto/app")
@allow(*Role)
@proved("app")
def change_app() -> Page:
    form, account = AppForm(), _who()
    key, staff_id = new_app.opened(account.id, form), account.id
    if form.validate() and key:
        with transaction() as session:
            right = service.set_totp(session, staff_id, key, form.code.data or "", at=clock.now())
            if right:
                _changed(session, staff_id, "app")
        if right:
            return _back("app-changed")
        form.refuse()
    return refused("sign_in/app.html", form, **new_app.shown(_who(), form))


@bp.get("/mitt-konto/passkey")
@allow(*Role)
@proved("passkey")
def new_passkey() -> Page:
    account = me()
    if queries.doors(reading(), account.id) is None:
        abort(404)
    known = queries.passkeys(reading(), account.id)
    ask = passkeys.to_make(account.id, account.email or account.name, account.name, known, at=clock.now())
    return render_template("sign_in/passkey.html", ask=ask)


@bp.post("/mitt-konto/passkey")
@allow(*Role)
@proved("passkey")
def add_passkey() -> Page:
    form, staff_id, at = PasskeyForm(), me().id, clock.now()
    try:
        made = passkeys.made(staff_id, form.credential.data or "", at=at)
        with transaction() as session:
            limits.once(session, made)
            service.add_passkey(session, staff_id, made, at=at)
            _changed(session, staff_id, "passkey added")
    except (passkeys.NoPasskey, service.Taken, TooOften):
        return _back("passkey-taken")
    return _back("passkey-added")


@bp.post("/mitt-konto/passkey/<uuid:passkey_id>/bort")
@allow(*Role)
@proved("konto")
def remove_passkey(passkey_id: UUID) -> Page:
    staff_id = me().id
    try:
        with transaction() as session:
            removed = service.remove_passkey(session, staff_id, passkey_id)
            if removed:
                _changed(session, staff_id, "passkey removed")
    except service.LastDoor:
        return _back("passkey-last")
    return _back("passkey-removed") if removed else abort(404)


@bp.get("/mitt-konto/reservkoder")
@allow(*Role)
def codes() -> Page:
    """The codes, while they are new and their owner has not said that she has them."""
    staff_id, session = _who().id, reading()
    doors = queries.doors(session, staff_id)
    until = doors.codes_shown_until if doors else None
    shown = [tokens.recovery_code(row.id) for row in queries.codes(session, staff_id)] if until and until > clock.now() else []
    return render_template("sign_in/codes.html", codes=shown, left=queries.codes_left(session, staff_id))


@bp.post("/mitt-konto/reservkoder")
@allow(*Role)
@proved("reservkoder")
def new_codes() -> Page:
    staff_id = _who().id
    with transaction() as session:
        service.new_codes(session, staff_id, at=clock.now())
        _changed(session, staff_id, "recovery codes")
    return redirect(url_for("sign_in.codes"), 303)


@bp.post("/mitt-konto/reservkoder/klart")
@allow(*Role)
def keep_codes() -> Page:
    staff_id = _who().id
    with transaction() as session:
        service.codes_are_kept(session, staff_id)
    return redirect(url_for("sign_in.resume"), 303)


def _who() -> StaffAccount:
    """Her account, when it is one with a password. Whoever signs in elsewhere alone has nothing of that kind to change."""
    account = me()
    doors = queries.doors(reading(), account.id)
    return account if doors and doors.password_sealed else abort(404)


def _changed(session: Session, staff_id: UUID, what: str) -> None:
    at = clock.now()
    desks.end_all(session, staff_id, at=at, but=visitor().session_id)
    audit.record(session, "staff.door-changed", at=at, staff_id=staff_id, detail=what)


def _back(receipt: str) -> Page:
    done(receipt)
    return redirect(url_for("sign_in.account"), 303)
