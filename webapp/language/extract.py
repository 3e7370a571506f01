"""Every Swedish text of the product with its place, collected from where it is spoken."""

from pathlib import Path

from webapp.ground.locales import STAFF_LOCALES, Locale
from webapp.language.catalogue import Key
from webapp.language.sources import definitions, python, templates
from webapp.language.sources.text import ExtractionError, Text

ROOT = Path(__file__).resolve().parents[2]


def all_texts(root: Path = ROOT) -> list[Text]:
    """Every text once, in a settled order. The same words in the same place twice are one text."""
    found: dict[Key, Text] = {}
    for source in (python, templates, definitions):
        for text in source.texts(root):
            first = found.setdefault(text.key, text)
            if first.many != text.many:
                raise ExtractionError(f"{text.file}, rad {text.line}: {text.text!r} har en annan plural i {first.file}, rad {first.line}.")
    return sorted(found.values(), key=lambda text: (text.file, text.line, text.context, text.text))


def texts_for(locale: Locale, texts: list[Text]) -> list[Text]:
    """The texts a language must have: staff texts only where staff may choose it."""
    return [text for text in texts if locale in STAFF_LOCALES or not text.for_staff]
