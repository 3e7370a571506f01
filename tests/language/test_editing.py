"""A translator's words survive every change of the Swedish, and nobody mistakes an old translation for a sure one."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from webapp.ground.locales import AR, EN, Locale
from webapp.language import po_file
from webapp.language.catalogue import forms_of, key_of, messages, read_file
from webapp.language.editing import brought_up_to_date, stale, unfinished
from webapp.language.sources.text import Text


def text(context: str, words: str, many: str | None = None) -> Text:
    return Text(context, words, many, "webapp/a.py", 1)


def english(*rows: tuple[Text, str | tuple[str, ...]]) -> Catalog:
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for row, string in rows:
        po_file.add(catalogue, row, string)
    return catalogue


def said(catalogue: Catalog) -> dict[tuple[str, str], tuple[tuple[str, ...], bool]]:
    return {key_of(message): (forms_of(message), message.fuzzy) for message in messages(catalogue)}


def test_an_unchanged_text_keeps_its_translation() -> None:
    old = english((text("a", "Steg"), "Step"), (text("b", "Steg"), "Stair"))
    new = brought_up_to_date(old, [text("b", "Steg"), text("a", "Steg")])
    assert said(new) == {("b", "Steg"): (("Stair",), False), ("a", "Steg"): (("Step",), False)}
    assert not stale(new)


def test_a_changed_text_keeps_the_old_translation_marked_unsure() -> None:
    old = english((text("a", "Vad behöver du?"), "What do you need?"), (text("a", "Helt annat"), "Quite different"))
    new = brought_up_to_date(old, [text("a", "Vad behöver du nu?")])
    assert said(new) == {("a", "Vad behöver du nu?"): (("What do you need?",), True)}
    assert [tuple(row) for row in stale(new)] == [(("a", "Vad behöver du nu?"), "Vad behöver du?", "What do you need?")]
    assert unfinished(new, [text("a", "Vad behöver du nu?")]) == [text("a", "Vad behöver du nu?")]


def test_a_text_of_another_place_is_not_taken_for_an_old_version() -> None:
    new = brought_up_to_date(english((text("a", "Steg ett"), "Step one")), [text("b", "Steg ett.")])
    assert said(new) == {("b", "Steg ett."): (("",), False)}


def test_a_vanished_text_is_retired_and_comes_back_with_its_translation() -> None:
    gone = brought_up_to_date(english((text("a", "Steg"), "Step"), (text("b", "Utan"), "")), [])
    assert not said(gone)
    assert [message.string for message in gone.obsolete.values()] == ["Step"]
    assert said(brought_up_to_date(gone, [text("a", "Steg")])) == {("a", "Steg"): (("Step",), False)}


def test_a_text_that_became_a_plural_has_every_form_to_fill() -> None:
    new = brought_up_to_date(english((text("a", "{n} steg"), "{n} steps")), [text("a", "{n} steg", "{n} stegen"), text("b", "ny", "nya")])
    assert said(new) == {("a", "{n} steg"): (("{n} steps", "{n} steps"), False), ("b", "ny"): (("", ""), False)}


def test_a_file_written_and_read_and_written_is_the_same_file(tmp_path: Path) -> None:
    catalogue = english(
        (text("a", 'Ett "citat" \\ och\nny rad ' + "lång " * 40), 'A "quote" \\ and\nnew line'),
        (text("b", "{n} a", "{n} b"), ("{n} c", "{n} d")),
    )
    catalogue = brought_up_to_date(catalogue, [text("b", "{n} a", "{n} b"), text("c", "Ny")])
    path = tmp_path / "messages.po"
    po_file.write(path, catalogue, EN)
    first = path.read_bytes()
    po_file.write(path, brought_up_to_date(read_file(path, "en"), [text("b", "{n} a", "{n} b"), text("c", "Ny")]), EN)
    assert path.read_bytes() == first
    assert b"#~ msgstr" in first


def test_what_a_text_was_called_before_survives_the_file(tmp_path: Path) -> None:
    before = 'Vad "behöver" du?\nSkriv en rad. ' + "Ta den tid du behöver. " * 6
    catalogue = brought_up_to_date(english((text("a", before), "What do you need?")), [text("a", before + "Nu.")])
    po_file.write(tmp_path / "messages.po", catalogue, EN)
    again = brought_up_to_date(read_file(tmp_path / "messages.po", "en"), [text("a", before + "Nu.")])
    assert [row.before for row in stale(again)] == [before]


def test_what_changes_by_itself_is_not_in_the_file() -> None:
    assert po_file.dump(po_file.template([text("a", "Steg")])).decode() == (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: Mellansteg\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n\n'
        '#: webapp/a.py\nmsgctxt "a"\nmsgid "Steg"\nmsgstr ""\n\n'
    )


@pytest.mark.parametrize(("locale", "forms"), [(EN, "nplurals=2; plural=(n != 1);"), (AR, "nplurals=6;")])
def test_plural_rules_are_written_as_weblate_writes_them(locale: Locale, forms: str) -> None:
    assert po_file.plural_header(locale).startswith(forms)
