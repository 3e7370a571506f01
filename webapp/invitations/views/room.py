"""In the room: the phone shows two words, the leader says that they are right."""

from datetime import datetime
from uuid import UUID

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import queries, service
from webapp.invitations.forms import ButtonForm
from webapp.invitations.views import confirm, limits
from webapp.invitations.views.blueprint import Page, bp, holder
from webapp.security.access import allow, visitor
from webapp.security.throttle import TooOften
from webapp.storage import reading, transaction


@bp.post("/telefon/i-rummet")
@allow(Door.LINK)
def begin_pairing() -> Page:
    """Give this phone its two words."""
    at = clock.now()
    with transaction() as session:
        limits.pairing(session, visitor(), at=at)
        try:
            service.show_words(session, holder().session_id, holder().participant_id, at=at)
        except service.NoWordsLeft as fault:
            raise TooOften("words") from fault
    return redirect(url_for("invitations.words"), 303)


@bp.get("/telefon/ord")
@allow(Door.LINK)
def words() -> Page:
    """The two words, large. With `vanta` she has pressed the button before the leader did, which is no fault."""
    pairing = queries.pairing(reading(), holder().session_id, at=clock.now())
    if pairing is None:
        return redirect(url_for("invitations.device"), 303)
    return render_template("invitations/words.html", form=ButtonForm(), words=pairing.words, too_early="vanta" in request.args)


@bp.post("/telefon/ord")
@allow(Door.OPEN)
def check_words() -> Page:
    """Go on, if the leader has said that the words are right. It is open because a second tap comes from an ended session."""
    at = clock.now()
    if visitor().door is Door.OPEN:
        return confirm.second_tap(lambda session, before: _said_yes(session, before, at), at=at)
    with transaction() as session:
        pairing = queries.pairing(session, holder().session_id, at=at)
        if pairing is None:
            return redirect(url_for("invitations.device"), 303)
        if confirmed := pairing.confirmed_at is not None:
            confirm.confirmed(session, visitor(), at=at)
    return confirm.inside() if confirmed else redirect(url_for("invitations.words", vanta=1), 303)


def _said_yes(session: Session, session_id: UUID, at: datetime) -> bool:
    shown = queries.pairing(session, session_id, at=at)
    return shown is not None and shown.confirmed_at is not None
