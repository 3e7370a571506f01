"""Mitt konto: how somebody is let in, and where she is signed in now."""

from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.security import audit, desks
from webapp.security.access import allow, visitor
from webapp.sign_in import queries, wording
from webapp.sign_in.views.blueprint import bp, done, me, providers
from webapp.storage import reading, transaction


@bp.get("/mitt-konto")
@allow(*Role)
def account() -> str:
    account, session = me(), reading()
    doors, hers = queries.doors(session, account.id), queries.issuers(session, account.id)
    return render_template(
        "sign_in/account.html",
        account=account,
        role=wording.ROLES[account.role],
        agency=wording.AGENCIES[account.agency] if account.agency else None,
        has_password=bool(doors and doors.password_sealed),
        has_app=bool(doors and doors.totp_sealed),
        passkeys=queries.passkeys(session, account.id),
        codes_left=queries.codes_left(session, account.id),
        elsewhere=[one.label for one in providers() if one.issuer in hers],
        sessions=[(row, wording.browser(row)) for row in desks.open_sessions(session, account.id, at=clock.now())],
        this_one=visitor().session_id,
    )


@bp.post("/mitt-konto/inloggningar/<uuid:session_id>")
@allow(*Role)
def end_session(session_id: UUID) -> Response:
    """One of her own."""
    staff_id, at = me().id, clock.now()
    with transaction() as session:
        ended = desks.end_one(session, staff_id, session_id, at=at)
        if ended:
            audit.record(session, "staff.session-ended", at=at, staff_id=staff_id)
    if not ended:
        abort(404)
    done("session-ended")
    return redirect(url_for("sign_in.account"), 303)


@bp.post("/mitt-konto/inloggningar")
@allow(*Role)
def end_other_sessions() -> Response:
    """All but this one."""
    staff_id, at = me().id, clock.now()
    with transaction() as session:
        desks.end_all(session, staff_id, at=at, but=visitor().session_id)
        audit.record(session, "staff.session-ended", at=at, staff_id=staff_id, detail="all others")
    done("sessions-ended")
    return redirect(url_for("sign_in.account"), 303)
