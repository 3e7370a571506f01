"""Mina rutor: what she wants to talk about at her meetings, one box at a time. Hers alone unless she shows it."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.agenda import queries as agenda
from webapp.agenda import service
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.language.speech import speak
from webapp.my_page.blueprint import bp
from webapp.my_page.forms import BoxForm
from webapp.my_page.visitor import me
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/min-sida/rutor")
@allow(Door.DEVICE)
def boxes() -> str:
    mine = agenda.of_person(reading(), me().id)
    return render_template("my_page/boxes.html", boxes=agenda.boxes(), mine=mine, draft=agenda.is_draft(), speak=speak)


@bp.get("/min-sida/rutor/<key>")
@allow(Door.DEVICE)
def box(key: str) -> str:
    mine = agenda.of_person(reading(), me().id).get(key)
    known = {"line": mine.line, "begins": mine.begins, "shown": "yes" if mine.shown else "no"} if mine else {}
    return _page(key, BoxForm(_longest(key), formdata=None, data=known))


@bp.post("/min-sida/rutor/<key>")
@allow(Door.DEVICE)
def write(key: str) -> Response | tuple[str, int]:
    participant_id, form, at = me().id, BoxForm(_longest(key)), clock.now()
    if not form.validate_on_submit():
        return _page(key, form), 422
    shown = form.shown.data == "yes"
    with transaction() as session:
        readable = service.write(session, participant_id, key, form.line.data, begins=form.begins.data, shown=shown, at=at)
        if readable is not None:
            audit.record(session, "agenda.shown" if readable else "agenda.hidden", at=at, participant_id=participant_id, detail=key)
    return redirect(url_for("my_page.boxes"), 303)


def _longest(key: str) -> int:
    known = agenda.boxes().get(key)
    return known.max if known else abort(404)


def _page(key: str, form: BoxForm) -> str:
    question = agenda.boxes()[key]
    words = {"name": speak(question.label), "hint": question.hint and speak(question.hint)}
    return render_template("my_page/box.html", form=form, questions=[speak(one) for one in question.suggestions], **words)
