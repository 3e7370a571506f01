"""The words of messages, from texts/*.yaml, in the language of the receiver, and how long they get."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast
from uuid import UUID

import yaml

from webapp.ground.locales import SV
from webapp.language import speaking, t
from webapp.messages.letters import Letter
from webapp.messages.values import TO_STAFF, Kind

TEXTS = Path(__file__).parent / "texts"
#: GSM 03.38: what fits in seven bits, and what takes two places there.
GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_DOUBLE = frozenset("^{}\\[~]|€\f")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as it leaves us. A text message has no subject."""

    to: str
    text: str
    subject: str | None = None
    #: The language it is in, by our own name for it.
    locale: str = SV.id
    #: Which message of the outbox it is, so that somebody may report how it went.
    message_id: UUID | None = None
    #: It goes to somebody who works here.
    to_staff: bool = False


def speak(kind: Kind, letter: Letter, message_id: UUID | None = None) -> Spoken:
    """Put a letter into words: short for a phone, with a subject for e-mail."""
    with speaking(letter.locale):
        if "@" in letter.to:
            text, subject = said(kind, "text", letter.values), said(kind, "subject", letter.values)
            return Spoken(letter.to, text, subject, letter.locale, message_id, kind in TO_STAFF)
        return Spoken(letter.to, said(kind, "short", letter.values), None, letter.locale, message_id)


def said(kind: Kind, part: str, values: Mapping[str, str]) -> str:
    """One part of one message in the language of the moment."""
    context, text = f"messages.{kind.value}.{part}", source(kind)[part].strip("\n")
    return t(context, text, **values)


@cache
def source(kind: Kind) -> dict[str, str]:
    """The Swedish texts of one kind."""
    return cast(dict[str, str], yaml.safe_load((TEXTS / f"{kind.value}.yaml").read_text("utf-8")))


def segments(text: str) -> int:
    """How many text messages this is: 160 signs in one, 153 in each of several; 70 and 67 when a sign is outside GSM-7."""
    if GSM7_DOUBLE.union(GSM7).issuperset(text):
        return _parts(sum(2 if sign in GSM7_DOUBLE else 1 for sign in text), 160, 153)
    return _parts(len(text.encode("utf-16-be")) // 2, 70, 67)


def _parts(length: int, alone: int, each: int) -> int:
    return 1 if length <= alone else -(-length // each)
