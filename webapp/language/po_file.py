"""Writing PO files so that they change only when a text does: no dates, no line numbers, no line breaking."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.plurals import get_plural
from babel.messages.pofile import write_po

from webapp.ground.locales import Locale
from webapp.language.sources.text import Text

#: As Weblate writes them, so that the file comes back from there unchanged. Elsewhere Babel's own agree.
_PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
}
#: No line is ever broken: with 0 Babel would still break comments.
_WIDTH = 100_000


def template(texts: Iterable[Text]) -> Catalog:
    """What messages.pot holds."""
    catalogue = Catalog(charset="utf-8", fuzzy=False)
    for text in texts:
        add(catalogue, text)
    return catalogue


def add(catalogue: Catalog, text: Text, string: str | tuple[str, ...] = "", flags: Iterable[str] = (), previous: str = "") -> None:
    """One text, with its translation as far as there is one."""
    comments = ["Officiell ordalydelse: översättningen är en hjälp bredvid den."] if text.official else []
    catalogue.add(
        (text.text, text.many) if text.many else text.text,
        string,
        locations=[(text.file, 0)],
        flags=flags,
        auto_comments=comments,
        previous_id=[previous] if previous else [],
        context=text.context,
    )


def plural_header(locale: Locale) -> str:
    """The Plural-Forms of a language."""
    number, rule = get_plural(locale.babel)[:2]
    return _PLURALS.get(locale.id, f"nplurals={number}; plural={rule};")


def dump(catalogue: Catalog, locale: Locale | None = None) -> bytes:
    """The file as bytes; without a locale it is the template."""
    body = BytesIO()
    write_po(body, catalogue, width=_WIDTH, omit_header=True, include_previous=True, include_lineno=False)
    return _header(locale).encode() + body.getvalue()


def write(path: Path, catalogue: Catalog, locale: Locale | None = None) -> None:
    """Write the file, and its folders when they are not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dump(catalogue, locale))


def _header(locale: Locale | None) -> str:
    fields = [
        "Project-Id-Version: Mellansteg",
        *([f"Language: {locale.id}", f"Plural-Forms: {plural_header(locale)}"] if locale else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=UTF-8",
        "Content-Transfer-Encoding: 8bit",
    ]
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), "", ""])
