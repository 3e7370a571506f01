"""The rules for how we write, tried on texts. Each finding names the sentence and the rule it breaks."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from webapp.ground.locales import LOCALES, SV, Locale
from webapp.language import pages
from webapp.language.catalogue import path_of, read
from webapp.language.extract import ROOT, all_texts, texts_for
from webapp.language.measure import lix, mean_length, sentences, words
from webapp.language.rules import Rules, Style, shipped
from webapp.language.sources.text import Text


class Finding(NamedTuple):
    """One sentence that breaks one rule."""

    locale: str
    file: str
    place: str
    sentence: str
    rule: str

    def __str__(self) -> str:
        return f"{self.locale}: {self.file}: {self.place}: {self.rule}: {self.sentence!r}"


def check_text(text: str, locale_id: str, file: str = "", place: str = "") -> list[Finding]:
    """Everything that can be seen in one text by itself."""
    rules = shipped()
    found = [Finding(locale_id, file, place, part, rule) for part, rule in _broken(text, rules.of(locale_id), rules)]
    avoided = rules.banned_in[locale_id].findall(text) if locale_id in rules.banned_in else []
    return found + [Finding(locale_id, file, place, text, f"ordet {word!r} ska bytas") for word in avoided]


def check_page(lines: list[str], locale_id: str, place: str = "") -> list[Finding]:
    """A whole page as its visible lines. The measures of the whole need enough words to mean something."""
    rules = shipped()
    style, text = rules.of(locale_id), "\n".join(lines)
    found = [finding for line in lines for finding in check_text(line, locale_id, place=place)]
    if len(words(text)) >= style.words_before_lix:
        found += [Finding(locale_id, "", place, text, rule) for rule in _heavy(text, style, rules)]
    return found


def check_catalogues(root: Path = ROOT) -> list[Finding]:
    """Every text and every long page in every language. Official wording is somebody else's and is left in peace."""
    texts = all_texts(root)
    return [found for locale in LOCALES for found in (*_in_catalogue(locale, texts, root), *_in_pages(locale, root))]


def _in_catalogue(locale: Locale, texts: list[Text], root: Path) -> Iterator[Finding]:
    rules = shipped()
    catalogue = None if locale is SV else read(path_of(locale, root / "translations"), locale.babel)
    spoken: list[tuple[str, str, str]] = []
    for text in texts_for(locale, texts):
        if catalogue is None:
            forms: tuple[str, ...] = () if text.official else (text.text, text.many or "")
        else:
            forms = catalogue.plurals.get(text.key) or (catalogue.texts.get(text.key, ""),)
        for form in filter(None, forms):
            yield from check_text(form, locale.id, text.file, text.context)
            if not rules.of(locale.id).leftover_swedish:
                yield from (Finding(locale.id, text.file, text.context, form, rule) for rule in leftovers(form, text.text, locale))
            spoken.append((text.context.rpartition(".")[0], text.file, form))
    yield from _groups(spoken, locale)


def _groups(spoken: list[tuple[str, str, str]], locale: Locale) -> Iterator[Finding]:
    """Texts of one place together are nearly what a page shows."""
    rules = shipped()
    style = rules.of(locale.id)
    for (place, file), group in groupby(sorted(spoken), key=lambda row: row[:2]):
        text = "\n".join(row[2] for row in group)
        if len(words(text)) >= style.words_before_lix:
            yield from (Finding(locale.id, file, place, text, rule) for rule in _heavy(text, style, rules))


def _in_pages(locale: Locale, root: Path) -> Iterator[Finding]:
    folder = root / "translations"
    for name in pages.names(folder):
        path = pages.path_of(name, locale, folder)
        if not path.is_file():
            yield Finding(locale.id, path.name, name, "", "sidan är inte översatt")
            continue
        title, body = pages.split(path)
        for finding in check_page([title, *pages.spoken_lines(body)], locale.id, place=name):
            yield finding._replace(file=path.relative_to(root).as_posix())


def _broken(text: str, style: Style, rules: Rules) -> Iterator[tuple[str, str]]:
    for line in text.split("\n"):
        parts = sentences(line)
        if style.sentences_per_line and len(parts) > style.sentences_per_line:
            yield line, f"{len(parts)} meningar på samma rad"
        for part in parts:
            yield from ((part, rule) for rule in _broken_in(part, style, rules))


def _broken_in(part: str, style: Style, rules: Rules) -> Iterator[str]:
    spoken = words(part)
    lower = [word.lower() for word in spoken]
    if style.longest_sentence and len(spoken) > style.longest_sentence:
        yield f"{len(spoken)} ord i meningen, högst {style.longest_sentence}"
    if style.not_per_sentence and lower.count("inte") > style.not_per_sentence:
        yield f'{lower.count("inte")} gånger "inte" i meningen'
    if style.longest_word:
        yield from (f"ordet {word!r} är för långt" for word in spoken if _too_long(word, style.longest_word, rules))
    if not style.exclamation_mark and "!" in part:
        yield "utropstecken"
    if not style.abbreviations:
        yield from (f"förkortningen {word!r}" for word in part.split() if word.strip("(),:;").lower() in rules.abbreviations)
    if not style.capitals:
        yield from (f"förkortningen {word!r}" for word in spoken if _capitals(word) and _stem(word) not in rules.capitals)
    if style.banned:
        yield from (f"ordet {word!r} ska bytas" for word in rules.banned.findall(part))


def _heavy(text: str, style: Style, rules: Rules) -> Iterator[str]:
    if style.lix and (found := lix(text, rules.names)) > style.lix:
        yield f"LIX {found:.0f}, högst {style.lix}"
    if style.mean_sentence and (mean := mean_length(text)) > style.mean_sentence:
        yield f"{mean:.1f} ord per mening i snitt, högst {style.mean_sentence}"


def leftovers(text: str, source: str, locale: Locale) -> Iterator[str]:
    """Signs that a text was never translated."""
    rules = shipped()
    spoken = [word for word in words(re.sub(r"\{[a-z0-9_]+\}|\S+@\S+|https?://\S+", " ", text)) if word.lower() not in rules.names]
    if text == source and any(word.isalpha() and word not in rules.same_everywhere for word in spoken):
        yield "samma ord som på svenska"
    yield from (f"svenska ordet {word!r} är kvar" for word in spoken if _is_swedish(word, rules))
    if locale.direction == "rtl":
        yield from (f"ordet {word!r} är kvar" for word in spoken if word.isascii() and word.isalpha() and word not in rules.same_everywhere)


def _is_swedish(word: str, rules: Rules) -> bool:
    return word.lower() in rules.swedish or bool(re.search(r"[åäöÅÄÖ]", word))


def _too_long(word: str, longest: int, rules: Rules) -> bool:
    return len(word) > longest and word.lower().removesuffix("s") not in rules.long_words_allowed


def _stem(word: str) -> str:
    return re.split("[-:]", word, maxsplit=1)[0]


def _capitals(word: str) -> bool:
    first = _stem(word)
    return len(first) > 1 and first.isalpha() and first.isupper()


def together(findings: Iterable[Finding]) -> str:
    """The findings as one message for a failing test, one to a line."""
    return "\n".join(map(str, findings))
