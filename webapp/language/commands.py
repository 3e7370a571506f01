"""The work behind `flask words ...`: each function does one thing and gives back the lines to print."""

from pathlib import Path

from babel.messages.catalog import Catalog

from webapp.ground.locales import LOCALES, SIMPLE, SV, Locale, by_id
from webapp.language import editing, exchange, po_file, readability
from webapp.language.catalogue import TRANSLATIONS, path_of, read, read_file
from webapp.language.extract import ROOT, all_texts, texts_for

TRANSLATED = tuple(locale for locale in LOCALES if locale is not SV)


def extract(root: Path = ROOT) -> str:
    """Write translations/messages.pot."""
    texts = all_texts(root)
    po_file.write(root / "translations" / "messages.pot", po_file.template(texts))
    return f"{len(texts)} texter i translations/messages.pot."


def update(root: Path = ROOT) -> str:
    """Write the template, and bring every catalogue up to date with it."""
    said = [extract(root)]
    texts = all_texts(root)
    for locale in TRANSLATED:
        path = path_of(locale, root / "translations")
        catalogue = editing.brought_up_to_date(_open(locale, path), texts_for(locale, texts))
        po_file.write(path, catalogue, locale)
        said.append(f"{locale.id}: {len(editing.unfinished(catalogue, texts_for(locale, texts)))} kvar att översätta.")
    return "\n".join(said)


def missing(locale_id: str | None = None, root: Path = ROOT) -> list[str]:
    """Every text without a sure translation, one line each."""
    texts = all_texts(root)
    chosen = [by_id(locale_id)] if locale_id else TRANSLATED
    return [
        f"{locale.id}: {text.file}, rad {text.line}: {text.context}: {text.text!r}"
        for locale in chosen
        for text in editing.unfinished(_open(locale, path_of(locale, root / "translations")), texts_for(locale, texts))
    ]


def stale(folder: Path = TRANSLATIONS) -> list[str]:
    """Every translation whose Swedish has changed since, one line each."""
    return [
        f"{locale.id}: {old.key[0]}: {old.key[1]!r} hette förut {old.before!r}; översättningen är {old.translation!r}"
        for locale in TRANSLATED
        for old in editing.stale(_open(locale, path_of(locale, folder)))
    ]


def export(locale_id: str, path: Path, folder: Path = TRANSLATIONS) -> str:
    """Write one catalogue as a spreadsheet."""
    locale = by_id(locale_id)
    easy = read(path_of(SIMPLE, folder), SIMPLE.babel)
    path.write_text(exchange.sheet(_open(locale, path_of(locale, folder)), easy), "utf-8", newline="")
    return f"{locale.id} finns nu i {path}."


def import_(locale_id: str, path: Path, folder: Path = TRANSLATIONS) -> str:
    """Take a spreadsheet's translations into one catalogue. ExchangeError when any row is wrong, and then nothing changes."""
    locale = by_id(locale_id)
    catalogue = _open(locale, path_of(locale, folder))
    with path.open(encoding="utf-8", newline="") as file:
        changed = exchange.taken_in(catalogue, file.read())
    po_file.write(path_of(locale, folder), catalogue, locale)
    return f"{locale.id}: {changed} texter ändrade."


def check_readability(root: Path = ROOT) -> list[str]:
    """Every sentence that breaks a rule for its language, one line each."""
    return [str(finding) for finding in readability.check_catalogues(root)]


def _open(locale: Locale, path: Path) -> Catalog:
    if path.is_file():
        return read_file(path, locale.babel)
    fresh = Catalog(locale=locale.babel, charset="utf-8", fuzzy=False)
    fresh.mime_headers = [("plural-forms", po_file.plural_header(locale))]
    return fresh
