"""How hard a text is to read, in numbers."""

import re

_SENTENCE_END = re.compile(r"(?<=[.?!…؟])[\s\"”»)]+|\n+")
_WORD = re.compile(r"[^\W_]+(?:[-:.’'/][^\W_]+)*")
_PLACEHOLDER = re.compile(r"\{[a-z0-9_]+\}")
_LONG = 6


def sentences(text: str) -> list[str]:
    """The sentences of a text. A line break ends one; a placeholder counts as one short word."""
    return [part.strip() for part in _SENTENCE_END.split(_PLACEHOLDER.sub("X", text)) if words(part)]


def words(text: str) -> list[str]:
    """The words of a text, numbers and clock times included."""
    return _WORD.findall(text)


def mean_length(text: str) -> float:
    """Words per sentence."""
    parts = sentences(text)
    return len(words(" ".join(parts))) / len(parts) if parts else 0.0


def lix(text: str, names: frozenset[str] = frozenset()) -> float:
    """Words per sentence plus the share of words of more than six letters, in per cent. Explained names do not count.

    Björnsson's LIX: below 30 is very easy, 50-60 is official prose.
    """
    counted = [word for part in sentences(text) for word in words(part) if _bare(word) not in names]
    if not counted:
        return 0.0
    long = sum(len(word) > _LONG for word in counted)
    return len(counted) / len(sentences(text)) + 100 * long / len(counted)


def _bare(word: str) -> str:
    """The name without its genitive."""
    return word.lower().removesuffix("s")
