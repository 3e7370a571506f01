"""A translator with nothing but a spreadsheet can do the whole work, and a slip of the hand changes nothing."""

import pytest
from babel.messages.catalog import Catalog

from webapp.language import exchange, po_file
from webapp.language.catalogue import Catalogue, forms_of, key_of, messages
from webapp.language.exchange import ExchangeError
from webapp.language.sources.text import Text

EASY = Catalogue({("a", "Hej {name}."): "Hej {name}."}, {}, lambda n: n)


@pytest.fixture
def english() -> Catalog:
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for row, string, flags in (
        (Text("a", "Hej {name}.", None, "a.py", 1), "Hello {name}.", ()),
        (Text("b", "Steg; ett\noch två", None, "a.py", 2), "", ()),
        (Text("c", "=Ändrad", None, "a.py", 3), "-Old", ("fuzzy",)),
        (Text("d", "{n} sak", "{n} saker", "a.py", 4), ("{n} thing", ""), ()),
    ):
        po_file.add(catalogue, row, string, flags)
    return catalogue


def said(catalogue: Catalog) -> dict[str, tuple[tuple[str, ...], bool]]:
    return {key_of(message)[0]: (forms_of(message), message.fuzzy) for message in messages(catalogue)}


def test_the_sheet_opens_in_excel_and_holds_no_formula(english: Catalog) -> None:
    assert exchange.sheet(english, EASY) == (
        "\ufeffsammanhang;form;svenska;lättläst;översättning;läge\r\n"
        "a;;Hej {name}.;Hej {name}.;Hello {name}.;klar\r\n"
        'b;;"Steg; ett\noch två";;;ny\r\n'
        "c;;'=Ändrad;;'-Old;ändrad\r\n"
        "d;0;{n} sak / {n} saker;;{n} thing;klar\r\n"
        "d;1;{n} sak / {n} saker;;;ny\r\n"
    )


def test_a_sheet_nobody_touched_changes_nothing(english: Catalog) -> None:
    before = said(english)
    assert exchange.taken_in(english, exchange.sheet(english, EASY)) == 0
    assert said(english) == before


def test_what_the_translator_wrote_is_taken_in(english: Catalog) -> None:
    sheet = exchange.sheet(english, EASY)
    sheet = sheet.replace('två";;;ny', 'två";;Step one;ny').replace("saker;;;ny", "saker;;{n} things;ny").replace("'-Old", "New")
    assert exchange.taken_in(english, sheet) == 3
    assert said(english) == {
        "a": (("Hello {name}.",), False),
        "b": (("Step one",), False),
        "c": (("New",), False),
        "d": (("{n} thing", "{n} things"), False),
    }


def test_an_old_translation_that_still_holds_is_made_sure_by_saying_so(english: Catalog) -> None:
    assert exchange.taken_in(english, exchange.sheet(english, EASY).replace("ändrad", "klar")) == 1
    assert said(english)["c"] == (("-Old",), False)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("Hello {name}.", "Hello.", "Rad 2: 'Hello.' har inte samma platshållare"),
        ("{n} thing;", "{m} thing;", "Rad 5: .* har inte samma platshållare"),
        ("a;;Hej", "a;;Hejsan", "Rad 2: texten .* finns inte längre"),
        ("d;1;", "d;7;", "Rad 6: formen '7' finns inte"),
        ("d;1;", "d;x;", "Rad 6: formen 'x' finns inte"),
        ("läge", "lage", "Rad 1: kolumnen 'läge' saknas"),
    ],
)
def test_a_slip_of_the_hand_is_refused_by_row_and_nothing_is_taken(english: Catalog, old: str, new: str, sentence: str) -> None:
    before = said(english)
    sheet = exchange.sheet(english, EASY).replace('två";;;ny', 'två";;Step one;ny')
    with pytest.raises(ExchangeError, match=sentence):
        exchange.taken_in(english, sheet.replace(old, new))
    assert said(english) == before
