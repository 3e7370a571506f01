"""How the anonymous survey ends on a phone. These pages know nothing about what was answered."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import sheet
from webapp.chat.views.survey_blueprint import bp
from webapp.chat.views.survey_standing import held_here
from webapp.course_survey import queries as rounds
from webapp.course_survey.values import RoundState
from webapp.ground.parties import Door
from webapp.security.access import allow, visitor
from webapp.storage import reading


@bp.get("/tack/<int:box>")
@allow(Door.OPEN)
def sent(box: int) -> str:
    """The answer lies in the box. Stays the same on reload."""
    return render_template("chat/survey/sent.html", **_what_comes(box))


@bp.get("/redan/<int:box>")
@allow(Door.OPEN)
def already(box: int) -> str:
    """There is an answer from this person already; the first one counts."""
    return render_template("chat/survey/already.html", **_what_comes(box))


def _what_comes(box: int) -> dict[str, datetime | bool | None]:
    """When this box closes, unless it has, and whether there is a page of her own to go on to. Nobody is asked about who answered."""
    row = rounds.box(reading(), box)
    return {"closes_at": row.closes_at if row and row.state is RoundState.OPEN else None, "known": visitor().door is Door.DEVICE}


@bp.get("/annan-telefon")
@allow(Door.OPEN)
def elsewhere() -> str:
    """The leader has given this ballot to another phone."""
    return render_template("chat/survey/elsewhere.html")


@bp.post("/borja-om")
@allow(Door.OPEN)
def forget() -> Response:
    """Take the answers from this phone. When the survey is shut there is no other way to answer, and the next page says so."""
    held = held_here()
    over = held is not None and held.row.state is not RoundState.OPEN
    way = redirect(url_for(".forgotten", stangd=1) if over else url_for(".forgotten"), 303)
    sheet.forget(way)
    return way


@bp.get("/borja-om")
@allow(Door.OPEN)
def forgotten() -> str:
    return render_template("chat/survey/forgotten.html", over="stangd" in request.args)
