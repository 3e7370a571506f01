"""An address of her own for reminders, confirmed by a code that is sent to it.

Between the two pages the address is nowhere but in the second one's own address on this site, sealed for her session alone.
"""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import queries as invitations
from webapp.invitations import service as codes
from webapp.invitations.forms import CodeForm
from webapp.invitations.views import limits
from webapp.invitations.views.blueprint import holder
from webapp.invitations.views.device import DEAD, ENOUGH, NOT_SENT, wrong
from webapp.messages import service as messages
from webapp.messages.values import State
from webapp.my_page.blueprint import bp
from webapp.my_page.forms import OwnAddressForm
from webapp.people.addresses import Address, masked, parse_address
from webapp.reminders import choices
from webapp.reminders.values import Channel, Hour
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction
from webapp.storage.crypto import CannotOpen, keys

Page = str | tuple[str, int] | Response


@bp.get("/paminnelser/<any(sms, email):way>/<any(morning, noon, afternoon):hour>")
@allow(Door.DEVICE)
def own_address(way: str, hour: str) -> Page:
    return _ask(OwnAddressForm(Channel(way)))


@bp.post("/paminnelser/<any(sms, email):way>/<any(morning, noon, afternoon):hour>")
@allow(Door.DEVICE)
def send_code_there(way: str, hour: str) -> Page:
    """A code to the address she has written, at once, by the same rules as any other code."""
    who, at, form = holder(), clock.now(), OwnAddressForm(Channel(way))
    if not form.validate_on_submit():
        return _ask(form), 422
    try:
        with transaction() as session:
            limits.code(session, visitor(), at=at)
            code, message_id = codes.make_code(session, who.session_id, who.participant_id, address=form.parsed, at=at)
    except limits.EnoughToday:
        form.form_errors = [str(ENOUGH)]
        return _ask(form), 429
    if messages.send_now(message_id, at=at, code=code) is State.FAILED:
        form.form_errors = [str(NOT_SENT)]
        return _ask(form), 422
    return redirect(url_for("my_page.confirm_address", sealed=_sealed(form.parsed), hour=hour), 303)


@bp.get("/paminnelser/kod/<any(morning, noon, afternoon):hour>/<sealed>")
@allow(Door.DEVICE)
def confirm_address(sealed: str, hour: str) -> Page:
    """Where the code is written. Without a code that holds she writes her address again."""
    address = _opened(sealed)
    if invitations.live_code(reading(), holder().session_id, at=clock.now()) is None:
        return redirect(url_for("my_page.own_address", way=choices.channel_of(address).value, hour=hour), 303)
    return _code(CodeForm(formdata=None), address, hour)


@bp.post("/paminnelser/kod/<any(morning, noon, afternoon):hour>/<sealed>")
@allow(Door.DEVICE)
def try_address(sealed: str, hour: str) -> Page:
    """The right code keeps the address; a wrong one uses up a try. A second tap on the button leads on as the first did."""
    address, who, form, at = _opened(sealed), holder(), CodeForm(), clock.now()
    if not form.validate_on_submit():
        return _code(form, address, hour), 422
    with transaction() as session:
        tried = codes.try_code(session, who.session_id, form.code.data or "", address=address, at=at)
        right = tried.right or codes.was_right(session, who.session_id, form.code.data or "", address=address)
        if right:
            choices.use_address(session, who.participant_id, address, Hour(hour))
    if right:
        return redirect(url_for("my_page.reminders", klart="sparat"), 303)
    form.code.errors, form.code.data = [wrong(tried.left) if tried.left else str(DEAD)], ""
    return _code(form, address, hour, used_up=not tried.left), 422


def _ask(form: OwnAddressForm) -> str:
    return render_template("my_page/own_address.html", form=form)


def _code(form: CodeForm, address: Address, hour: str, *, used_up: bool = False) -> str:
    again = url_for("my_page.own_address", way=choices.channel_of(address).value, hour=hour)
    return render_template("my_page/confirm_address.html", form=form, address=masked(address), used_up=used_up, again=again)


def _sealed(address: Address) -> str:
    return keys().seal(address.value, _place()).translate(str.maketrans("+/", "-_"))


def _opened(sealed: str) -> Address:
    """The address, when it was sealed for this session."""
    try:
        return parse_address(keys().open(sealed.translate(str.maketrans("-_", "+/")), _place()))
    except CannotOpen:
        abort(404)


def _place() -> str:
    return f"own-address:{holder().session_id}"
