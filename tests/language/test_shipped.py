"""The catalogues that come with the product: up to date, complete in every language we offer, and easy to read."""

import re

import pytest

from webapp.ground.locales import SV, Locale
from webapp.language import commands, po_file
from webapp.language.catalogue import TRANSLATIONS, key_of, messages, path_of, read_file
from webapp.language.extract import all_texts, texts_for
from webapp.language.pages import names, split
from webapp.language.pages import path_of as page_of
from webapp.language.placeholders import names as placeholders_in
from webapp.language.readability import check_catalogues, together
from webapp.language.sources.text import Text


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return all_texts()


translated = pytest.mark.parametrize("locale", commands.TRANSLATED, ids=lambda locale: locale.id)


def test_the_template_holds_the_texts_that_are_spoken(texts: list[Text]) -> None:
    """Otherwise: `flask words update`."""
    assert (TRANSLATIONS / "messages.pot").read_bytes() == po_file.dump(po_file.template(texts))


@translated
def test_a_catalogue_has_the_texts_that_are_spoken_and_no_others(locale: Locale, texts: list[Text]) -> None:
    """Otherwise: `flask words update`."""
    assert {key_of(message) for message in messages(read_file(path_of(locale)))} == {text.key for text in texts_for(locale, texts)}


@translated
def test_a_language_we_offer_has_words_for_everything(locale: Locale) -> None:
    assert commands.missing(locale.id) == []


def test_every_text_keeps_the_rules_for_how_we_write() -> None:
    assert together(check_catalogues()) == ""


@translated
def test_a_long_page_asks_for_the_same_values_in_every_language(locale: Locale) -> None:
    for name in names():
        asked = [placeholders_in("\n".join(split(page_of(name, spoken)))) for spoken in (locale, SV)]
        assert asked[0] == asked[1], name


@translated
def test_the_smallest_group_is_five_in_every_language(locale: Locale) -> None:
    """Fewer than what? A translation that leaves the number out leaves the reader with nothing to compare with."""
    five = {"sv@simple": "fem", "en": "five", "ar": "خمس"}[locale.id]
    speaking = [one for one in messages(read_file(path_of(locale))) if re.search(r"\bfem\b", str(one.id))]
    assert [one.context for one in speaking if five not in str(one.string).lower()] == []
