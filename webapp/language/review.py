"""Whether a named person has read a translation through. Until then every page in it says that it is a draft."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from webapp.ground.locales import LOCALES, SV, Locale
from webapp.language.catalogue import TRANSLATIONS, CatalogueError
from webapp.language.voice import spoken_locale, t

Status = Literal["utkast", "granskad"]


class Review(NamedTuple):
    """What is known about one catalogue."""

    status: Status
    #: Who read it, and on which day; None for a draft.
    by: str | None
    on: date | None


def read(path: Path = TRANSLATIONS / "status.yaml") -> dict[str, Review]:
    """The status of every translation; CatalogueError when one is missing or claims a review without a name and a day."""
    rows = yaml.safe_load(path.read_text("utf-8"))
    return {locale.id: _review(rows.get(locale.id) or {}, locale, path) for locale in LOCALES if locale is not SV}


def draft_mark() -> str:
    """One sentence when the language of the moment is a draft, else nothing."""
    if shipped().get(spoken_locale().id, _READ).status == "granskad":
        return ""
    return t("language.draft", "Översättningen är ett utkast. Ingen har granskat den än.")


_READ = Review("granskad", None, None)


@cache
def shipped() -> dict[str, Review]:
    """The status that came with the product, read once."""
    return read()


def _review(row: dict[str, object], locale: Locale, path: Path) -> Review:
    match row:
        case {"status": "utkast"}:
            return Review("utkast", None, None)
        case {"status": "granskad", "av": str(by), "datum": date() as on}:
            return Review("granskad", by, on)
    raise CatalogueError(f'{path}: {locale.id} behöver "status: utkast", eller "status: granskad" med "av" och "datum".')
