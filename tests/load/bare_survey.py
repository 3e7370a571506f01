"""The same walk as a completed survey, in bare Flask: every page, 303 after each, and one durable insert at the end."""

import os
import sqlite3

from flask import Flask, redirect, request, session
from werkzeug.wrappers import Response

STEPS = os.environ["BARE_STEPS"].split()
DATABASE = os.environ["BARE_DATABASE"]
PAGE = "<!doctype html><title>{step}</title><form method=post action=/enkat/{step}><button name=answer value=4>4</button></form>"
app = Flask(__name__)
app.secret_key = "bare"
setup = sqlite3.connect(DATABASE)
setup.execute("PRAGMA journal_mode=WAL")
setup.execute("create table if not exists sheet (id integer primary key, answers text)")
setup.close()


@app.get("/")
@app.get("/<path:step>")
@app.get("/enkat/<step>")
def page(step: str = "") -> str:
    return PAGE.format(step=step)


@app.post("/m/<token>/enkat")
def begin(token: str) -> Response:
    session["answers"] = {}
    return redirect(f"/enkat/{STEPS[0]}", 303)


@app.post("/enkat/<step>")
def answer(step: str) -> Response:
    if step == STEPS[-1]:
        connection = sqlite3.connect(DATABASE, isolation_level=None, timeout=10)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("insert into sheet (answers) values (?)", (str(session.pop("answers")),))
        connection.close()
        return redirect("/enkat/tack/1", 303)
    session["answers"] = {**session["answers"], step: request.form["answer"]}
    return redirect(f"/enkat/{STEPS[STEPS.index(step) + 1]}", 303)
