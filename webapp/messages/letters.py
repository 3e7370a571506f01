"""What a message becomes when it is sent: an address, a language and the words. Made at that moment and kept nowhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind


@dataclass(frozen=True, slots=True)
class Letter:
    """Whom to tell, in which language, and what to fill in."""

    #: A phone in E.164, or an e-mail address.
    to: str
    locale: str
    values: Mapping[str, str] = field(default_factory=dict)


#: `(session, message, code, at)`: reads what is true then and writes the letter, or None when there is no reason to send any more. Only the
#: request that asked knows the code.
Writer = Callable[[Session, OutboxMessage, str | None, datetime], Letter | None]
#: The same for many messages of one kind at once: message id -> letter, for those that there is a reason to send.
#: What such a letter rests on may change only together with a mark in `replan`, which the fence looks at.
ManyWriter = Callable[[Session, Sequence[OutboxMessage], datetime], Mapping[UUID, Letter]]


def writer(kind: Kind) -> Writer:
    """Who writes letters of this kind. The rooms say so at start, since only they know why a message is sent."""
    return cast(Mapping[Kind, Writer], current_app.extensions["letters"])[kind]


def many_writer(kind: Kind) -> ManyWriter | None:
    """Who writes many letters of this kind at once, where somebody does."""
    return cast(Mapping[Kind, ManyWriter], current_app.extensions["many letters"]).get(kind)
