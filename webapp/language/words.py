"""All the catalogues together: which language answers when another has no words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from webapp.ground.locales import LOCALES, PSEUDO_LOCALES, SV, Locale
from webapp.language import pseudo
from webapp.language.catalogue import TRANSLATIONS, Catalogue, CatalogueError, path_of, read


@dataclass(frozen=True, slots=True)
class Words:
    """What can be said in each language. Whatever is not there is said in Swedish, which is the source."""

    catalogues: Mapping[str, Catalogue] = field(default_factory=dict)

    def text(self, locale: Locale, context: str, source: str) -> str:
        """One text in one language."""
        if locale is SV:
            return source
        if locale in PSEUDO_LOCALES:
            return pseudo.speak(locale, source)
        catalogue = self.catalogues.get(locale.id)
        return (catalogue and catalogue.text((context, source))) or source

    def plural(self, locale: Locale, context: str, one: str, many: str, n: int) -> str:
        """The form of a text that goes with a number."""
        source = one if n == 1 else many
        if locale in PSEUDO_LOCALES:
            return pseudo.speak(locale, source)
        catalogue = self.catalogues.get(locale.id)
        return (catalogue and catalogue.plural((context, one), n)) or source


def read_all(folder: Path = TRANSLATIONS) -> Words:
    """Every catalogue; CatalogueError names the file and line of the first that cannot be used."""
    translated = [locale for locale in LOCALES if locale is not SV]
    if missing := [path for locale in translated if not (path := path_of(locale, folder)).is_file()]:
        raise CatalogueError(f"Översättningen {missing[0]} saknas.")
    return Words({locale.id: read(path_of(locale, folder), locale.babel) for locale in translated})


@cache
def shipped() -> Words:
    """The catalogues that came with the product, read once."""
    return read_all()
