"""Saying whether she comes to a meeting: two buttons, a receipt, and for a meeting with her handlers a reason if she wants.

Behind the link alone she may say it, and see what she has just said. What is kept from before is shown on her own phone only.
"""

from datetime import timedelta

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Agency, Door
from webapp.messages import service as messages
from webapp.my_page.blueprint import bp
from webapp.my_page.forms import ReasonForm
from webapp.my_page.visitor import me
from webapp.people import queries as people
from webapp.people.addresses import phone_both_ways
from webapp.people.models import StaffAccount
from webapp.reminders import appointments, notices, replies
from webapp.reminders.appointments import Meeting
from webapp.reminders.models import MeetingReply
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction

#: So long a receipt can be read behind the link alone.
RECEIPT = timedelta(minutes=10)
Page = str | tuple[str, int] | Response


@bp.get("/mote/<word>")
@allow(Door.LINK)
def meeting(word: str) -> Page:
    """Whether she comes: what she has said and what follows, or the two buttons."""
    found = _meeting(word)
    if found is None:
        return _gone()
    reply = None if "andra" in request.args else _reply(found)
    told = notices.told(reading(), me(), found.key) if reply and not reply.coming else []
    return render_template(
        "my_page/meeting.html",
        meeting=found,
        reply=reply,
        moved="flyttat" in request.args,
        told={one.agency for one in told},
        call=_whom_to_call(found) if reply else None,
        Agency=Agency,
    )


@bp.post("/mote/<word>/svar")
@allow(Door.LINK)
def answer(word: str) -> Page:
    """The answer is kept first, and whoever it concerns is told at once. The reason comes after, for those who want."""
    key, person_id, at, coming = _key(word), me().id, clock.now(), request.form.get("coming")
    if coming not in {"yes", "no"}:
        return _to(word)
    try:
        with transaction() as session:
            reply = replies.answer_meeting(session, person_id, key, request.form.get("when", ""), coming=coming == "yes", at=at)
            is_said = reply.said_at == at
            telling = notices.cannot_come(session, reply, at=at) if is_said and not reply.coming else []
    except replies.NoMeeting:
        return _gone()
    except replies.MeetingMoved:
        return _to(word, moved=True)
    for message_id in telling:
        messages.send_now(message_id, at=at)
    if coming == "no" and key.startswith("gk:"):
        return redirect(url_for("my_page.ask_why", word=word), 303)
    return _to(word)


@bp.get("/mote/<word>/varfor")
@allow(Door.LINK)
def ask_why(word: str) -> Page:
    found = _meeting(word)
    reply = _reply(found) if found else None
    if found is None or reply is None or reply.coming or not found.is_gk:
        return _to(word)
    kept = reply if visitor().door is Door.DEVICE else None
    filled = {"reason": kept.reason or "", "shown": "yes" if kept.reason_shown else "no"} if kept else {}
    return _why(found, ReasonForm(data={**filled, "when": found.when}))


@bp.post("/mote/<word>/varfor")
@allow(Door.LINK)
def tell_why(word: str) -> Page:
    found, person_id, form = _meeting(word), me().id, ReasonForm()
    if found is not None and not form.validate_on_submit():
        return _why(found, form), 422
    why, shown = form.reason.data or None, form.shown.data == "yes"
    if why is None and visitor().door is not Door.DEVICE:
        return _to(word)
    try:
        with transaction() as session:
            replies.explain(session, person_id, _key(word), form.when.data or "", why, shown=shown, at=clock.now())
    except (replies.NoMeeting, replies.NothingToExplain):
        return _to(word)
    except replies.MeetingMoved:
        return _to(word, moved=True)
    return _to(word)


def _key(word: str) -> str:
    """What the meeting is called. A name that no meeting can have is not found at all."""
    return appointments.named(word) or abort(404)


def _meeting(word: str) -> Meeting | None:
    """Her own meeting that has not begun."""
    return appointments.find(reading(), me(), _key(word), at=clock.now())


def _reply(found: Meeting) -> MeetingReply | None:
    """What she has said, if whoever holds this phone may read it."""
    reply = appointments.reply_to(reading(), me().id, found.key, found.held_on, found.begins)
    if reply is None or visitor().door is Door.DEVICE or reply.said_at > clock.now() - RECEIPT:
        return reply
    return None


def _whom_to_call(found: Meeting) -> tuple[str, str, str] | None:
    """Her handler at Försäkringskassan, about a meeting with the handlers: name, number and where it is dialled. Else the foot says it."""
    handler: StaffAccount | None = people.handlers(reading(), me().id).get(Agency.FK) if found.is_gk else None
    if handler is None or handler.phone is None:
        return None
    shown, dialled = phone_both_ways(handler.phone)
    return handler.name, shown, f"tel:{dialled}"


def _why(found: Meeting, form: ReasonForm) -> str:
    return render_template("my_page/why.html", meeting=found, form=form)


def _gone() -> tuple[str, int]:
    return render_template("my_page/meeting_gone.html"), 410


def _to(word: str, *, moved: bool = False) -> Response:
    return redirect(url_for("my_page.meeting", word=word, flyttat="1" if moved else None), 303)
