"""Showing a place again: choose whom on her page of the staircase, see here who will read it, and say yes."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat.who import will_read
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.my_page import service, showing
from webapp.my_page.blueprint import bp
from webapp.my_page.visitor import me
from webapp.security.access import allow
from webapp.staircase import queries as staircase
from webapp.staircase.wording import hours_in_words, in_words
from webapp.storage import reading, transaction


@bp.get("/min-sida/trappan/visa-for/<whom>")
@allow(Door.DEVICE)
def ask_show_again(whom: str) -> str | Response:
    participant_id, agencies = me().id, showing.agencies(whom) or abort(404)
    placement = staircase.latest(reading(), participant_id)
    if placement is None or whom not in showing.offered(reading(), participant_id):
        return _to_staircase()
    return render_template(
        "my_page/show_again.html",
        placement=placement,
        asked=showing.asked(whom),
        who=will_read(reading(), participant_id, agencies),
        in_words=in_words,
        hours_in_words=hours_in_words,
    )


@bp.post("/min-sida/trappan/visa-for/<whom>")
@allow(Door.DEVICE)
def show_again(whom: str) -> Response:
    """What is shown is what stood on the page. When she has a newer place by now, that one is asked about instead."""
    participant_id, agencies = me().id, showing.agencies(whom) or abort(404)
    try:
        with transaction() as session:
            if whom not in showing.offered(session, participant_id):
                return _to_staircase()
            service.show_again(session, participant_id, _seen(), agencies, showing.wording(whom), at=clock.now())
    except service.NotOnThePage:
        return redirect(url_for("my_page.ask_show_again", whom=whom), 303)
    return _to_staircase()


def _seen() -> UUID | None:
    try:
        return UUID(request.form.get("placement", ""))
    except ValueError:
        return None


def _to_staircase() -> Response:
    return redirect(url_for("my_page.my_staircase"), 303)
