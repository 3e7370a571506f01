"""When meetings fall: on the two weekdays, in order, never on a day when Sweden is off work."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.people.values.calendar import day_off, lay_out

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
PAIRS = st.sets(st.integers(0, 4), min_size=2, max_size=2)


@given(DAYS, PAIRS)
def test_eight_days_in_order_on_the_two_weekdays(starts_on: date, weekdays: set[int]) -> None:
    days = lay_out(starts_on, weekdays)
    assert len(days) == 8
    assert list(days) == sorted(set(days))
    assert days[0] >= starts_on
    assert {day.weekday() for day in days} <= weekdays


@given(DAYS, PAIRS)
def test_only_holidays_are_skipped(starts_on: date, weekdays: set[int]) -> None:
    days = lay_out(starts_on, weekdays)
    between = [starts_on + timedelta(days=n) for n in range((days[-1] - starts_on).days + 1)]
    assert {day for day in between if day.weekday() in weekdays} - set(days) == {
        day for day in between if day.weekday() in weekdays and day_off(day)
    }


def test_a_spring_course_walks_around_easter() -> None:
    days = lay_out(date(2027, 3, 22), {0, 2})
    assert [f"{day:%d/%m}" for day in days] == ["22/03", "24/03", "31/03", "05/04", "07/04", "12/04", "14/04", "19/04"]


def test_the_eves_when_nobody_works_are_days_off() -> None:
    assert day_off(date(2027, 6, 25)) == "Midsommarafton"
    assert day_off(date(2027, 12, 24)) == "Julafton"
    assert day_off(date(2027, 12, 31)) == "Nyårsafton"
    assert day_off(date(2027, 6, 25), "en") == "Midsummer Eve"


def test_an_ordinary_sunday_and_an_ordinary_friday_are_not() -> None:
    assert day_off(date(2027, 2, 7)) is None
    assert day_off(date(2027, 2, 12)) is None
