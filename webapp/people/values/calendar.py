"""When people meet: the eight meetings of a course on two weekdays, never on a day when Sweden is off work, and at no odd hour."""

from collections.abc import Collection, Iterator
from datetime import date, time, timedelta
from functools import cache
from itertools import islice

from holidays.countries.sweden import Sweden

from webapp.people.values import MEETINGS

#: Public holidays, and midsommarafton, julafton and nyårsafton, when nobody works either.
_OFF = ("public", "de_facto")
_SUNDAY = 6
#: A meeting that begins outside these hours is more often a slip of the pen.
EARLIEST, LATEST = time(7), time(18)
_LANGUAGES = {"sv": "sv", "en": "en_US"}


@cache
def _days_off(year: int, language: str) -> dict[date, str]:
    return dict(Sweden(years=year, include_sundays=False, categories=_OFF, language=language))


def day_off(day: date, locale_id: str = "sv") -> str | None:
    """The name of the holiday, or None on a day when people work. Ordinary Sundays have no name."""
    return _days_off(day.year, _LANGUAGES.get(locale_id, "sv")).get(day)


def is_odd(begins: time) -> bool:
    """Whether hardly any meeting begins then."""
    return not EARLIEST <= begins <= LATEST


def lay_out(starts_on: date, weekdays: Collection[int]) -> tuple[date, ...]:
    """The days of the eight meetings: the first working days from `starts_on` that fall on these weekdays (Monday is 0)."""
    if not weekdays or not set(weekdays) <= set(range(_SUNDAY)):
        raise ValueError(f"Meetings are held Monday to Saturday, not on {sorted(weekdays)}.")
    held = (day for day in _from(starts_on) if day.weekday() in weekdays and day_off(day) is None)
    return tuple(islice(held, MEETINGS))


def _from(day: date) -> Iterator[date]:
    while True:
        yield day
        day += timedelta(days=1)
