"""What is kept about me, and removing what only I have seen."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.agenda import queries as agenda
from webapp.ground.parties import Door
from webapp.my_page import about, queries, service
from webapp.my_page.blueprint import bp
from webapp.my_page.visitor import me
from webapp.security.access import allow
from webapp.storage import reading, transaction


@bp.get("/min-sida/allt")
@allow(Door.DEVICE)
def everything() -> str:
    return render_template("my_page/everything.html", kept=about.everything(reading(), me()))


@bp.get("/min-sida/utkast")
@allow(Door.DEVICE)
def ask_forget() -> str:
    boxes = [one for one in agenda.of_person(reading(), me().id).values() if not one.shown]
    return render_template("my_page/forget.html", drafts=queries.drafts(reading(), me().id), boxes=boxes)


@bp.post("/min-sida/utkast")
@allow(Door.DEVICE)
def forget() -> Response:
    participant_id = me().id
    with transaction() as session:
        service.forget_drafts(session, participant_id)
    return redirect(url_for("my_page.my_staircase"), 303)
