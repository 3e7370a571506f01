"""The languages we speak, as values: what the page says about itself and what the catalogue is called."""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Locale:
    """One language as a person may choose it."""

    #: Ours, and the folder in translations/.
    id: str
    #: BCP 47, for `<html lang>` and addresses.
    tag: str
    direction: Direction
    #: The language in its own words, for the list of languages.
    name: str
    #: The CLDR data that writes its dates and numbers.
    babel: str


SV = Locale("sv", "sv", "ltr", "Svenska", "sv")
SIMPLE = Locale("sv@simple", "sv-simple", "ltr", "Lättläst svenska", "sv")
EN = Locale("en", "en", "ltr", "English", "en_GB")
AR = Locale("ar", "ar", "rtl", "العربية", "ar")

#: What a participant may choose, in the order of the list on the page.
LOCALES = (SIMPLE, SV, EN, AR)
STAFF_LOCALES = (SV, EN)

#: Made up from the Swedish by a machine, to find layouts that break. Tests only, never offered.
XX_LONG = Locale("xx-long", "sv-x-long", "ltr", "Låång", "sv")
XX_RTL = Locale("xx-rtl", "sv-x-rtl", "rtl", "Vänd", "sv")
PSEUDO_LOCALES = (XX_LONG, XX_RTL)

_EVERY = (*LOCALES, *PSEUDO_LOCALES)


def by_id(locale_id: str) -> Locale:
    """The locale with our own name for it; KeyError when there is none."""
    return {locale.id: locale for locale in _EVERY}[locale_id]


def by_tag(tag: str) -> Locale:
    """The locale with this BCP 47 tag, however it is written; KeyError when there is none."""
    return {locale.tag.lower(): locale for locale in _EVERY}[tag.lower()]
