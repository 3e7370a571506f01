"""Long pages as Markdown files that an editor can open: translations/<locale>/pages/<name>.md."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from webapp.ground.locales import SV, Locale
from webapp.language import placeholders
from webapp.language.catalogue import TRANSLATIONS, CatalogueError
from webapp.language.voice import spoken_locale

#: No HTML passes, and a line in the file is a line on the page.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(["image", "autolink"])


class Page(NamedTuple):
    """A long page in one language."""

    title: str
    body: Markup
    #: The language it is really in, which is another than asked for when there is no translation.
    locale: Locale


def page(name: str, **values: object) -> Page:
    """The page in the language of the moment, its `{placeholders}` filled and escaped."""
    locale = _nearest(name, spoken_locale(), TRANSLATIONS)
    title, text = split(path_of(name, locale, TRANSLATIONS))
    # The renderer lets no HTML through.
    html = Markup(_MARKDOWN.render(text))  # noqa: S704  # nosec B704
    return Page(placeholders.fill(title, values, name), escape(placeholders.fill(html, values, name)), locale)


def path_of(name: str, locale: Locale, folder: Path = TRANSLATIONS) -> Path:
    """Where a page lies."""
    return folder / locale.id / "pages" / f"{name}.md"


@cache
def split(path: Path) -> tuple[str, str]:
    """The title and the rest; CatalogueError when the file does not begin with a title."""
    first, _, rest = path.read_text("utf-8").partition("\n")
    if not first.startswith("# "):
        raise CatalogueError(f'{path}, rad 1: sidan måste börja med en rubrik, till exempel "# Rubrik".')
    return first.removeprefix("# ").strip(), rest


def spoken_lines(text: str) -> list[str]:
    """The lines of a page as they are read, without the signs of Markdown."""
    bare = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return [line for row in bare.splitlines() if (line := re.sub(r"^(#+|[-*]|\d+\.) +", "", row.strip()).replace("**", ""))]


def names(folder: Path = TRANSLATIONS) -> list[str]:
    """Every page there is in Swedish."""
    return sorted(path.stem for path in (folder / SV.id / "pages").glob("*.md"))


def _nearest(name: str, locale: Locale, folder: Path) -> Locale:
    return next(near for near in (locale, SV) if path_of(name, near, folder).is_file() or near is SV)
