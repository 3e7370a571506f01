"""A new link to the stored address, for somebody whose link is dead or gone. The answer never says whom we know."""

from uuid import uuid4

from flask import redirect, render_template, url_for

from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.invitations import effects, queries, service
from webapp.invitations.forms import AddressForm
from webapp.invitations.views import limits
from webapp.invitations.views.blueprint import Page, bp
from webapp.invitations.views.landing import no_way_in
from webapp.messages import service as messages
from webapp.people.addresses import fingerprint_of
from webapp.security.access import allow
from webapp.storage import transaction


@bp.get("/ny-lank")
@allow(Door.OPEN)
def new_link() -> Page:
    return render_template("invitations/new_link.html", form=AddressForm())


@bp.post("/ny-lank")
@allow(Door.OPEN)
def ask_for_link() -> Page:
    """The same row, the same answer and the same time for every address; what follows happens afterwards."""
    form, at = AddressForm(), clock.now()
    if not form.validate_on_submit():
        return render_template("invitations/new_link.html", form=form), 422
    address_hash = fingerprint_of(form.parsed)
    with transaction() as session:
        request_id = service.ask(session, address_hash, at=at) if limits.new_link(session, address_hash, at=at) else None
    if request_id:
        effects.answer_soon(request_id, at=at)
    return redirect(url_for("invitations.link_sent"), 303)


@bp.get("/ny-lank/skickad")
@allow(Door.OPEN)
def link_sent() -> Page:
    return render_template("invitations/link_sent.html")


@bp.post("/m/<token>/ny-lank")
@allow(Door.OPEN)
def renew(token: str) -> Page:
    """The button behind a dead link: the living one goes to the stored address."""
    at, message_id = clock.now(), None
    with transaction() as session:
        link = queries.link_behind(session, token)
        if link is None or not queries.may_be_renewed(session, link):
            return no_way_in(link, token)
        if limits.renewal(session, link.id, at=at):
            message_id = service.send_again(session, link.participant_id, asked=uuid4(), at=at)
    if message_id:
        messages.send_now(message_id, at=at)
    return redirect(url_for("invitations.link_sent"), 303)
