"""The words of rounds and boxes that are stored, and the sizes that protect people."""

from datetime import date
from enum import Enum

#: A box with fewer envelopes is never opened by itself. quality.md N.4 and domain.md section 8.
SMALLEST_BOX = 5
#: A box is opened together with others only when they come from so many courses.
FEWEST_COURSES_IN_POOL = 2


class Part(Enum):
    """Which half of the survey: A at the last meeting, B after the talk about what comes next."""

    A = "a"
    B = "b"


FLOWS = {Part.A: "course-survey-a", Part.B: "course-survey-b"}


class RoundState(Enum):
    """Where a round is. After `closed` only the worker takes it further."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    #: Fewer than five answered: shut until it can be opened together with others.
    WAITING = "waiting"
    #: Opened once; the answers are counts now.
    EMPTIED = "emptied"
    #: Destroyed unopened.
    BURNT = "burnt"
    #: Destroyed unopened because its key was lost.
    GIVEN_UP = "given_up"


#: As long as a round is here, its box can be opened only with its key.
NEEDS_A_KEY = (RoundState.OPEN, RoundState.CLOSED, RoundState.WAITING)


class KeyState(Enum):
    """What a pair of keys is for now."""

    READY = "ready"
    IN_USE = "in_use"
    #: The private key is no longer wanted and is to be destroyed.
    CONDEMNED = "condemned"
    DESTROYED = "destroyed"


def period_of(day: date) -> str:
    """The half-year a day belongs to: "2027-1" is January to June."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"


def period_ends(period: str) -> date:
    """The last day of a half-year."""
    year, half = period.split("-")
    return date(int(year), 6, 30) if half == "1" else date(int(year), 12, 31)
