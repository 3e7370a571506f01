"""What is given out and not stored: invitations and recovery codes are computed from the id of their row and a key outside the database."""

import base64
import hashlib
import hmac
from typing import cast
from uuid import UUID

from flask import current_app

from webapp.config import Settings
from webapp.storage import fingerprint, keys

#: 130 bits for what stands in an address, 60 for what somebody types.
LINK, CODE = 26, 12
#: Letters that are mistaken for digits when they are read from paper: base32 has neither of these digits.
MISREAD = str.maketrans("018", "olb")


def invite_token(invite_id: UUID) -> str:
    return _computed("links", b"staff invite", invite_id)[:LINK]


def invite_address(invite_id: UUID) -> str:
    """The whole address."""
    return f"{cast(Settings, current_app.extensions['settings']).base_url}/inbjudan/{invite_token(invite_id)}"


def hash_of(token: str) -> str:
    """What is stored of an invitation, and what it is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def recovery_code(row_id: UUID) -> str:
    """Twelve letters and digits."""
    return _computed("codes", b"recovery", row_id)[:CODE]


def recovery_hash(staff_id: UUID, written: str) -> str:
    """What is stored of a recovery code. Spaces, dashes and capitals mean nothing."""
    letters = "".join(sign for sign in written.lower() if sign.isalnum()).translate(MISREAD)
    return fingerprint("codes", f"recovery|{staff_id.hex}|{letters}")


def address_hash(email: str) -> str:
    """For finding the account with an e-mail address."""
    return fingerprint("addresses", f"staff|{email}")


def subject_hash(issuer: str, subject: str) -> str:
    """For finding whom a provider calls this."""
    return fingerprint("addresses", f"subject|{issuer}|{subject}")


def _computed(key: str, what: bytes, row_id: UUID) -> str:
    digest = hmac.new(keys().secret(key), what + b"|" + row_id.bytes, hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()
