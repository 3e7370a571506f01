"""Days and times as people say them, in Stockholm's time.

Babel's data names days and months. The digits are Latin in every language, also Arabic, as in the agencies' own Arabic pages.
"""

from datetime import date, datetime

from babel.dates import format_date

from webapp.ground.clock import STOCKHOLM
from webapp.ground.locales import Locale
from webapp.language.voice import spoken_locale

#: Between the day and the hour, and between two hours.
_AT = {"sv": "{day} klockan {start}", "en_GB": "{day} at {start}", "ar": "{day} الساعة {start}"}
_SPAN = {
    "sv": "{day} klockan {start} till {end}",
    "en_GB": "{day} from {start} to {end}",
    "ar": "{day} من الساعة {start} إلى {end}",
}


def moment(at: datetime, locale: Locale | None = None) -> str:
    """Like "tisdag 3 mars klockan 13.00"."""
    spoken = locale or spoken_locale()
    return _AT[spoken.babel].format(day=long_day(at, spoken), start=clock_time(at, spoken))


def span(start: datetime, end: datetime, locale: Locale | None = None) -> str:
    """Like "tisdag 3 mars klockan 13.00 till 15.00"."""
    spoken = locale or spoken_locale()
    return _SPAN[spoken.babel].format(day=long_day(start, spoken), start=clock_time(start, spoken), end=clock_time(end, spoken))


def long_day(day: date, locale: Locale | None = None) -> str:
    """Like "tisdag 3 mars"."""
    return format_date(_local(day), "EEEE d MMMM", locale=(locale or spoken_locale()).babel)


def short_day(day: date, locale: Locale | None = None) -> str:
    """Like "3 mars 2026"."""
    return format_date(_local(day), "d MMMM y", locale=(locale or spoken_locale()).babel)


def weekday(day: date, locale: Locale | None = None) -> str:
    """Like "tisdag"."""
    return format_date(_local(day), "EEEE", locale=(locale or spoken_locale()).babel)


def clock_time(at: datetime, locale: Locale | None = None) -> str:
    """Like "13.00" in Swedish, and "13:00" elsewhere."""
    return f"{_stockholm(at):%H.%M}" if (locale or spoken_locale()).babel == "sv" else f"{_stockholm(at):%H:%M}"


def _local(day: date) -> date:
    return _stockholm(day).date() if isinstance(day, datetime) else day


def _stockholm(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} saknar tidszon.")
    return at.astimezone(STOCKHOLM)
