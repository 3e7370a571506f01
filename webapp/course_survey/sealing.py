"""Envelopes: one sheet of answers, readable by the private key of its box alone, of one size whatever it says.

HPKE (RFC 9180) with a hybrid key, ML-KEM-768 beside X25519: an envelope that somebody copies today stays shut for computers to come.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
#: Bytes of the seed of the one private key; the other follows.
SEED = 64
#: Bytes of the one public key; the other follows.
PUBLIC = 1184
#: The most answers on a sheet, one byte each, and the size of the whole sheet.
MOST_ANSWERS, SHEET = 16, 32
VERSION = 1
NOT_ASKED = 0
PROBE = bytes(SHEET)


class CannotOpen(Exception):
    """An envelope that this key does not open, or that belongs to another box."""


def new_keys() -> tuple[bytes, bytes]:
    """A private and a public key, as bytes."""
    lattice, curve = MLKEM768PrivateKey.generate(), X25519PrivateKey.generate()
    private = lattice.private_bytes_raw() + curve.private_bytes_raw()
    return private, lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def seal(sheet: bytes, public: bytes, box: UUID) -> bytes:
    """Put a sheet in an envelope for one box. Envelopes are all of one size."""
    if len(sheet) != SHEET:
        raise ValueError("a sheet has one size")
    return SUITE.encrypt(sheet, _public(public), info=_about(box))


def open_with(private: bytes, sealed: bytes, box: UUID) -> bytes:
    """The sheet in an envelope. Raises CannotOpen."""
    try:
        lattice = MLKEM768PrivateKey.from_seed_bytes(private[:SEED])
        key = hpke.MLKEM768X25519PrivateKey(lattice, X25519PrivateKey.from_private_bytes(private[SEED:]))
        return SUITE.decrypt(sealed, key, info=_about(box))
    except (InvalidTag, ValueError) as fault:
        raise CannotOpen from fault


def write_sheet(questions: Sequence[str], answers: Mapping[str, str]) -> bytes:
    """Answers of one sign each, in the order of the questions. A question without an answer is written as not asked."""
    if len(questions) > MOST_ANSWERS or any(len(answer) != 1 for answer in answers.values()):
        raise ValueError("a sheet holds sixteen answers of one sign")
    written = bytes(ord(answers[question]) if question in answers else NOT_ASKED for question in questions)
    return bytes([VERSION]) + written.ljust(SHEET - 1, b"\0")


def read_sheet(sheet: bytes, questions: Sequence[str]) -> dict[str, str]:
    """The answers on a sheet. Raises CannotOpen for one that was written otherwise."""
    if len(sheet) != SHEET or sheet[0] != VERSION:
        raise CannotOpen
    return {question: chr(sign) for question, sign in zip(questions, sheet[1:], strict=False) if sign != NOT_ASKED}


@cache
def _public(raw: bytes) -> hpke.MLKEM768X25519PublicKey:
    lattice = MLKEM768PublicKey.from_public_bytes(raw[:PUBLIC])
    return hpke.MLKEM768X25519PublicKey(lattice, X25519PublicKey.from_public_bytes(raw[PUBLIC:]))


def _about(box: UUID) -> bytes:
    return b"mellansteg box " + box.bytes
