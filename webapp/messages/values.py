"""The words of the outbox that are stored."""

from enum import Enum


class Kind(Enum):
    """What a message is about; each has its texts in messages/texts."""

    INVITATION = "invitation"
    CODE = "code"
    NEW_LINK = "new_link"
    #: That there is something to answer without a name; also as a reminder.
    SURVEY = "survey"


class State(Enum):
    """Where a message is on its way. `unknown` is never sent again blindly."""

    PENDING = "pending"
    LEASED = "leased"
    CALLING = "calling"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


#: Only the request that asked knows what to say, so nobody else can send these.
ONLY_WHEN_ASKED = frozenset({Kind.CODE})
