"""The answers of an anonymous talk while it goes on: in an encrypted cookie of one size, and nowhere else.

It is gone when the answers are sent, when somebody begins again, and when the browser is closed.
"""

import base64
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app, request
from werkzeug.wrappers import Response

from webapp.invitations.service import Handed
from webapp.storage.crypto import keys

#: Only the pages of the survey are sent it.
PATH = "/enkat"
VERSION, NONCE, MOST_ANSWERS = 1, 12, 16
#: A ballot that came by its owner's link was never handed to anybody.
NEVER_HANDED = 0xFFFF
ABOUT = b"mellansteg sheet"


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


def cookie_name() -> str:
    return "__Secure-enkat" if current_app.extensions["settings"].secure else "enkat"


def carried() -> bytes | None:
    """What this phone carries, opened; None when there is nothing, or somebody has changed it."""
    try:
        raw = base64.urlsafe_b64decode(request.cookies.get(cookie_name(), ""))
        return _box().decrypt(raw[:NONCE], raw[NONCE:], ABOUT) or None
    except (ValueError, InvalidTag):
        return None


def round_of(plain: bytes) -> UUID:
    """Which round a carried sheet belongs to."""
    return UUID(bytes=plain[1:17])


def opened(plain: bytes, questions: Sequence[str]) -> Sheet | None:
    """A carried sheet, read in the order of the questions of its round; None when it was written by another version of this service."""
    if plain[0] != VERSION:
        return None
    hand = int.from_bytes(plain[33:35])
    answers = {question: chr(sign) for question, sign in zip(questions, plain[43:59], strict=False) if sign}
    handed = Handed(UUID(bytes=plain[17:33]), None if hand == NEVER_HANDED else hand)
    return Sheet(round_of(plain), handed, answers, plain[35:43])


def keep(response: Response, sheet: Sheet, questions: Sequence[str]) -> None:
    """Let the phone carry the sheet. The cookie is as long with every answer given as with none."""
    hand = NEVER_HANDED if sheet.handed.hand is None else sheet.handed.hand
    written = bytes(ord(sheet.answers[question]) if question in sheet.answers else 0 for question in questions)
    parts = (bytes([VERSION]), sheet.round_id.bytes, sheet.handed.ballot_id.bytes, hand.to_bytes(2), sheet.mark)
    nonce = secrets.token_bytes(NONCE)
    sealed = _box().encrypt(nonce, b"".join(parts) + written.ljust(MOST_ANSWERS, b"\0"), ABOUT)
    _set(response, base64.urlsafe_b64encode(nonce + sealed).decode())


def forget(response: Response) -> None:
    """Take the sheet from the phone."""
    secure = current_app.extensions["settings"].secure
    response.delete_cookie(cookie_name(), path=PATH, secure=secure, httponly=True, samesite="Lax")


def _set(response: Response, value: str) -> None:
    secure = current_app.extensions["settings"].secure
    response.set_cookie(cookie_name(), value, path=PATH, secure=secure, httponly=True, samesite="Lax")


def _box() -> AESGCM:
    return AESGCM(keys().secret("sheets"))


def words_cookie() -> str:
    return "__Secure-ord" if current_app.extensions["settings"].secure else "ord"


def wait(response: Response, secret: str) -> None:
    """Let the phone carry what its two words belong to."""
    secure = current_app.extensions["settings"].secure
    response.set_cookie(words_cookie(), secret, path=PATH, secure=secure, httponly=True, samesite="Lax")


def waits() -> str:
    """What this phone waits with, or an empty text."""
    return request.cookies.get(words_cookie(), "")


def wait_no_more(response: Response) -> None:
    """The words have done their work."""
    secure = current_app.extensions["settings"].secure
    response.delete_cookie(words_cookie(), path=PATH, secure=secure, httponly=True, samesite="Lax")
