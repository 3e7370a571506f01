"""Choosing a language: on any page, and in the middle of a form without losing what was typed."""

from flask import Response, current_app, make_response, redirect, request
from werkzeug.exceptions import MethodNotAllowed

from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.language import choose, speaking, spoken_locale
from webapp.my_page.blueprint import bp
from webapp.my_page.views.everyone import own_path
from webapp.people import service as people
from webapp.security import access, sessions
from webapp.security.access import allow, visitor
from webapp.storage import transaction

#: Where a language is chosen in another way: where there is no form, and in a talk, which keeps what is an answer.
OTHERWISE = {"my_page.speak", "chat.answer", "survey.answer"}


@bp.post("/sprak")
@allow(Door.OPEN)
def speak() -> Response:
    """Choose a language; it is remembered on this phone, and with the person when we know that it is she."""
    response = make_response(redirect(own_path(request.form.get("back", "/")), 303))
    if locale := _chosen():
        _remember(response, locale)
    return response


@bp.before_app_request
def show_in_another_language() -> Response | None:
    """The language buttons of a form send that form. What answers is the page that only looks, filled with what was typed.

    So nothing is checked, done or stored, whatever the form is. What is secret is not shown again: its page does not take it.
    """
    if request.method != "POST" or request.endpoint is None or request.endpoint in OTHERWISE or "speak" not in request.form:
        return None
    locale = _chosen() or spoken_locale()
    with speaking(locale):
        page = _looked_at()
    _remember(page, locale)
    return page


def _looked_at() -> Response:
    """What this address shows to those who may look at it."""
    try:
        endpoint, values = current_app.create_url_adapter(request).match(method="GET")  # type: ignore[union-attr]
    except MethodNotAllowed:
        return make_response(redirect(own_path(request.path), 303))
    access.let_in(endpoint)
    return make_response(current_app.view_functions[endpoint](**values))


def _chosen() -> Locale | None:
    return choose.offered(request.form.get("speak"), staff=visitor().staff_id is not None)


def _remember(response: Response, locale: Locale) -> None:
    """On this device; with the person who has shown who she is; and until then with whoever has only the link."""
    who = visitor()
    if who.participant_id is not None and who.door is not Door.DEVICE:
        sessions.note_language(locale.id)
    elif who.participant_id is not None or who.staff_id is not None:
        with transaction() as session:
            if who.participant_id is not None:
                people.speak_with(session, who.participant_id, locale.id)
            if who.staff_id is not None:
                people.speak_with_staff(session, who.staff_id, locale.id)
    choose.remember(response, locale)
