"""Delivery reports: the gateway tells us at an address of each message's own how it went.

The address holds the id of the message and our mark that we made it; nothing about it is stored.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime
from enum import Enum
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.messages.models import OutboxMessage
from webapp.messages.values import State
from webapp.storage import keys

#: Bytes of the mark: 128 bits.
MARK = 16


class Report(Enum):
    """What a gateway says of a message: on its way, there, or not."""

    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"


#: How a message may stand when each report comes. It may come before we have written down that the message went.
OPEN = frozenset({State.CALLING, State.SENT, State.UNKNOWN})
BECOMES = {Report.SENT: State.SENT, Report.DELIVERED: State.DELIVERED, Report.FAILED: State.FAILED}


class NoSuchMessage(Exception):
    """We made no such address, or the message is not there any more."""


class Settled(Exception):
    """How it went is known already."""


def address_of(message_id: UUID) -> str:
    """Where the gateway tells us about one message."""
    return f"{cast(Settings, current_app.extensions['settings']).base_url}/r/{token_of(message_id)}"


def token_of(message_id: UUID) -> str:
    """52 signs of lower-case base32: the id, and 128 bits that only we can write."""
    return base64.b32encode(message_id.bytes + _mark(message_id)).decode().lower().rstrip("=")


def message_of(token: str) -> UUID:
    """The message an address is about. Raises NoSuchMessage for one we did not make."""
    try:
        raw = base64.b32decode(token.upper() + "=" * (-len(token) % 8))
        message_id = UUID(bytes=raw[:16])
    except (binascii.Error, ValueError) as fault:
        raise NoSuchMessage from fault
    # Written anew, so that the same address has one spelling only.
    if not hmac.compare_digest(token.encode(), token_of(message_id).encode()):
        raise NoSuchMessage
    return message_id


def _mark(message_id: UUID) -> bytes:
    return hmac.new(keys().secret("reports"), message_id.bytes, hashlib.sha256).digest()[:MARK]


def take(session: Session, message_id: UUID, report: Report, *, at: datetime) -> None:
    """Write down what the gateway says, once. Raises NoSuchMessage, or Settled when it is known already."""
    waiting = update(OutboxMessage).where(OutboxMessage.id == message_id, OutboxMessage.state.in_(OPEN))
    becomes = {"state": BECOMES[report], "leased_until": None, "settled_at": at}
    if session.scalar(waiting.values(becomes).returning(OutboxMessage.id)) is None:
        raise Settled if session.scalar(select(exists().where(OutboxMessage.id == message_id))) else NoSuchMessage
