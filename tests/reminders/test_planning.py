"""Which day one person is told what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from webapp.ground import clock
from webapp.reminders import rules
from webapp.reminders.planning import Person, Task, afterwards, wanted
from webapp.reminders.values import Hour

#: A Monday morning in Stockholm.
NOW = datetime(2027, 1, 18, 8, 30, tzinfo=UTC)
TODAY = date(2027, 1, 18)


def meeting(day: date, rule: str = "gk", number: int = 2) -> Task:
    return Task(f"{rule}:{number}:{day}", day - timedelta(days=14), day)


def stairs(first: date, second: date) -> Task:
    return Task("staircase:1", first, second)


def days(person: Person, at: datetime = NOW) -> dict[date, tuple[str, ...]]:
    return {day: want.about for day, want in wanted(person, rules.shipped(), at).items()}


@pytest.mark.parametrize(
    ("held", "told"),
    [
        (date(2027, 1, 20), date(2027, 1, 19)),
        (date(2027, 1, 25), date(2027, 1, 22)),  # Monday: the Friday before
        (date(2027, 3, 30), date(2027, 3, 25)),  # after Easter: the Thursday before
        (date(2027, 1, 19), date(2027, 1, 18)),
    ],
)
def test_a_meeting_is_told_of_on_the_last_sending_day_before(held: date, told: date) -> None:
    at = NOW if held.month == 1 else datetime(2027, 3, 20, 8, tzinfo=UTC)
    assert days(Person(tasks=(meeting(held),), meetings=frozenset({held})), at) == {told: (f"gk:2:{held}:last",)}


def test_never_on_the_day_of_another_meeting() -> None:
    held = date(2027, 1, 20)
    person = Person(tasks=(meeting(held),), meetings=frozenset({held, date(2027, 1, 19)}))
    assert days(person) == {TODAY: (f"gk:2:{held}:last",)}


def test_what_falls_on_one_day_is_one_message() -> None:
    first, second = date(2027, 1, 18), date(2027, 1, 29)
    person = Person(tasks=(meeting(second), stairs(first, second)), meetings=frozenset({first, second}))
    assert days(person) == {
        date(2027, 1, 19): ("staircase:1:first",),
        date(2027, 1, 25): ("staircase:1:middle",),
        date(2027, 1, 28): (f"gk:2:{second}:last", "staircase:1:last"),
    }


def test_between_meetings_that_are_near_nothing_comes_in_the_middle() -> None:
    first, second = date(2027, 1, 18), date(2027, 1, 22)
    found = days(Person(tasks=(stairs(first, second),), meetings=frozenset({first, second})))
    assert found == {date(2027, 1, 19): ("staircase:1:first",), date(2027, 1, 21): ("staircase:1:last",)}


def test_a_step_is_said_once_wherever_the_meeting_moves() -> None:
    said = {"staircase:1:first": date(2027, 1, 12), "staircase:1:middle": date(2027, 1, 15), "staircase:1:last": date(2027, 1, 15)}
    person = Person(tasks=(stairs(date(2027, 1, 11), date(2027, 2, 20)),), said=said)
    assert days(person) == {}


def test_nothing_more_today_for_who_has_got_her_message() -> None:
    held = date(2027, 1, 19)
    assert days(Person(tasks=(meeting(held),), told_today=True)) == {}
    assert days(Person(tasks=(meeting(held),))) == {TODAY: (f"gk:2:{held}:last",)}


def test_nothing_after_seven_in_the_evening_and_nothing_to_who_cannot_be_reached() -> None:
    tomorrow = Person(tasks=(meeting(date(2027, 1, 19)),))
    assert days(tomorrow, datetime(2027, 1, 18, 17, 59, tzinfo=UTC)) != {}
    assert days(tomorrow, datetime(2027, 1, 18, 18, 0, tzinfo=UTC)) == {}
    assert days(replace(tomorrow, reachable=False)) == {}


@pytest.mark.parametrize(
    ("day", "utc"), [(date(2027, 3, 25), 11), (date(2027, 3, 30), 10), (date(2027, 10, 29), 10), (date(2027, 11, 2), 11)]
)
def test_noon_is_noon_on_both_sides_of_the_clocks_change(day: date, utc: int) -> None:
    held = day + timedelta(days=1)
    want = wanted(Person(hour=Hour.NOON, tasks=(meeting(held),)), rules.shipped(), clock.at(day, Hour.MORNING.begins))
    found = list(want.values())
    assert [one.due_at for one in found] == [datetime(day.year, day.month, day.day, utc, tzinfo=UTC)]


def test_later_is_the_day_she_named_while_there_is_something_to_be_told_of() -> None:
    person = Person(tasks=(stairs(date(2027, 1, 11), date(2027, 1, 29)),), later_on=date(2027, 1, 19))
    assert "later:2027-01-19" in days(person)[date(2027, 1, 19)]
    assert days(replace(person, tasks=())) == {}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, ("gk:2:2027-01-19:last",)),
        ({"told_today": False}, None),
        ({"reachable": False}, None),
        ({"said": {"gk:2:2027-01-19:last": TODAY}}, None),
        ({"meetings": frozenset({TODAY})}, None),
        ({"tasks": (meeting(date(2027, 1, 20)), stairs(date(2027, 1, 15), date(2027, 1, 19)))}, None),
    ],
)
def test_a_meeting_that_no_other_day_can_tell_of_has_a_message_of_its_own(change: dict[str, Any], told: tuple[str, ...] | None) -> None:
    person = replace(Person(tasks=(meeting(date(2027, 1, 19)),), told_today=True), **change)
    more = afterwards(person, rules.shipped(), NOW)
    assert (more.about if more else None) == told


def test_nothing_more_in_the_evening() -> None:
    person = Person(tasks=(meeting(date(2027, 1, 19)),), told_today=True)
    assert afterwards(person, rules.shipped(), datetime(2027, 1, 18, 18, tzinfo=UTC)) is None
