"""Where one part of the survey is, on its way to a result."""

from enum import Enum


class Standing(Enum):
    """What can be said while there is no figure to show. Never a number."""

    NOT_PLANNED = "not_planned"
    NOT_OPEN = "not_open"
    OPEN = "open"
    CLOSED = "closed"
    #: Fewer than five answered: waits for others.
    WAITING = "waiting"
    #: Opened together with others, and counted without course.
    POOLED = "pooled"
    BURNT = "burnt"
    #: Its key was lost.
    GIVEN_UP = "given_up"
    #: A half-year that still goes on.
    UNDER_WAY = "under_way"
    #: A half-year that is over, with boxes that are not opened yet.
    NOT_ALL_OPENED = "not_all_opened"
    SHOWN = "shown"
