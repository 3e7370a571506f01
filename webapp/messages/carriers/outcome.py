"""How a try went."""

from enum import Enum


class Outcome(Enum):
    """Only `later` may be tried again, and `refused` when an operator has seen to it."""

    SENT = "sent"
    FAILED = "failed"
    LATER = "later"
    UNKNOWN = "unknown"
    #: Whoever carries for us refuses us, whatever the message: the password is wrong, or the money is spent. It has not left.
    REFUSED = "refused"
