"""The door of staff: an address, a password and a second step, all asked at once; or a passkey, which is both."""

from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.language import lazy
from webapp.security import audit, sessions
from webapp.security.access import allow, visitor
from webapp.security.throttle import TooOften
from webapp.sign_in import passkeys, passwords, queries, service
from webapp.sign_in.forms import EnterForm, PasskeyForm
from webapp.sign_in.views import limits
from webapp.sign_in.views.blueprint import Page, bp, is_demo, providers
from webapp.storage import reading, transaction

#: One sentence, whatever was wrong.
WRONG = lazy("staff.enter.wrong", "Adressen, lösenordet eller koden stämmer inte. En kod går bara att använda en gång.")
NO_PASSKEY = lazy("staff.enter.no-passkey", "Passkeyn gick inte att använda här. Försök igen, eller logga in med lösenord och kod.")


@bp.get("/logga-in")
@allow(Door.OPEN)
def door() -> Page:
    if visitor().staff_id:
        return redirect(url_for("desk.start"), 303)
    return _page(EnterForm())


@bp.post("/logga-in")
@allow(Door.OPEN)
def enter() -> Page:
    """The same answer, after the same work, whether the address or the password or the code is wrong."""
    form, at = EnterForm(), clock.now()
    if not form.validate():
        return _page(form), 422
    limits.count(form.email, at=at)
    staff_id = _by_password(form.email, form.password.data or "")
    with transaction() as session:
        how = service.second_step(session, staff_id, form.code.data or "", at=at) if staff_id else None
        if staff_id is None or how is None:
            audit.record(session, "staff.refused", at=at, staff_id=_named(session, form.email), detail="password")
            form.form_errors.append(str(WRONG))
        else:
            let_in(session, staff_id, how, at=at)
    if form.form_errors:
        return _page(form), 422
    limits.led_in(form.email, at=at)
    return limits.remember(inside(), form.email)


@bp.post("/logga-in/passkey")
@allow(Door.OPEN)
def enter_by_passkey() -> Page:
    form, at = PasskeyForm(), clock.now()
    limits.count_passkey(at=at)
    try:
        with transaction() as session:
            let_in(session, by_passkey(session, form.credential.data or "", at=at), "passkey", at=at)
    except (passkeys.NoPasskey, TooOften):
        again = EnterForm(formdata=None)
        again.form_errors.append(str(NO_PASSKEY))
        with transaction() as session:
            audit.record(session, "staff.refused", at=at, detail="passkey")
        return _page(again), 422
    return inside()


def by_passkey(session: Session, answer: str, *, at: datetime) -> UUID:
    """Whose passkey has answered. Raises NoPasskey, and TooOften for an answer that was given before."""
    passkey = queries.passkey(session, passkeys.credential_of(answer), lock=True)
    if passkey is None:
        raise passkeys.NoPasskey
    shown = passkeys.answered(passkey, answer, at=at)
    limits.once(session, shown)
    service.note_passkey(session, passkey, shown, at=at)
    return passkey.staff_id


def let_in(session: Session, staff_id: UUID, how: str, *, at: datetime) -> None:
    """Begin her session. It is in the log how she came."""
    sessions.begin(session, at=at, staff_id=staff_id)
    audit.record(session, "staff.signed-in", at=at, staff_id=staff_id, detail=how)


def inside() -> Response:
    """Where somebody goes who has just come in: to what she was in the middle of, or to her first page."""
    return redirect(url_for("sign_in.resume"), 303)


def _by_password(email: str, password: str) -> UUID | None:
    """Whose password this is. No database connection waits meanwhile."""
    doors = queries.doors_by_address(reading(), email)
    stored, staff_id = (doors.password, doors.staff_id) if doors else (None, None)
    reading().rollback()
    try:
        return staff_id if passwords.fits(stored, password) else None
    except passwords.Busy as fault:
        raise TooOften from fault


def _named(session: Session, email: str) -> UUID | None:
    doors = queries.doors_by_address(session, email)
    return doors.staff_id if doors else None


def _page(form: EnterForm) -> str:
    ask = passkeys.to_sign_in(at=clock.now())
    return render_template("sign_in/door.html", form=form, ask=ask, providers=providers(), demo=is_demo())
