"""Behind a personal link: a page that changes nothing, and buttons that do."""

from flask import redirect, render_template, request, url_for

from webapp.ground import clock
from webapp.ground.locales import Locale, by_id
from webapp.ground.parties import Door
from webapp.invitations import ballots, queries, service
from webapp.invitations.forms import AddressForm, ButtonForm
from webapp.invitations.models import PersonalLink
from webapp.invitations.views import limits
from webapp.invitations.views.blueprint import Page, bp
from webapp.language import choose, speaking
from webapp.security import audit, sessions
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction


@bp.get("/m/<token>")
@allow(Door.OPEN)
def landing(token: str) -> Page:
    """What this is, and whose phone. Nothing changes, and nobody is named. It looks the same whether the survey is answered or not."""
    link = queries.link_behind(reading(), token)
    if link is None or not queries.opens(reading(), link, at=clock.now()):
        return no_way_in(link, token)
    part = None if "sida" in request.args else ballots.asked_part(reading(), link.participant_id)
    if _is_here(link):
        waits = part and ballots.open_rounds(reading(), link.participant_id)
        return redirect(url_for("survey.begin" if waits else "my_page.home"), 303)
    with speaking(_language(link)):
        if part:
            return render_template("invitations/landing_survey.html", token=token, part=part.value)
        return render_template("invitations/landing.html", form=ButtonForm(), token=token)


@bp.post("/m/<token>")
@allow(Door.OPEN)
def open_link(token: str) -> Page:
    """Somebody pressed the button: from now on the phone has the link. Her own phone, where she left quickly, is hers again."""
    own, at = request.form.get("own") == "yes", clock.now()
    with transaction() as session:
        link = queries.link_behind(session, token, lock=True)
        if link is None or not queries.opens(session, link, at=at):
            return no_way_in(link, token)
        if _is_here(link):
            return redirect(url_for("my_page.home"), 303)
        limits.opening(session, link.id, at=at)
        service.note_opened(session, link, at=at)
        if own and sessions.wake(session, link.participant_id, at=at):
            return redirect(url_for("my_page.home"), 303)
        sessions.begin(session, at=at, participant_id=link.participant_id, link_id=link.id, door=Door.LINK, own_phone=own)
    return redirect(url_for("invitations.device"), 303)


@bp.post("/m/<token>/inte-jag")
@allow(Door.OPEN)
def not_me(token: str) -> Page:
    """The message came to somebody else: the link dies, everything that is open closes, and staff see it."""
    at = clock.now()
    with transaction() as session:
        link = queries.link_behind(session, token, lock=True)
        if link is None or not queries.opens(session, link, at=at):
            return no_way_in(link, token)
        service.disown(session, link, at=at)
        sessions.end_all(session, link.participant_id, at=at)
        audit.record(session, "link-disowned", at=at, participant_id=link.participant_id)
    return redirect(url_for("invitations.disowned"), 303)


@bp.get("/inte-jag")
@allow(Door.OPEN)
def disowned() -> Page:
    return render_template("invitations/disowned.html")


def no_way_in(link: PersonalLink | None, token: str) -> Page:
    """An address that opens nothing, and what can be done about it."""
    if link is None:
        return render_template("invitations/unknown.html", form=AddressForm(formdata=None)), 404
    about = {"can_be_renewed": queries.may_be_renewed(reading(), link), "case_open": queries.case_open(reading(), link)}
    return render_template("invitations/dead.html", form=ButtonForm(), token=token, **about), 410


def _is_here(link: PersonalLink) -> bool:
    """Whether the person of this link has already confirmed this phone."""
    return visitor().door is Door.DEVICE and visitor().participant_id == link.participant_id


def _language(link: PersonalLink) -> Locale:
    """The language chosen on this phone, else the one this person is written to in."""
    return choose.offered(request.cookies.get(choose.COOKIE)) or by_id(queries.owner(reading(), link).locale)
