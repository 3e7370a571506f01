"""The words of the outbox that are stored."""

from enum import Enum


class Kind(Enum):
    """What a message is about; each has its texts in messages/texts."""

    INVITATION = "invitation"
    CODE = "code"
    NEW_LINK = "new_link"
    #: That there is something to answer without a name; also as a reminder.
    SURVEY = "survey"
    #: Everything a participant is reminded of on one day, in one message.
    REMINDER = "reminder"
    #: One meeting, sent by hand.
    MEETING = "meeting"
    #: To staff, by e-mail: a meeting on the next working day.
    STAFF_MEETING = "staff_meeting"
    #: To staff: somebody cannot come.
    STAFF_CANNOT_COME = "staff_cannot_come"
    #: To staff: messages to somebody do not get through.
    STAFF_NOT_THROUGH = "staff_not_through"
    #: To staff: the link to a new account.
    STAFF_INVITATION = "staff_invitation"


class State(Enum):
    """Where a message is on its way. `unknown` is never sent again blindly."""

    PENDING = "pending"
    LEASED = "leased"
    CALLING = "calling"
    SENT = "sent"
    #: The carrier has reported that it came through.
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Stop(Enum):
    """What can be stopped, until an operator releases it."""

    #: Far more reminders than usual were due.
    FUSE = "fuse"
    #: The gateway for text messages refuses us.
    SMS = "sms"
    #: The mail server refuses us.
    EMAIL = "email"


#: Only the request that asked knows what to say, so nobody else can send these.
ONLY_WHEN_ASKED = frozenset({Kind.CODE})
#: By e-mail, so they have no short form.
TO_STAFF = frozenset({Kind.STAFF_MEETING, Kind.STAFF_CANNOT_COME, Kind.STAFF_NOT_THROUGH, Kind.STAFF_INVITATION})
#: Planned by us, not asked for by anybody: sent in the daytime on working days, and stopped by the fuse.
REMINDERS = frozenset({Kind.SURVEY, Kind.REMINDER})
#: A message in one of these has left us, or may have.
SAID = frozenset({State.CALLING, State.SENT, State.DELIVERED, State.FAILED, State.UNKNOWN})
