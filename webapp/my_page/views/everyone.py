"""Pages that are open to everyone: text size, how data is handled, help now, and a way to leave quickly."""

import re
from urllib.parse import unquote, urlsplit

from flask import current_app, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from webapp.config import Settings
from webapp.ground import clock
from webapp.ground.parties import Door, Role
from webapp.language import choose, spoken_locale, t
from webapp.language.pages import page
from webapp.my_page import stored
from webapp.my_page.blueprint import bp
from webapp.security import pocket, sessions
from webapp.security.access import allow, visitor
from webapp.storage import transaction

TEXT_SIZES = ("normal", "large")
A_YEAR = 365 * 24 * 3600
#: As our own pages write it: percent-encoded, so nothing that a browser drops or reads as a host.
OWN_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")


@bp.post("/textstorlek")
@allow(Door.OPEN)
def text_size() -> Response:
    """Larger text, or the usual. Kept on this phone only."""
    response = make_response(redirect(own_path(request.form.get("back", "/")), 303))
    size = request.form.get("size", "")
    if size in TEXT_SIZES:
        secure = _settings().secure
        response.set_cookie("text", size, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


@bp.get("/sa-hanterar-vi")
@allow(Door.OPEN, Role.LEADER, Role.HANDLER, Role.COORDINATOR)
def privacy() -> str:
    """How personal data is handled, built from the configuration and from what is stored. What is not set says that it is a draft."""
    facts = _settings().organisation
    draft = t("privacy.draft", "Utkast: det är inte bestämt än.")
    names = ("controller", "contact", "data_protection_officer", "legal_basis", "retention", "drafts")
    text = page("privacy", **stored.in_words(), **{name: getattr(facts, name) or draft for name in names})
    return render_template("my_page/page.html", page=text, draft=bool(facts.missing()))


@bp.get("/hjalp-nu")
@allow(Door.OPEN)
def help_now() -> str:
    """A fixed page: nothing is stored and nobody reads live."""
    return render_template("my_page/page.html", page=page("help-now"), draft=False)


@bp.post("/lamna")
@allow(Door.OPEN)
def leave() -> Response:
    """Her page on this phone is closed before the next one comes, so that Back finds it closed. What she has answered is saved already.

    Answers to the anonymous survey are only on the phone. On her own they rest as her page does, until she comes back by her link.
    From a borrowed one they are taken away. Without a session nobody knows whose phone it is, as after a second tap: then they rest.
    """
    who, locale = visitor(), spoken_locale()
    if who.participant_id is not None:
        with transaction() as session:
            sessions.leave(session, who, at=clock.now())
    gone = make_response(redirect(url_for("my_page.almanac"), 303))
    if who.participant_id is None or who.own_phone:
        pocket.rest(gone)
    else:
        pocket.empty(gone)
    choose.remember(gone, locale)
    return gone


@bp.get("/lamna")
@allow(Door.OPEN)
def almanac() -> str:
    """A page about nothing, for when somebody looks over her shoulder."""
    return render_template("leave.html", today=clock.today())


def own_path(path: str) -> str:
    """A path on this service that can be looked at, or the start page: never somebody else's address."""
    if not OWN_PATH.fullmatch(path):
        return url_for("desk.start")
    while not _can_be_looked_at(path):
        # The page answered a form that has no page of its own: the page it was sent from lies above.
        path = urlsplit(path).path.rpartition("/")[0] or "/"
    return path


def _can_be_looked_at(path: str) -> bool:
    """Whether the path answers GET. One that leads nowhere does too: it says so, in the language that was chosen."""
    try:
        current_app.create_url_adapter(request).match(unquote(urlsplit(path).path), method="GET")  # type: ignore[union-attr]
    except MethodNotAllowed:
        return False
    except (HTTPException, RequestRedirect):
        return True
    return True


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
