"""Days and times as people say them."""

from datetime import UTC, date, datetime

import pytest

from webapp.ground.locales import by_id
from webapp.language import dates, speaking

WINTER = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
LATE_IN_SUMMER = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("sv", "tisdag 3 mars klockan 13.00"),
        ("sv@simple", "tisdag 3 mars klockan 13.00"),
        ("en", "Tuesday 3 March at 13:00"),
        ("ar", "الثلاثاء 3 مارس الساعة 13:00"),
    ],
)
def test_a_moment_is_said_with_its_day_in_swedish_time(locale: str, said: str) -> None:
    assert dates.moment(WINTER, by_id(locale)) == said
    with speaking(locale):
        assert dates.moment(WINTER) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("sv", "tisdag 3 mars klockan 13.00 till 15.00"),
        ("en", "Tuesday 3 March from 13:00 to 15:00"),
        ("ar", "الثلاثاء 3 مارس من الساعة 13:00 إلى 15:00"),
    ],
)
def test_a_meeting_has_a_beginning_and_an_end(locale: str, said: str) -> None:
    assert dates.span(WINTER, WINTER.replace(hour=14), by_id(locale)) == said


@pytest.mark.parametrize(("locale", "said"), [("sv", "1 juli 2026"), ("en", "1 July 2026"), ("ar", "1 يوليو 2026")])
def test_a_late_evening_in_utc_is_the_next_day_here(locale: str, said: str) -> None:
    assert dates.short_day(LATE_IN_SUMMER, by_id(locale)) == said


def test_a_day_without_time_is_that_day() -> None:
    assert dates.long_day(date(2026, 3, 3), by_id("sv")) == "tisdag 3 mars"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="saknar tidszon"):
        dates.clock_time(WINTER.replace(tzinfo=None))
