"""From "has the link" to "this is her phone" with a code to the stored address. And out again."""

from flask import make_response, redirect, render_template, url_for

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import queries, service
from webapp.invitations.forms import ButtonForm, CodeForm
from webapp.invitations.views import confirm, limits
from webapp.invitations.views.blueprint import Page, bp, holder
from webapp.language import LazyText, choose, lazy, spoken_locale, tn
from webapp.messages import service as messages
from webapp.messages.values import State
from webapp.security import pocket, sessions
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction

DEAD = lazy("invitations.code.dead", "Koden gäller inte längre. Be om en ny kod.")
NOT_SENT = lazy("invitations.device.not-sent", "Koden kom inte iväg. Försök igen om en stund.")
ENOUGH = lazy("invitations.device.enough", "Du har fått många koder i dag. Försök igen i morgon, eller ring din kursledare.")


@bp.get("/telefon")
@allow(Door.LINK)
def device() -> Page:
    """Two ways to confirm the phone, and the next meeting."""
    if visitor().door is Door.DEVICE:
        return confirm.inside()
    return _device(ButtonForm())


@bp.post("/telefon/skicka-kod")
@allow(Door.LINK)
def send_code() -> Page:
    """A new code to the stored address, at once."""
    who, at = holder(), clock.now()
    if queries.doorway(reading(), who.participant_id, at=at).address is None:
        return redirect(url_for("invitations.device"), 303)
    try:
        with transaction() as session:
            limits.code(session, visitor(), at=at)
            code, message_id = service.make_code(session, who.session_id, who.participant_id, at=at)
    except limits.EnoughToday:
        return _device(_refused(ENOUGH)), 429
    if messages.send_now(message_id, at=at, code=code) is State.FAILED:
        return _device(_refused(NOT_SENT)), 422
    return redirect(url_for("invitations.code"), 303)


@bp.get("/telefon/kod")
@allow(Door.LINK)
def code() -> Page:
    """Where the code is written. Without a code that holds there is nothing to write."""
    if queries.live_code(reading(), holder().session_id, at=clock.now()) is None:
        return redirect(url_for("invitations.device"), 303)
    return _code(CodeForm(formdata=None))


@bp.post("/telefon/kod")
@allow(Door.OPEN)
def try_code() -> Page:
    """The right code opens; a wrong one uses up a try. It is open because the second tap on the button comes from an ended session."""
    form, at = CodeForm(), clock.now()
    typed = form.code.data or ""
    if visitor().door is Door.DEVICE:
        return confirm.inside()
    if visitor().door is Door.OPEN:
        return confirm.second_tap(lambda session, before: service.was_right(session, before, typed), at=at)
    if not form.validate_on_submit():
        return _code(form), 422
    with transaction() as session:
        tried = service.try_code(session, holder().session_id, typed, at=at)
        if tried.right:
            confirm.confirmed(session, visitor(), at=at)
    if tried.right:
        return confirm.inside()
    if not tried.left:
        return render_template("invitations/code.html", form=_refused(DEAD), used_up=True), 422
    form.code.errors = [wrong(tried.left)]
    form.code.data = ""
    return _code(form), 422


@bp.post("/klar")
@allow(Door.OPEN)
def finish() -> Page:
    """Forget this visit on this phone, at once, and what was answered on it without being sent."""
    session_id, locale = visitor().session_id, spoken_locale()
    if session_id:
        with transaction() as session:
            sessions.end(session, session_id, at=clock.now())
    gone = make_response(redirect(url_for("invitations.finished"), 303))
    pocket.empty(gone)
    choose.remember(gone, locale)
    return gone


@bp.get("/klar")
@allow(Door.OPEN)
def finished() -> Page:
    """A page that says nothing about what was done here. Only for those who have left."""
    if visitor().participant_id:
        return redirect(url_for("invitations.device"), 303)
    return render_template("invitations/goodbye.html")


def _code(form: CodeForm) -> str:
    """Where the code is written, and where it went."""
    address = queries.doorway(reading(), holder().participant_id, at=clock.now()).address
    return render_template("invitations/code.html", form=form, address=address, used_up=False)


def _device(form: ButtonForm) -> str:
    doorway = queries.doorway(reading(), holder().participant_id, at=clock.now())
    return render_template("invitations/device.html", form=form, doorway=doorway, own_phone=visitor().own_phone)


def _refused(why: LazyText) -> ButtonForm:
    form = ButtonForm()
    form.form_errors = [str(why)]
    return form


def wrong(left: int) -> str:
    """That a code was not the right one, and how many tries are left."""
    return tn(
        "invitations.code.wrong",
        "Koden stämmer inte. Du kan försöka {n} gång till.",
        "Koden stämmer inte. Du kan försöka {n} gånger till.",
        left,
    )
