"""Which language this visitor gets, and the words that templates use to speak it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, has_request_context, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from webapp.ground.locales import LOCALES, PSEUDO_LOCALES, STAFF_LOCALES, SV, Locale
from webapp.language import dates, review, voice
from webapp.language.marks import isolate, lines, plain
from webapp.language.words import shipped

COOKIE = "sprak"
_COOKIE_LIVES = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Listener:
    """Who is listening, as far as language goes."""

    #: The language stored for this person, or None.
    locale_id: str | None = None
    staff: bool = False


def init_app(app: Flask, *, person: Callable[[], Listener], pseudo: bool = False) -> None:
    """Read every catalogue, refusing a broken one, and teach the templates to speak."""
    shipped()
    review.shipped()
    app.extensions["language"] = (person, pseudo)
    voice.ask_for_locale(_of_this_request)
    app.jinja_env.globals.update(
        t=_t, tn=_tn, isolate=isolate, locale=voice.spoken_locale, languages=languages, draft_mark=lambda: lines(review.draft_mark())
    )
    app.jinja_env.filters.update(
        lines=lines,
        plain=plain,
        isolate=isolate,
        moment=dates.moment,
        long_day=dates.long_day,
        short_day=dates.short_day,
        clock_time=dates.clock_time,
        span=dates.span,
    )


def allowed(staff: bool = False) -> tuple[Locale, ...]:
    """The languages a person may choose from here."""
    _, pseudo = current_app.extensions["language"]
    return (STAFF_LOCALES if staff else LOCALES) + (PSEUDO_LOCALES if pseudo else ())


def offered(value: str | None, staff: bool = False) -> Locale | None:
    """The language somebody asked for, by our name or its tag, or None when it is not offered here."""
    asked = (value or "").lower()
    return next((locale for locale in allowed(staff) if asked in (locale.id, locale.tag.lower())), None)


def languages() -> tuple[Locale, ...]:
    """The languages for the list on this page."""
    return tuple(locale for locale in allowed(_listener().staff) if locale not in PSEUDO_LOCALES)


def remember(response: Response, locale: Locale) -> None:
    """Keep the chosen language on this device. Whether over https alone is known by the installation, not by the request."""
    response.set_cookie(
        COOKIE, locale.id, max_age=_COOKIE_LIVES, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True, samesite="Lax"
    )


def negotiate(listener: Listener, cookie: str | None, accepted: list[str]) -> Locale:
    """The person's own choice, else this device's, else the browser's, else Swedish."""
    browser = [tag for full in accepted for tag in (full, full.split("-", maxsplit=1)[0])]
    asked = [listener.locale_id, cookie, *browser]
    return next((locale for value in asked if (locale := offered(value, listener.staff))), SV)


def _of_this_request() -> Locale | None:
    """Asked for every text of a page, and found out once."""
    try:
        return cast(Locale, g.locale)
    except (AttributeError, RuntimeError):
        return _find_out() if has_request_context() and "language" in current_app.extensions else None


def _find_out() -> Locale:
    accepted = [tag for tag, quality in request.accept_languages if quality > 0]
    chosen = g.locale = negotiate(_listener(), request.cookies.get(COOKIE), accepted)
    return chosen


def _listener() -> Listener:
    person: Callable[[], Listener] = current_app.extensions["language"][0]
    return person()


def _t(context: str, text: str, **values: object) -> Markup:
    return lines(voice.t(context, text, **values))


def _tn(context: str, one: str, many: str, n: int, **values: object) -> Markup:
    return lines(voice.tn(context, one, many, n, **values))
