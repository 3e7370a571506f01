"""Saying what the engines mean, in the language of the moment. Only `speak` turns an engine's words into text."""

from webapp.language import t
from webapp.surveys.engine.words import Words


def speak(words: Words) -> str:
    """The text for a visitor. A person's own words and official wording are given back untouched."""
    if words.own or words.official:
        return words.text
    values = {name: value if isinstance(value, str) else speak(value) for name, value in words.values.items()}
    return t(words.context, words.text, **values)


def explain(words: Words) -> str | None:
    """Official wording in the visitor's own language, as help beside it. None in Swedish, and where there is no translation."""
    text = t(words.context, words.text)
    return None if text == words.text else text


def bubbles(words: tuple[Words, ...]) -> list[str]:
    """What the bot says now; a blank line in a text is a new bubble."""
    return [part for one in words for part in speak(one).split("\n\n") if part]
