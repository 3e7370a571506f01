"""Passkeys (WebAuthn): what a browser is asked, and whether its answer holds. One is two proofs: it is hers, and it knows her.

A challenge says itself when and for what it was made, under our own key, so nothing is kept until it is answered.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.config import Settings
from webapp.sign_in.models import Passkey
from webapp.storage import keys

#: So long a page with a challenge may stand before it is answered.
HOLDS, A_LITTLE = timedelta(minutes=30), timedelta(minutes=1)
NAME = "Mellansteg"
STAMP, NONCE, MARK = 8, 16, 16
#: Signing in is open to whoever holds a passkey; a new one is for one account alone.
SIGN_IN = b"sign in"


class NoPasskey(Exception):
    """The answer proves nothing."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A passkey that holds. `challenge` is to be counted by the caller, so that it is answered once."""

    credential_id: str
    public_key: str
    sign_count: int
    challenge: str
    asked_at: datetime


def to_sign_in(*, at: datetime) -> str:
    """What a browser is asked when somebody wants in, as JSON."""
    asked = generate_authentication_options(
        rp_id=_domain(), challenge=_challenge(SIGN_IN, at), timeout=_wait(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(asked)


def to_make(staff_id: UUID, email: str, name: str, known: list[Passkey], *, at: datetime) -> str:
    """What a browser is asked when an account is to have one more."""
    asked = generate_registration_options(
        rp_id=_domain(),
        rp_name=NAME,
        user_id=staff_id.bytes,
        user_name=email,
        user_display_name=name,
        challenge=_challenge(staff_id.bytes, at),
        timeout=_wait(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one.credential_id)) for one in known],
    )
    return options_to_json(asked)


def credential_of(answer: str) -> str:
    """Which passkey an answer says it is from. Raises NoPasskey."""
    try:
        return bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise NoPasskey from fault


def answered(passkey: Passkey, answer: str, *, at: datetime) -> Answered:
    """Whether this passkey has answered what we asked. Raises NoPasskey."""
    challenge = _asked(answer, SIGN_IN, at)
    try:
        shown = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(),
            expected_origin=_origin(),
            credential_public_key=base64url_to_bytes(passkey.public_key),
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except Exception as fault:
        # Whatever the bytes of a stranger make the reader trip over, they prove nothing.
        raise NoPasskey from fault
    return Answered(passkey.credential_id, passkey.public_key, shown.new_sign_count, challenge.hex(), _asked_at(challenge))


def made(staff_id: UUID, answer: str, *, at: datetime) -> Answered:
    """A new passkey for this account. Raises NoPasskey."""
    challenge = _asked(answer, staff_id.bytes, at)
    try:
        shown = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_domain(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    except Exception as fault:
        raise NoPasskey from fault
    key = bytes_to_base64url(shown.credential_public_key)
    return Answered(bytes_to_base64url(shown.credential_id), key, shown.sign_count, challenge.hex(), _asked_at(challenge))


def _challenge(what: bytes, at: datetime) -> bytes:
    said = int(at.timestamp()).to_bytes(STAMP) + secrets.token_bytes(NONCE)
    return said + _mark(what, said)


def _asked(answer: str, what: bytes, at: datetime) -> bytes:
    """The challenge that is answered, if we made it for this and not long ago. Raises NoPasskey."""
    try:
        challenge = parse_client_data_json(_client_data(answer)).challenge
    except (WebAuthnException, ValueError, TypeError, KeyError, AttributeError, RecursionError) as fault:
        raise NoPasskey from fault
    said, mark = challenge[: STAMP + NONCE], challenge[STAMP + NONCE :]
    if len(challenge) != STAMP + NONCE + MARK or not hmac.compare_digest(mark, _mark(what, said)):
        raise NoPasskey
    # Rounded down when it was made, and clocks of two machines may differ a little.
    if not -A_LITTLE <= at - _asked_at(challenge) <= HOLDS:
        raise NoPasskey
    return challenge


def _asked_at(challenge: bytes) -> datetime:
    return datetime.fromtimestamp(int.from_bytes(challenge[:STAMP]), UTC)


def _client_data(answer: str) -> bytes:
    return base64url_to_bytes(json.loads(answer)["response"]["clientDataJSON"])


def _mark(what: bytes, said: bytes) -> bytes:
    return hmac.new(keys().secret("codes"), b"passkey|" + what + b"|" + said, hashlib.sha256).digest()[:MARK]


def _wait() -> int:
    return int(HOLDS.total_seconds() * 1000)


def _origin() -> str:
    whole = urlsplit(cast(Settings, current_app.extensions["settings"]).base_url)
    return f"{whole.scheme}://{whole.netloc}"


def _domain() -> str:
    return urlsplit(_origin()).hostname or ""
