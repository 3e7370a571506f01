"""One language's texts, read from its PO file when the service starts.

The PO is read directly, without compiled files and without Flask-Babel: a text that is missing or unsure falls back
by itself (easy Swedish to Swedish) instead of whole catalogues at a time, and there is no compile step to forget.
"""

import gettext
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import takewhile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape

from webapp.ground.locales import Locale
from webapp.language import placeholders

TRANSLATIONS = Path(__file__).resolve().parents[2] / "translations"

#: Babel takes a line without its quotes for a text and cuts it; so each line is looked at first.
_LINE = re.compile(r'\s*|#.*|(?:msgctxt |msgid |msgid_plural |msgstr |msgstr\[\d] )?"(?:[^"\\]|\\["\\nrt])*"\s*')

#: A text and where it is spoken: (context, Swedish source).
Key = tuple[str, str]


class CatalogueError(Exception):
    """A translation file that cannot be used; the words name file and line."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language that may be used as they stand."""

    texts: dict[Key, str]
    plurals: dict[Key, tuple[str, ...]]
    #: Which form goes with a number, by the header's plural rule.
    form_for: Callable[[int], int]

    def text(self, key: Key) -> str | None:
        """The translation, or None when there is none to use."""
        return self.texts.get(key)

    def plural(self, key: Key, n: int) -> str | None:
        """The form that goes with this number, or None when the forms are not all there."""
        forms = self.plurals.get(key)
        return forms[self.form_for(n)] if forms else None


def path_of(locale: Locale, folder: Path = TRANSLATIONS) -> Path:
    """Where a language's catalogue lies."""
    return folder / locale.id / "LC_MESSAGES" / "messages.po"


def read_file(path: Path, babel_locale: str | None = None) -> Catalog:
    """The whole PO file, unsure and retired texts included."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError(f"Översättningen {path} är inte sparad som UTF-8.") from error
    if wrong := next((number for number, line in enumerate(text.split("\n"), 1) if not _LINE.fullmatch(line)), None):
        raise CatalogueError(f"Översättningen {path}, rad {wrong}, går inte att läsa. En text står mellan två raka citattecken.")
    try:
        catalogue = read_po(StringIO(text), locale=babel_locale, abort_invalid=True)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(f"Översättningen {path}, rad {getattr(error, 'lineno', 1)}, går inte att läsa: {error}.") from error
    for message in messages(catalogue):
        message.previous_id = _previous(text.split("\n"), message.lineno or 1)
    return catalogue


def read(path: Path, babel_locale: str) -> Catalogue:
    """What may be used at run time: translated, sure, and with the same placeholders as the source."""
    file = read_file(path, babel_locale)
    texts: dict[Key, str] = {}
    plurals: dict[Key, tuple[str, ...]] = {}
    for message in messages(file):
        forms = forms_of(message)
        if message.fuzzy:
            continue
        _refuse_wrong_placeholders(message, path)
        if not all(forms):
            continue
        if isinstance(message.id, str):
            texts[key_of(message)] = forms[0]
        elif len(forms) == file.num_plurals:
            plurals[key_of(message)] = forms
    return Catalogue(texts, plurals, gettext.c2py(file.plural_expr))


def messages(file: Catalog) -> Iterator[Message]:
    """Every message but the header."""
    return (message for message in file if message.id)


def key_of(message: Message) -> Key:
    """Where a message is spoken, and its Swedish; a plural is known by its singular."""
    return message.context or "", message.id if isinstance(message.id, str) else message.id[0]


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation as its forms: one for a plain text, as many as the language has for a plural."""
    return (message.string,) if isinstance(message.string, str) else tuple(form or "" for form in message.string or ("",))


def _previous(lines: list[str], lineno: int) -> list[str]:
    """What the text was called before: the `#|` lines above it, which Babel writes but does not read."""
    above = takewhile(str.strip, reversed(lines[: lineno - 1]))
    comment = "".join(reversed([line.removeprefix("#| ") for line in above if line.startswith("#|")]))
    before = "".join(unescape(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', comment))
    return [before] if before else []


def _refuse_wrong_placeholders(message: Message, path: Path) -> None:
    for form in filter(None, forms_of(message)):
        if names := placeholders.differ(message.id, form):
            raise CatalogueError(
                f"Översättningen {path}, rad {message.lineno}: {form!r} har inte samma platshållare som {key_of(message)[1]!r}"
                f" ({', '.join(f'{{{name}}}' for name in names)} skiljer)."
            )
