"""Showing again who one is, before doors are changed: what was shown is good for ten minutes."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import lazy
from webapp.security import audit, desks
from webapp.security.access import allow, visitor
from webapp.security.throttle import TooOften
from webapp.sign_in import passkeys, passwords, queries, service
from webapp.sign_in.forms import PasskeyForm, ProofForm
from webapp.sign_in.views import limits
from webapp.sign_in.views.blueprint import Page, bp, done, me, providers
from webapp.sign_in.views.door import by_passkey
from webapp.storage import reading, transaction

WRONG = lazy("staff.proof.wrong", "Lösenordet eller koden stämmer inte. En kod går bara att använda en gång.")
P = ParamSpec("P")
#: Where the way leads on, by a word in the address.
ON = {
    "losenord": "sign_in.password",
    "app": "sign_in.app",
    "passkey": "sign_in.new_passkey",
    "reservkoder": "sign_in.codes",
    "konto": "sign_in.account",
}


def is_fresh() -> bool:
    proved_at = visitor().proved_at
    return proved_at is not None and clock.now() - proved_at <= desks.PROVED_FOR


def proved(on: str) -> Callable[[Callable[P, Page]], Callable[P, Page]]:
    """Only for whoever has just shown who she is. Others are asked first, and come to `on` afterwards."""

    def declare(view: Callable[P, Page]) -> Callable[P, Page]:
        @wraps(view)
        def asked_first(*args: P.args, **values: P.kwargs) -> Page:
            return view(*args, **values) if is_fresh() else redirect(url_for("sign_in.ask_proof", till=on), 303)

        return asked_first

    return declare


@bp.get("/mitt-konto/bekrafta")
@allow(*Role)
def ask_proof() -> Page:
    return _page(ProofForm())


@bp.post("/mitt-konto/bekrafta")
@allow(*Role)
def prove() -> Page:
    form, account, at = ProofForm(), me(), clock.now()
    if not form.validate():
        return _page(form), 422
    staff_id, email = account.id, account.email or ""
    limits.count(email, at=at)
    doors = queries.doors(reading(), staff_id)
    stored = doors.password if doors else None
    reading().rollback()
    try:
        right = passwords.fits(stored, form.password.data or "")
    except passwords.Busy as fault:
        raise TooOften from fault
    with transaction() as session:
        right = right and service.second_step(session, staff_id, form.code.data or "", at=at) is not None
        if right:
            fresh(session, at)
        else:
            audit.record(session, "staff.refused", at=at, staff_id=staff_id, detail="proof")
    if right:
        limits.led_in(email, at=at)
        return redirect(url_for(on()), 303)
    form.form_errors.append(str(WRONG))
    return _page(form), 422


@bp.post("/mitt-konto/bekrafta/passkey")
@allow(*Role)
def prove_by_passkey() -> Page:
    form, staff_id, at = PasskeyForm(), me().id, clock.now()
    limits.count_passkey(at=at)
    try:
        with transaction() as session:
            if by_passkey(session, form.credential.data or "", at=at) != staff_id:
                raise passkeys.NoPasskey
            fresh(session, at)
    except (passkeys.NoPasskey, TooOften):
        done("passkey-failed")
        return redirect(url_for("sign_in.ask_proof", till=request.args.get("till", "")), 303)
    return redirect(url_for(on()), 303)


def on() -> str:
    """Where the way leads on from here."""
    return ON.get(request.args.get("till", ""), ON["konto"])


def fresh(session: Session, at: datetime) -> None:
    """From now on she may change doors for a while."""
    session_id = visitor().session_id
    if session_id:
        desks.prove(session, session_id, at=at)


def _page(form: ProofForm) -> str:
    hers = queries.issuers(reading(), me().id)
    word = request.args.get("till", "") if request.args.get("till", "") in ON else "konto"
    doors = queries.doors(reading(), me().id)
    return render_template(
        "sign_in/proof.html",
        ask=passkeys.to_sign_in(at=clock.now()),
        till=word,
        providers=[one for one in providers() if one.issuer in hers],
        **({"form": form} if doors and doors.password_sealed else {}),
    )
