"""Made-up languages that show which layouts would break: longer words, and words that run the other way."""

import re
from math import ceil

from webapp.ground.locales import Locale

_PLACEHOLDER_OR_WORD = re.compile(r"(\{[a-z0-9_]+\})|([^\W\d_]+)")
_VOWELS = "aeiouyåäöAEIOUYÅÄÖ"
_LONGER = 0.4


def speak(locale: Locale, text: str) -> str:
    """The text as the made-up language has it; placeholders stay as they are."""
    change = _backwards if locale.direction == "rtl" else _stretched
    return _PLACEHOLDER_OR_WORD.sub(lambda hit: hit[1] or change(hit[2]), text)


def _stretched(word: str) -> str:
    extra = ceil((len(word) + 1) * _LONGER)
    at = next((place for place, letter in enumerate(word) if letter in _VOWELS), 0)
    return word[: at + 1] + word[at].lower() * extra + word[at + 1 :]


def _backwards(word: str) -> str:
    return f"\u202e{word}\u202c"
