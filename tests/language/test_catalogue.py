"""A catalogue is used as it stands, and a broken one is refused with file and line."""

from pathlib import Path

import pytest

from webapp.ground.locales import AR, EN, SIMPLE, SV, XX_LONG, XX_RTL
from webapp.language.catalogue import Catalogue, CatalogueError, read
from webapp.language.words import Words, read_all

ARABIC = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"\n\n'
)
ENGLISH = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def catalogue(folder: Path, body: str, header: str = ENGLISH) -> Catalogue:
    path = folder / "messages.po"
    path.write_text(header + body, "utf-8")
    return read(path, "ar" if header is ARABIC else "en")


def test_the_same_word_is_said_differently_in_different_places(tmp_path: Path) -> None:
    words = Words({"en": catalogue(tmp_path, 'msgctxt "a"\nmsgid "Steg"\nmsgstr "Step"\n\nmsgctxt "b"\nmsgid "Steg"\nmsgstr "Stair"\n')})
    assert [words.text(EN, place, "Steg") for place in ("a", "b")] == ["Step", "Stair"]


@pytest.mark.parametrize("body", ["", 'msgctxt "a"\nmsgid "Steg"\nmsgstr ""\n', '#, fuzzy\nmsgctxt "a"\nmsgid "Steg"\nmsgstr "Old"\n'])
def test_a_text_that_is_missing_empty_or_unsure_is_said_in_swedish(tmp_path: Path, body: str) -> None:
    assert Words({"sv@simple": catalogue(tmp_path, body)}).text(SIMPLE, "a", "Steg") == "Steg"


def test_one_missing_text_does_not_silence_the_others(tmp_path: Path) -> None:
    words = Words({"sv@simple": catalogue(tmp_path, 'msgctxt "a"\nmsgid "Hur mår du?"\nmsgstr "Mår du bra?"\n')})
    assert [words.text(SIMPLE, "a", text) for text in ("Hur mår du?", "Steg")] == ["Mår du bra?", "Steg"]


@pytest.mark.parametrize(
    ("n", "said"), [(0, "صفر"), (1, "واحد"), (2, "اثنان"), (3, "{n} قليل"), (11, "{n} كثير"), (100, "{n} غير ذلك"), (103, "{n} قليل")]
)
def test_arabic_has_six_forms_for_numbers(tmp_path: Path, n: int, said: str) -> None:
    forms = ["صفر", "واحد", "اثنان", "{n} قليل", "{n} كثير", "{n} غير ذلك"]
    body = 'msgctxt "a"\nmsgid "{n} svar"\nmsgid_plural "{n} svar"\n' + "".join(
        f'msgstr[{place}] "{form}"\n' for place, form in enumerate(forms)
    )
    assert Words({"ar": catalogue(tmp_path, body, ARABIC)}).plural(AR, "a", "{n} svar", "{n} svar", n) == said


def test_a_plural_with_a_form_missing_is_said_in_swedish(tmp_path: Path) -> None:
    body = 'msgctxt "a"\nmsgid "{n} kurs"\nmsgid_plural "{n} kurser"\nmsgstr[0] "{n} course"\nmsgstr[1] ""\n'
    words = Words({"en": catalogue(tmp_path, body)})
    assert [words.plural(EN, "a", "{n} kurs", "{n} kurser", n) for n in (1, 2)] == ["{n} kurs", "{n} kurser"]


@pytest.mark.parametrize("line", ["msgstr Step", 'msgstr "Step', 'msgstr "A "step" up"', "Step", 'msgst "Step"', 'msgstr "\\q"'])
def test_a_line_that_is_no_po_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    with pytest.raises(CatalogueError, match=r"messages\.po, rad 8, går inte att läsa"):
        catalogue(tmp_path, f'msgctxt "a"\nmsgid "Steg"\n{line}\n')


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "messages.po"
    path.write_bytes('msgid "Måndag"\nmsgstr ""\n'.encode("latin-1"))
    with pytest.raises(CatalogueError, match="UTF-8"):
        read(path, "en")


@pytest.mark.parametrize("said", ["Hello", "Hello {nam}", "Hello {name} {phone}"])
def test_a_translation_that_loses_or_invents_a_placeholder_is_refused_with_its_line(tmp_path: Path, said: str) -> None:
    with pytest.raises(CatalogueError, match=r"messages\.po, rad 7: .* har inte samma platshållare"):
        catalogue(tmp_path, f'msgctxt "a"\nmsgid "Hej {{name}}"\nmsgstr "{said}"\n')


def test_an_unsure_translation_may_lack_a_new_placeholder_for_it_is_not_used(tmp_path: Path) -> None:
    english = catalogue(tmp_path, '#, fuzzy\nmsgctxt "a"\nmsgid "Hej {name}"\nmsgstr "Hello"\n')
    assert Words({"en": english}).text(EN, "a", "Hej {name}") == "Hej {name}"


def test_a_plural_may_leave_out_the_number_but_nothing_else(tmp_path: Path) -> None:
    start = 'msgctxt "a"\nmsgid "{n} svar till {name}"\nmsgid_plural "{n} svar till {name}"\n'
    catalogue(tmp_path, start + 'msgstr[0] "One answer to {name}"\nmsgstr[1] "{n} answers to {name}"\n')
    with pytest.raises(CatalogueError, match=r"\{name\} skiljer"):
        catalogue(tmp_path, start + 'msgstr[0] "One answer"\nmsgstr[1] "{n} answers to {name}"\n')


def test_a_language_without_a_catalogue_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="saknas"):
        read_all(tmp_path)


def test_made_up_languages_keep_placeholders_and_show_length_and_direction() -> None:
    words = Words()
    long, turned = (words.text(locale, "a", "Hej {name}, fortsätt till samtalet") for locale in (XX_LONG, XX_RTL))
    assert "{name}" in long
    assert len(words.text(XX_LONG, "a", "Fortsätt till samtalet")) >= 1.4 * len("Fortsätt till samtalet")
    assert "{name}" in turned
    assert "\u202efortsätt\u202c" in turned
    assert words.text(SV, "a", "Hej") == "Hej"
