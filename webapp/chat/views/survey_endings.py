"""How the anonymous survey ends on a phone. These pages know nothing about what was answered."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.chat import sheet
from webapp.chat.views.survey_blueprint import bp
from webapp.ground.parties import Door
from webapp.security.access import allow


@bp.get("/tack")
@allow(Door.OPEN)
def sent() -> str:
    """The answer lies in the box. Stays the same on reload."""
    return render_template("chat/survey/sent.html")


@bp.get("/redan")
@allow(Door.OPEN)
def already() -> str:
    """There is an answer from this person already; the first one counts."""
    return render_template("chat/survey/already.html")


@bp.get("/annan-telefon")
@allow(Door.OPEN)
def elsewhere() -> str:
    """The leader has given this ballot to another phone."""
    return render_template("chat/survey/elsewhere.html")


@bp.post("/borja-om")
@allow(Door.OPEN)
def forget() -> Response:
    """Take the answers from this phone."""
    way = redirect(url_for(".forgotten"), 303)
    sheet.forget(way)
    return way


@bp.get("/borja-om")
@allow(Door.OPEN)
def forgotten() -> str:
    return render_template("chat/survey/forgotten.html")
