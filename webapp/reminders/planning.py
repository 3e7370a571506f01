"""What one participant is to be reminded of, and on which days: a pure function of what is true now.

Nothing here knows a database or a clock. `tests/reminders/reference.py` says the same hour by hour, and the two must agree.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from webapp.ground import clock
from webapp.reminders.rules import Rules, Step
from webapp.reminders.values import UNTIL, Hour, may_be_sent_on

ONE_DAY = timedelta(days=1)
#: The rules about meetings: to miss one is worse than to be told of it in a message of its own.
MEETINGS = ("course", "gk")


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be reminded of from the day it begins until the day before it ends. `key` begins with the name of its rule."""

    key: str
    begins: date
    ends: date

    @property
    def rule(self) -> str:
        return self.key.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Person:
    """All that a plan depends on. A task that is done is not among the tasks."""

    #: False: nothing is sent to her, whatever the reason.
    reachable: bool = True
    hour: Hour = Hour.MORNING
    tasks: tuple[Task, ...] = ()
    #: Days on which she meets somebody from here.
    meetings: frozenset[date] = frozenset()
    #: `task:step` -> the day it was said.
    said: Mapping[str, date] = field(default_factory=dict)
    #: Whether she has got her message of today already.
    told_today: bool = False
    #: "Påminn mig senare".
    later_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One message on one day. `about` is in the order of the tasks."""

    about: tuple[str, ...]
    due_at: datetime
    useless_at: datetime


def wanted(person: Person, rules: Rules, at: datetime) -> dict[date, Wanted]:
    """Day -> the message she is to get then, from now on."""
    if not person.reachable:
        return {}
    today = clock.day(at)
    first = today + ONE_DAY if person.told_today or at >= clock.at(today, UNTIL) else today
    days: dict[date, list[str]] = defaultdict(list)
    for task in person.tasks:
        for day, step in _days_of(task, rules, person, first).items():
            days[day].append(f"{task.key}:{step}")
    if (again := _again(person, first)) and f"later:{person.later_on}" not in person.said:
        days[again].append(f"later:{person.later_on}")
    return {day: Wanted(tuple(about), clock.at(day, person.hour.begins), clock.at(day, UNTIL)) for day, about in sorted(days.items())}


def afterwards(person: Person, rules: Rules, at: datetime) -> Wanted | None:
    """One message more on a day that has had its own: of a meeting that was booked or moved since, and that no other day can tell of."""
    today = clock.day(at)
    if not person.reachable or not person.told_today or at >= clock.at(today, UNTIL):
        return None
    meetings = [task for task in person.tasks if task.rule in MEETINGS]
    about = tuple(f"{task.key}:last" for task in meetings if _days_of(task, rules, person, today).get(today) == "last")
    return Wanted(about, clock.at(today, person.hour.begins), clock.at(today, UNTIL)) if about else None


def _days_of(task: Task, rules: Rules, person: Person, first: date) -> dict[date, str]:
    """Day -> which step of one task is said then. A step that was said keeps its day, and its neighbours keep away from it."""
    steps = rules.steps.get(task.rule, ())
    last = _last_day(task, person)
    found: dict[date, str] = {}
    before = task.begins - ONE_DAY * rules.apart
    for step in steps:
        if (said := person.said.get(f"{task.key}:{step.name}")) is not None:
            before = max(before, said)
            continue
        day = _day_of(step, task, rules, person, max(first, before + ONE_DAY), last)
        if day is None or (step.name == "middle" and not _apart(day, before, last, steps, rules)):
            continue
        found[day] = step.name
        before = day
    return found


def _day_of(step: Step, task: Task, rules: Rules, person: Person, first: date, last: date | None) -> date | None:
    if last is None or first > last:
        return None
    if step.name == "last":
        return last
    earliest = task.begins + ONE_DAY * step.days if step.name == "first" else task.begins + (task.ends - task.begins) // 2
    has_last = any(one.name == "last" for one in rules.steps[task.rule])
    until = last - ONE_DAY if has_last else last
    return _sending_day(max(first, earliest), until, person)


def _apart(day: date, before: date, last: date | None, steps: tuple[Step, ...], rules: Rules) -> bool:
    """Whether a day in the middle stands far enough from what was said before it, and from the last day."""
    apart = ONE_DAY * rules.apart
    return day - before >= apart and (last is None or steps[-1].name != "last" or last - day >= apart)


def _last_day(task: Task, person: Person) -> date | None:
    """The last day before the end on which something may be sent to her, not earlier than the task begins."""
    day = task.ends - ONE_DAY
    while day >= task.begins:
        if may_be_sent_on(day, person.meetings):
            return day
        day -= ONE_DAY
    return None


def _sending_day(first: date, last: date, person: Person) -> date | None:
    day = first
    while day <= last:
        if may_be_sent_on(day, person.meetings):
            return day
        day += ONE_DAY
    return None


def _again(person: Person, first: date) -> date | None:
    """The day she asked for, or the next sending day after it, while there is something left to be told of."""
    if person.later_on is None or person.later_on < first - ONE_DAY * 7:
        return None
    open_until = max((task.ends for task in person.tasks if task.begins <= person.later_on), default=None)
    return _sending_day(max(person.later_on, first), open_until - ONE_DAY, person) if open_until else None
