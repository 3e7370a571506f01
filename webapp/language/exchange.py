"""Catalogues as spreadsheets, for translators who have no PO editor: `;` between columns, a byte order mark for Excel."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from babel.messages.catalog import Catalog, Message

from webapp.language import placeholders
from webapp.language.catalogue import Catalogue, Key, forms_of, key_of, messages

COLUMNS = ("sammanhang", "form", "svenska", "lättläst", "översättning", "läge")
DONE, CHANGED, NEW = "klar", "ändrad", "ny"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ExchangeError(Exception):
    """A spreadsheet that cannot be read back; the words name the row. Nothing of it has been taken."""


def sheet(catalogue: Catalog, easy: Catalogue) -> str:
    """The whole catalogue as text, the easy Swedish beside the Swedish."""
    out = StringIO("\ufeff")
    out.seek(0, 2)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in row] for message in messages(catalogue) for row in _rows(message, easy))
    return out.getvalue()


def taken_in(catalogue: Catalog, text: str) -> int:
    """Put a sheet's translations into the catalogue, all or none, and say how many changed.

    An unsure text becomes sure when its translation was changed, or its state was set to "klar".
    """
    by_key = {key_of(message): message for message in messages(catalogue)}
    changes = [change for number, row in _read(text) if (change := _change(number, row, by_key))]
    for message, form, words in changes:
        forms = tuple(words if place == form else old for place, old in enumerate(forms_of(message)))
        message.string = forms[0] if isinstance(message.id, str) else forms
        message.flags.discard("fuzzy")
        message.previous_id = []
    return len(changes)


def _rows(message: Message, easy: Catalogue) -> Iterator[list[str]]:
    context, source = key_of(message)
    for form, words in enumerate(forms_of(message)):
        if isinstance(message.id, str):
            yield [context, "", source, easy.text((context, source)) or "", words, _state(message, words)]
        else:
            yield [context, str(form), " / ".join(message.id), "", words, _state(message, words)]


def _state(message: Message, words: str) -> str:
    return CHANGED if message.fuzzy else DONE if words else NEW


def _read(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    if lacking := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise ExchangeError(f"Rad 1: kolumnen {lacking[0]!r} saknas.")
    for number, row in enumerate(reader, 2):
        yield number, {column: _plain(row[column] or "") for column in COLUMNS}


def _change(number: int, row: dict[str, str], by_key: Mapping[Key, Message]) -> tuple[Message, int, str] | None:
    source = row["svenska"].partition(" / ")[0] if row["form"] else row["svenska"]
    message = by_key.get((row["sammanhang"], source))
    if message is None:
        raise ExchangeError(f"Rad {number}: texten {source!r} i {row['sammanhang']!r} finns inte längre.")
    if row["form"] not in _form_names(message):
        raise ExchangeError(f"Rad {number}: formen {row['form']!r} finns inte.")
    form, words = int(row["form"] or 0), row["översättning"].strip()
    if not words or (words == forms_of(message)[form] and not (message.fuzzy and row["läge"] == DONE)):
        return None
    if placeholders.differ(message.id, words):
        raise ExchangeError(f"Rad {number}: {words!r} har inte samma platshållare som {source!r}.")
    return message, form, words


def _form_names(message: Message) -> list[str]:
    return [""] if isinstance(message.id, str) else [str(form) for form in range(len(forms_of(message)))]


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
