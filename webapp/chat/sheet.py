"""The answers of an anonymous talk while it goes on: in an encrypted cookie of one size, and nowhere else.

It is gone when the answers are sent, when somebody takes them away or leaves a borrowed phone, and when the browser is closed.
On her own phone it rests when she leaves quickly: then it opens only for her own ballot.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from werkzeug.wrappers import Response

from webapp.invitations.service import Handed
from webapp.security import pocket
from webapp.storage.crypto import keys

VERSION, NONCE = 1, 12
#: No part asks more than this, and every page sends the room for it.
MOST_ANSWERS = 8
#: A ballot that came by its owner's link was never handed to anybody.
NEVER_HANDED = 0xFFFF
ABOUT, BALLOT = b"mellansteg sheet", b"mellansteg ballot"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's answers under way, and the ballot that lets them be sent."""

    round_id: UUID
    handed: Handed
    answers: Mapping[str, str] = field(default_factory=dict)
    #: Changes with every answer, so that what is sent is what was checked. It says nothing about the answers.
    mark: bytes = field(default_factory=lambda: secrets.token_bytes(8))

    def with_answers(self, answers: Mapping[str, str]) -> "Sheet":
        """The same sheet with other answers on it."""
        return self if answers == self.answers else replace(self, answers=answers, mark=secrets.token_bytes(8))


def carried() -> bytes | None:
    """What this phone carries, opened; None when there is nothing, or somebody has changed it."""
    return _opened(pocket.carried(pocket.SHEET), ABOUT)


def round_of(plain: bytes) -> UUID:
    """Which round a carried sheet belongs to."""
    return UUID(bytes=plain[1:17])


def opened(plain: bytes, questions: Sequence[str]) -> Sheet | None:
    """A carried sheet, read in the order of the questions of its round; None when it was written by another version of this service."""
    if plain[0] != VERSION:
        return None
    answers = {question: chr(sign) for question, sign in zip(questions, plain[43:], strict=False) if sign}
    return Sheet(round_of(plain), _handed(plain[17:35]), answers, plain[35:43])


def keep(response: Response, sheet: Sheet, questions: Sequence[str]) -> None:
    """Let the phone carry the sheet, awake. The cookie is as long with every answer given as with none."""
    parts = (bytes([VERSION]), sheet.round_id.bytes, *_written(sheet.handed), sheet.mark)
    written = bytes(ord(sheet.answers[question]) if question in sheet.answers else 0 for question in questions)
    pocket.put(response, pocket.SHEET, _sealed(b"".join(parts) + written.ljust(MOST_ANSWERS, b"\0"), ABOUT))
    for what in (pocket.BALLOT, pocket.REST):
        if pocket.carried(what):
            pocket.take(response, what)


def forget(response: Response) -> None:
    """Take the sheet from the phone, and whatever ballot was on its way to it."""
    pocket.take(response, pocket.SHEET)
    if pocket.carried(pocket.BALLOT):
        pocket.take(response, pocket.BALLOT)


def rests() -> bool:
    """Whether its owner has left this phone quickly and not come back."""
    return bool(pocket.carried(pocket.REST))


def bring(response: Response, round_id: UUID, handed: Handed) -> None:
    """Let the phone carry a ballot from a page that is not sent the sheet to one that is."""
    pocket.put(response, pocket.BALLOT, _sealed(b"".join((round_id.bytes, *_written(handed))), BALLOT))


def brought() -> tuple[UUID, Handed] | None:
    """The ballot that came by a link just now, and its round."""
    plain = _opened(pocket.carried(pocket.BALLOT), BALLOT)
    return (UUID(bytes=plain[:16]), _handed(plain[16:34])) if plain else None


def _written(handed: Handed) -> tuple[bytes, bytes]:
    hand = NEVER_HANDED if handed.hand is None else handed.hand
    return handed.ballot_id.bytes, hand.to_bytes(2)


def _handed(plain: bytes) -> Handed:
    hand = int.from_bytes(plain[16:18])
    return Handed(UUID(bytes=plain[:16]), None if hand == NEVER_HANDED else hand)


def _sealed(plain: bytes, about: bytes) -> str:
    nonce = secrets.token_bytes(NONCE)
    return base64.urlsafe_b64encode(nonce + _box(keys().secret("sheets")).encrypt(nonce, plain, about)).decode()


def _opened(sealed: str, about: bytes) -> bytes | None:
    try:
        raw = base64.urlsafe_b64decode(sealed)
        return _box(keys().secret("sheets")).decrypt(raw[:NONCE], raw[NONCE:], about) if raw else None
    except (ValueError, InvalidTag):
        return None


@lru_cache(maxsize=4)
def _box(key: bytes) -> AESGCM:
    """Built once for each key: every page of the survey opens a sheet with it."""
    return AESGCM(key)
