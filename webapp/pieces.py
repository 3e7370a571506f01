"""Pieces of a page that are the same for many visitors, as the list of languages: rendered once, and then kept in memory."""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from webapp.ground.locales import Locale
from webapp.language.voice import spoken_locale

#: Texts of a kilobyte or two.
MOST_KEPT = 512


def init_app(app: Flask) -> None:
    """Give templates piece(). A piece hangs on nothing but its template, the language, and what it is told."""

    @lru_cache(maxsize=MOST_KEPT)
    def rendered(template: str, _locale: Locale, told: tuple[tuple[str, object], ...]) -> Markup:
        # Rendered by Jinja, which has escaped what it was told.
        return Markup(app.jinja_env.get_template(template).render(dict(told)))  # noqa: S704  # nosec B704

    def piece(template: str, **told: object) -> Markup:
        return rendered(template, spoken_locale(), tuple(told.items()))

    app.jinja_env.globals["piece"] = piece
