"""On which days somebody may be reminded, and on which of them she is told about one round of the survey."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from enum import Enum

from webapp.ground import clock
from webapp.people.values.calendar import day_off


class Channel(Enum):
    """How a participant wants her reminders."""

    SMS = "sms"
    EMAIL = "email"
    NONE = "none"


class Hour(Enum):
    """From when in the day."""

    MORNING = "morning"
    NOON = "noon"
    AFTERNOON = "afternoon"

    @property
    def begins(self) -> time:
        """As a Swedish clock shows it."""
        return {Hour.MORNING: time(9), Hour.NOON: time(12), Hour.AFTERNOON: time(15)}[self]


class Notice(Enum):
    """What staff are told by e-mail, without a name."""

    MEETING = "meeting"
    CANNOT_COME = "cannot_come"
    NOT_THROUGH = "not_through"


#: Between these hours, as a Swedish clock shows them.
FROM, UNTIL = time(9), time(19)
FRIDAY = 5
#: A reminder that is nearer than this to another is left out.
APART = timedelta(days=2)


def may_be_sent_on(day: date, meetings: Collection[date] = ()) -> bool:
    """Monday to Friday, when people work, and she meets nobody from here."""
    return day.isoweekday() <= FRIDAY and day_off(day) is None and day not in meetings


def next_sending_day(day: date) -> date:
    """The first day after this one on which people work: what lies up to and with it has this day as its last working day before."""
    while not may_be_sent_on(day := day + timedelta(days=1)):
        pass
    return day


def sending_day_from(day: date, meetings: Collection[date]) -> date:
    """The day itself when something may be sent to her then, otherwise the next such day."""
    while not may_be_sent_on(day, meetings):
        day += timedelta(days=1)
    return day


def is_time(at: datetime) -> bool:
    """Whether reminders are sent at this moment at all."""
    return may_be_sent_on(clock.day(at)) and FROM <= at.astimezone(clock.STOCKHOLM).time() < UNTIL


def days_of_survey(opened_at: datetime, closes_at: datetime, meetings: Collection[date]) -> tuple[date, ...]:
    """The days on which somebody is told about a round: when it has opened, midway, and the last sending day before it closes.

    A round that opens when the day's messages may be gone is told of from the next day on.

    Fewer in a short round: no reminder comes on the heels of another.
    """
    first_day = clock.day(opened_at + timedelta(days=1)) if _too_late(opened_at) else clock.day(opened_at)
    closes_on = clock.day(closes_at)
    sending = [day for day in _from_to(first_day, closes_on) if may_be_sent_on(day, meetings)]
    if not sending:
        return ()
    first, later = sending[0], [day for day in sending[1:] if day < closes_on]
    if not later:
        return (first,)
    middle = clock.day(opened_at + (closes_at - opened_at) / 2)
    midway = [day for day in later if day >= middle and day - first >= APART and later[-1] - day >= APART][:1]
    return (first, *midway, later[-1])


def _too_late(at: datetime) -> bool:
    return at.astimezone(clock.STOCKHOLM).time() >= FROM


def _from_to(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
