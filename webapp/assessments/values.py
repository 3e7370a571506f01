"""What can be wrong, or worth a second look, when a meeting is booked."""

from datetime import timedelta
from enum import Enum


class Refusal(Enum):
    """Why a meeting cannot be booked like this."""

    NO_EARLIER = "no_earlier"  # GK2 without a GK1
    BEFORE_EARLIER = "before_earlier"  # GK2 not after GK1
    AFTER_LATER = "after_later"  # GK1 not before GK2
    PAST = "past"
    TOO_FAR = "too_far"
    NOWHERE = "nowhere"  # neither place nor video link
    BUSY = "busy"  # a handler has promised that time away already
    TAKEN = "taken"  # somebody else was booked for that pair of times
    GONE = "gone"  # the pair of times is offered no more
    BOOKED_ALREADY = "booked_already"  # the person has a meeting ahead


class Concern(Enum):
    """What to look at once more. Nothing of it stops a booking."""

    LONG_BETWEEN = "long_between"  # since the meeting before
    LONG_UNTIL = "long_until"  # until the next one, which is booked already
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ODD_TIME = "odd_time"  # hardly anybody meets then
    BUSY = "busy"  # a handler has another meeting then, or has promised that time away


class Why(Enum):
    """Why a meeting is moved or cancelled. Nobody has to say."""

    NOT_SAID = "not_said"
    HEALTH = "health"
    OTHER = "other"


class Change(Enum):
    """What became of a time that was booked."""

    MOVED = "moved"
    CANCELLED = "cancelled"


class OutcomeKind(Enum):
    """What followed on the joint assessment."""

    COOPERATION = "cooperation"
    PREPARATORY = "preparatory"  # arbetsförberedande insats planned
    WORK_LIFE = "work_life"  # arbetslivsinriktad insats planned
    ORDINARY = "ordinary"  # ordinary services
    BACK_TO_FK = "back_to_fk"
    CANCELLED = "cancelled"

    @property
    def has_days(self) -> bool:
        """Whether it is something that begins and ends."""
        return self in {OutcomeKind.COOPERATION, OutcomeKind.PREPARATORY, OutcomeKind.WORK_LIFE}


class OutcomeRefusal(Enum):
    """Why an outcome cannot be written down like this."""

    NO_GK = "no_gk"  # nothing was booked that it could follow on
    BEFORE_GK = "before_gk"
    AHEAD = "ahead"  # nobody has decided it yet
    NO_DAYS = "no_days"  # such an outcome has none
    STARTS_BEFORE = "starts_before"
    NO_START = "no_start"  # an end without a start
    ENDS_BEFORE = "ends_before"
    TOO_FAR = "too_far"
    CHANGED = "changed"  # somebody else wrote another one meanwhile


#: What the participant is told; staff book 15 minutes more for reflection.
MINUTES = 60
#: What Försäkringskassan and Arbetsförmedlingen book for themselves afterwards, in minutes.
REFLECTION = 15
#: The time of a handler is promised away in pieces of so many minutes.
PART = 5
#: GK2 is held within two weeks of GK1.
LONGEST_BETWEEN = timedelta(days=14)
#: A day further ahead than this is a slip of the pen.
FURTHEST_AHEAD = timedelta(days=365)
#: The same for the last day of what was planned.
LONGEST_PLANNED = timedelta(days=5 * 365)
