"""Signing in with a provider.

The way there is a link, since browsers keep forms from leading to others, and the way back is one too: that the address we are called at
holds the answer is how OpenID Connect works. It is good once, and in one browser.
"""

from datetime import UTC, datetime
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from webapp.config import Provider
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.security import audit
from webapp.security.access import allow, visitor
from webapp.sign_in import providers as elsewhere
from webapp.sign_in import queries, service
from webapp.sign_in.views.blueprint import Page, bp, invited, providers, settings
from webapp.sign_in.views.door import inside, let_in
from webapp.sign_in.views.proof import fresh, on
from webapp.sign_in.views.welcome import welcomed, worthless
from webapp.storage import transaction


@bp.get("/logga-in/med/<name>")
@allow(Door.OPEN)
def go(name: str) -> Page:
    """To the provider. What for is known by where she stands: she is in, or has opened an invitation and says so, or wants in."""
    provider, at = _provider(name), clock.now()
    errand = {"for": "in"}
    if visitor().staff_id:
        errand = {"for": "prove", "to": on(), "since": str(int(at.timestamp()))}
    elif "inbjudan" in request.args:
        errand = {"for": "join"}
    back = settings().base_url + url_for("sign_in.come_back", name=name)
    try:
        return redirect(elsewhere.way_to(provider, back, errand, again=errand["for"] == "prove"), 303)
    except elsewhere.NotReached:
        return _nothing(provider, 502)


@bp.get("/logga-in/svar/<name>")
@allow(Door.OPEN)
def come_back(name: str) -> Page:
    """From the provider. Whatever does not fit changes nothing."""
    provider, at = _provider(name), clock.now()
    if request.method == "HEAD":
        return redirect(url_for("sign_in.door"), 303)
    try:
        who = elsewhere.who_came_back(provider, request.args)
    except elsewhere.NotReached:
        return _nothing(provider, 502)
    except elsewhere.NotAnswered:
        return _nothing(provider, 400)
    errands = {"in": _enter, "join": _join, "prove": _prove}
    return errands[who.errand["for"]](provider, who, at)


def _enter(provider: Provider, who: elsewhere.Somebody, at: datetime) -> Page:
    with transaction() as session:
        staff_id = _known(session, provider, who)
        if staff_id:
            let_in(session, staff_id, f"provider {provider.name}", at=at)
        else:
            audit.record(session, "staff.refused", at=at, detail=f"provider {provider.name}")
    return inside() if staff_id else (render_template("sign_in/unknown.html", provider=provider), 403)


def _join(provider: Provider, who: elsewhere.Somebody, at: datetime) -> Page:
    invite_id = invited()
    if invite_id is None:
        return worthless()
    try:
        with transaction() as session:
            staff_id = service.join_from_outside(session, invite_id, provider.issuer, who.subject, at=at)
            if staff_id:
                welcomed(session, staff_id, f"provider {provider.name}", at=at)
    except service.Taken:
        return render_template("sign_in/unknown.html", provider=provider, taken=True), 403
    return inside() if staff_id else worthless()


def _prove(provider: Provider, who: elsewhere.Somebody, at: datetime) -> Page:
    asked_at = datetime.fromtimestamp(int(who.errand["since"]), UTC)
    with transaction() as session:
        hers = _known(session, provider, who)
        right = hers is not None and hers == visitor().staff_id and elsewhere.was_shown_since(who, asked_at)
        if right:
            fresh(session, at)
        else:
            audit.record(session, "staff.refused", at=at, staff_id=visitor().staff_id, detail="proof")
    return redirect(url_for(who.errand["to"]), 303) if right else _nothing(provider, 400)


def _known(session: Session, provider: Provider, who: elsewhere.Somebody) -> UUID | None:
    found = queries.outside(session, provider.issuer, who.subject)
    return found.staff_id if found else None


def _provider(name: str) -> Provider:
    return next((one for one in providers() if one.name == name), None) or abort(404)


def _nothing(provider: Provider, status: int) -> Page:
    """A page that says what happened, and that nothing did."""
    return render_template("sign_in/nothing.html", provider=provider, away=status == 502), status
