"""Mina påminnelser: in which way, when in the day, later, no more, and again.

Behind the link alone she may put off and stop. What she has chosen is shown, and changed, on her own phone only.
"""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.my_page.blueprint import bp
from webapp.my_page.forms import RemindersForm
from webapp.my_page.views.meetings import RECEIPT
from webapp.my_page.visitor import me
from webapp.reminders import choices
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Channel, Hour
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction

Page = str | tuple[str, int] | Response


@bp.get("/paminnelser")
@allow(Door.LINK)
def reminders() -> Page:
    choice, ways = choices.standing(reading(), me().id), choices.ways(reading(), me())
    usual = next(iter(choices.ways(reading(), me())), Channel.NONE)
    form = RemindersForm(
        data={
            "channel": (choice.channel if choice and choice.channel else usual).value,
            "hour": (choice.hour if choice else Hour.MORNING).value,
        }
    )
    form.offer(ways)
    return _page(form, choice)


@bp.post("/paminnelser")
@allow(Door.DEVICE)
def choose_reminders() -> Page:
    """Keep the choice; a way without an address asks for the address first."""
    person_id, form = me().id, RemindersForm()
    form.offer(choices.ways(reading(), me()))
    if not form.validate_on_submit():
        return _page(form, choices.standing(reading(), person_id)), 422
    channel, hour = Channel(form.channel.data), Hour(form.hour.data)
    try:
        with transaction() as session:
            choices.choose(session, person_id, channel, hour)
    except choices.NoAddress:
        return redirect(url_for("my_page.own_address", way=channel.value, hour=hour.value), 303)
    return _done("sparat")


@bp.post("/paminnelser/senare")
@allow(Door.LINK)
def remind_later() -> Page:
    person_id = me().id
    with transaction() as session:
        choices.later(session, person_id, at=clock.now())
    return _done("senare")


@bp.post("/paminnelser/inga-fler")
@allow(Door.LINK)
def stop_reminders() -> Page:
    person_id = me().id
    with transaction() as session:
        choices.stop(session, person_id, at=clock.now())
    return _done("inga-fler")


@bp.post("/paminnelser/igen")
@allow(Door.DEVICE)
def start_reminders() -> Page:
    person_id = me().id
    with transaction() as session:
        choices.start(session, person_id)
    return _done("igen")


def _page(form: RemindersForm, choice: MessageChoice | None) -> str:
    """Behind the link alone only what was done just now is told."""
    known, now, done = visitor().door is Door.DEVICE, clock.now(), request.args.get("klart")
    stopped_at, later_on = (choice.stopped_at, choice.later_on) if choice else (None, None)
    stopped = stopped_at is not None and (known or stopped_at > now - RECEIPT)
    # Who has chosen none is not reminded on any day, and has nothing to put off.
    chose_none = known and choice is not None and choice.channel is Channel.NONE
    told = later_on if later_on and later_on > clock.day(now) and not chose_none and (known or done == "senare") else None
    # A page without the form must not know of one, or the buttons for the language would send it.
    shown = {"form": form} if known and not stopped else {}
    return render_template("my_page/reminders.html", known=known, done=done, stopped=stopped, chose_none=chose_none, later_on=told, **shown)


def _done(what: str) -> Response:
    return redirect(url_for("my_page.reminders", klart=what), 303)
