"""The time, asked for in one place, and Swedish days."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def day(moment: datetime) -> date:
    """The Swedish day a moment falls on."""
    return moment.astimezone(STOCKHOLM).date()


def today() -> date:
    """The Swedish day it is now."""
    return day(now())


def at(on: date, clock_time: time) -> datetime:
    """The moment, in UTC, when a Swedish clock shows `clock_time` on that day."""
    return datetime.combine(on, clock_time, STOCKHOLM).astimezone(UTC)
