"""Addresses of personal links: computed from the link's id and a key outside the database, so a reprint is the same link."""

import base64
import hashlib
import hmac
import re
from typing import cast
from uuid import UUID

from flask import current_app

from webapp.config import Settings
from webapp.storage.crypto import keys

LENGTH = 26
SHAPE = re.compile(r"[a-z2-7]{26}")


def token_of(link_id: UUID) -> str:
    """26 signs of lower-case base32: 130 bits."""
    digest = hmac.new(keys().secret("links"), link_id.bytes, hashlib.sha256).digest()
    return base64.b32encode(digest).decode().lower()[:LENGTH]


def hash_of(token: str) -> str:
    """What is stored, and what a link is found by."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link_id: UUID) -> str:
    """The whole address of a personal link."""
    return f"{cast(Settings, current_app.extensions['settings']).base_url}/m/{token_of(link_id)}"
