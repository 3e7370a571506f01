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
