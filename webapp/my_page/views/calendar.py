"""A meeting of hers as a file for her calendar."""

from flask import abort, current_app
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.my_page.blueprint import bp
from webapp.my_page.visitor import me
from webapp.reminders import appointments, calendar_file
from webapp.security.access import allow
from webapp.storage import reading


@bp.get("/mote/<word>/kalender.ics")
@allow(Door.DEVICE)
def calendar(word: str) -> Response:
    key = appointments.named(word) or abort(404)
    found = appointments.find(reading(), me(), key, at=clock.now()) or abort(404)
    response = current_app.response_class(calendar_file.written(reading(), me(), found, at=clock.now()), mimetype="text/calendar")
    response.headers["Content-Disposition"] = "attachment; filename=kalender.ics"
    return response
