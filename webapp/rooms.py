"""Which rooms there are: the one place that knows them all."""

from flask import Flask

from webapp import foot, metrics, models
from webapp.chat.views import BLUEPRINTS as CHAT
from webapp.config import Mode
from webapp.desk.views import bp as desk
from webapp.desk.views import receipts
from webapp.desk.views.demo import bp as demo
from webapp.invitations import letters
from webapp.invitations.views import bp as invitations
from webapp.messages.views import bp as messages
from webapp.my_page.views import bp as my_page
from webapp.people import queries as people
from webapp.reminders import letters as reminders
from webapp.reminders import meeting_letters, staff_letters
from webapp.results.views import bp as results
from webapp.sign_in import letters as sign_in_letters
from webapp.sign_in import providers, wording
from webapp.sign_in.views import bp as sign_in


def register_rooms(app: Flask) -> None:
    """Open every room's doors."""
    app.extensions["tables"] = models.ALL
    app.extensions["identify"] = people.identify
    writers = (letters, reminders, meeting_letters, staff_letters, sign_in_letters)
    app.extensions["letters"] = {kind: write for room in writers for kind, write in room.WRITERS.items()}
    app.extensions["receipts"] = {**receipts.LINES, **wording.RECEIPTS}
    providers.init_app(app, app.extensions["settings"].providers)
    app.extensions["many letters"] = reminders.MANY
    foot.init_app(app)
    for room in (*CHAT, sign_in, invitations, my_page, desk, results, messages, metrics.bp):
        app.register_blueprint(room)
    if app.extensions["settings"].mode is Mode.DEMO:
        app.register_blueprint(demo)
