"""The rules for how we write, read from rules.yaml where an editor can change them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).with_name("rules.yaml")


class RulesError(Exception):
    """A rule file that cannot be used; the words say what to change."""


@dataclass(frozen=True, slots=True)
class Style:
    """What one way of writing allows. None: no limit."""

    lix: float | None = None
    words_before_lix: int = 30
    longest_sentence: int | None = None
    mean_sentence: float | None = None
    longest_word: int | None = None
    not_per_sentence: int | None = None
    sentences_per_line: int | None = None
    exclamation_mark: bool = True
    abbreviations: bool = True
    capitals: bool = True
    banned: bool = False
    leftover_swedish: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """The styles and the word lists they need, all words in lower case."""

    everyday: Style
    easy: Style
    other: Style
    names: frozenset[str]
    capitals: frozenset[str]
    long_words_allowed: frozenset[str]
    abbreviations: frozenset[str]
    banned: re.Pattern[str]
    #: Words to avoid in one language only, by its id.
    banned_in: dict[str, re.Pattern[str]]
    swedish: frozenset[str]
    same_everywhere: frozenset[str]

    def of(self, locale_id: str) -> Style:
        """The style that a language is written in."""
        return {"sv": self.everyday, "sv@simple": self.easy}.get(locale_id, self.other)


@cache
def shipped() -> Rules:
    """The rules that came with the product."""
    data = yaml.safe_load(FILE.read_text("utf-8"))
    return Rules(
        everyday=Style(**data["everyday"]),
        easy=Style(**data["easy"]),
        other=Style(**data["other"]),
        names=_lower(data["names"]),
        capitals=frozenset(_texts(data["capitals"])),
        long_words_allowed=_lower(data["long_words_allowed"]),
        abbreviations=_lower(data["abbreviations"]),
        banned=_pattern([word for kind in data["banned"].values() for word in _texts(kind)]),
        banned_in={locale: _pattern(list(_texts(words))) for locale, words in data["banned_in"].items()},
        swedish=_lower(data["swedish"]) - _lower(data["english_twins"]),
        same_everywhere=frozenset(_texts(data["same_everywhere"])),
    )


def _lower(words: list[object]) -> frozenset[str]:
    return frozenset(word.lower() for word in _texts(words))


def _texts(words: list[object]) -> Iterator[str]:
    """The words of a list. YAML takes on, yes, no and numbers for something else unless they are quoted."""
    for word in words:
        if not isinstance(word, str):
            raise RulesError(f"{FILE}: {word!r} är ingen text. Sätt den inom citattecken.")
        yield word


def _pattern(words: list[str]) -> re.Pattern[str]:
    parts = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
