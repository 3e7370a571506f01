"""A meeting's specialist in words, in the language of the moment."""

from webapp.assessments.queries import specialist_kinds
from webapp.language import t
from webapp.language.speech import speak


def specialist_in_words(kind: str | None) -> str | None:
    """What the specialist is called, or None when nobody is asked for. One that is in the list no more is still a specialist."""
    if kind is None:
        return None
    known = specialist_kinds()
    return speak(known[kind]) if kind in known else t("specialist.unknown", "en specialist")
