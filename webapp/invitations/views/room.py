"""In the room: the phone shows two words, the leader says that they are right."""

from flask import redirect, render_template, request, url_for

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import queries, service
from webapp.invitations.forms import ButtonForm
from webapp.invitations.views.blueprint import Page, bp, holder
from webapp.security import sessions
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction


@bp.post("/telefon/i-rummet")
@allow(Door.LINK)
def begin_pairing() -> Page:
    """Give this phone its two words."""
    with transaction() as session:
        service.show_words(session, holder().session_id, holder().participant_id, at=clock.now())
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
@allow(Door.LINK)
def check_words() -> Page:
    """Go on, if the leader has said that the words are right."""
    at = clock.now()
    with transaction() as session:
        pairing = queries.pairing(session, holder().session_id, at=at)
        if pairing is None:
            return redirect(url_for("invitations.device"), 303)
        if pairing.confirmed_at:
            sessions.raise_door(session, visitor(), at=at)
            return redirect(url_for("my_page.home"), 303)
    return redirect(url_for("invitations.words", vanta=1), 303)
