"""The days on which somebody is told about a round of the survey."""

from datetime import UTC, date, datetime

import pytest

from webapp.reminders.values import days_of_survey, is_time, may_be_sent_on

#: A Wednesday in an ordinary week of spring, after the last meeting.
OPENED = datetime(2027, 3, 3, 12, tzinfo=UTC)
MEETING = date(2027, 3, 3)


def march(*days: int) -> tuple[date, ...]:
    return tuple(date(2027, 3, day) for day in days)


def closes(day: int, hour: int = 12) -> datetime:
    return datetime(2027, 3, day, hour, tzinfo=UTC)


def test_a_week_has_a_notice_and_a_reminder_on_the_last_sending_day() -> None:
    assert days_of_survey(OPENED, closes(10), {MEETING}) == march(4, 9)


def test_two_weeks_have_a_reminder_midway_too() -> None:
    assert days_of_survey(OPENED, closes(17), {MEETING}) == march(4, 10, 16)


@pytest.mark.parametrize(("hour", "minute", "day"), [(0, 0, 3), (7, 59, 3), (8, 0, 4), (12, 0, 4), (18, 0, 4)])
def test_a_round_that_opens_when_messages_may_be_gone_is_told_of_the_next_day(hour: int, minute: int, day: int) -> None:
    """In UTC; a Swedish clock shows an hour more."""
    assert days_of_survey(datetime(2027, 3, 3, hour, minute, tzinfo=UTC), closes(10), ())[0] == date(2027, 3, day)


def test_no_day_with_a_meeting_is_used() -> None:
    assert days_of_survey(OPENED, closes(10), {MEETING, *march(4, 9)}) == march(5, 8)


def test_a_round_of_two_days_has_the_notice_alone() -> None:
    assert days_of_survey(OPENED, closes(4, 16), {MEETING}) == march(4)


def test_a_round_over_a_weekend_has_no_message() -> None:
    assert days_of_survey(datetime(2027, 3, 5, 19, tzinfo=UTC), closes(7), ()) == ()


def test_at_most_three_days_however_long_it_is_open() -> None:
    assert len(days_of_survey(OPENED, datetime(2027, 6, 1, tzinfo=UTC), ())) == 3


@pytest.mark.parametrize(
    ("day", "sent"),
    [
        (date(2027, 3, 3), True),
        (date(2027, 3, 6), False),
        (date(2027, 3, 7), False),
        (date(2027, 3, 26), False),  # långfredagen
        (date(2027, 5, 6), False),  # Kristi himmelsfärdsdag
        (date(2027, 6, 25), False),  # midsommarafton
        (date(2027, 12, 24), False),
    ],
)
def test_reminders_are_sent_when_people_work(day: date, sent: bool) -> None:
    assert may_be_sent_on(day) is sent


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        (datetime(2027, 3, 3, 7, 59, tzinfo=UTC), False),
        (datetime(2027, 3, 3, 8, 0, tzinfo=UTC), True),
        (datetime(2027, 3, 3, 17, 59, tzinfo=UTC), True),
        (datetime(2027, 3, 3, 18, 0, tzinfo=UTC), False),
        (datetime(2027, 7, 1, 7, 0, tzinfo=UTC), True),
        (datetime(2027, 7, 1, 17, 0, tzinfo=UTC), False),
    ],
)
def test_the_hours_are_those_of_a_swedish_clock(at: datetime, sent: bool) -> None:
    assert is_time(at) is sent
