"""Who is told what, decided hour by hour as a patient person with a calendar would. No plan is made and nothing is looked up.

It shares the calendar of days off with the service and nothing else, so that the two can disagree.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from webapp.people.values.calendar import day_off

DAY = timedelta(days=1)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
APART = 2 * DAY


@dataclass
class Somebody:
    """One participant, as whoever keeps the calendar knows her."""

    course: dict[int, tuple[date, time]] = field(default_factory=dict)
    gk: dict[int, tuple[date, time]] = field(default_factory=dict)
    link: str = ""
    link_made: date = date.min
    opened: bool = False
    placed: bool = False
    #: She has chosen a box, or written in one.
    boxed: bool = False
    silent: bool = False
    hour: int = 9
    later_on: date | None = None
    #: What she was told, and on which day.
    said: dict[str, date] = field(default_factory=dict)
    #: The last day on which she was told of a meeting in a second message.
    twice: date | None = None

    def told_now(self, at: datetime) -> tuple[str, ...]:
        """What she is told at this moment, and remember it. Empty most of the time."""
        here = at.astimezone(STOCKHOLM)
        today = here.date()
        if self.silent or not self.hour <= here.hour < 19 or not self._sending(today):
            return ()
        if today in self.said.values():
            return self._once_more(today)
        about = [key for task, begins, ends, steps in self._tasks(today) for key in self._step(task, begins, ends, steps, today)]
        about += self._again(today)
        self.said |= dict.fromkeys(about, today)
        return tuple(about)

    def _once_more(self, today: date) -> tuple[str, ...]:
        """A meeting that she would not hear of otherwise, since today's message went before it was booked. Once."""
        if self.twice == today:
            return ()
        meetings = [task for task in self._tasks(today) if task[0].startswith(("course", "gk"))]
        about = tuple(key for task in meetings for key in self._step(*task, today))
        if about:
            self.twice = today
            self.said |= dict.fromkeys(about, today)
        return about

    def _sending(self, day: date) -> bool:
        met = {held for held, _ in (*self.course.values(), *self.gk.values())}
        return day.weekday() < 5 and day_off(day) is None and day not in met

    def _tasks(self, today: date) -> list[tuple[str, date, date, tuple[str, ...]]]:
        found: list[tuple[str, date, date, tuple[str, ...]]]
        meetings = {f"{kind}:{number}": held for kind, all_ in (("course", self.course), ("gk", self.gk)) for number, held in all_.items()}
        found = [(f"{key}:{on}T{begins:%H%M}", on - 14 * DAY, on, ("last",)) for key, (on, begins) in meetings.items()]
        if self.gk and not self.boxed:
            found.append(("agenda:1", self.gk[1][0] - 7 * DAY, self.gk[1][0], ("at once", "last")))
        if self.gk and not self.placed:
            first = self.gk[1][0]
            found.append(("staircase:1", first, self.gk[2][0] if 2 in self.gk else first + 14 * DAY, ("first", "middle", "last")))
        if self.link and not self.opened:
            found.append((f"opening:{self.link}", self.link_made, self.link_made + 14 * DAY, ("late",)))
        return [task for task in found if task[2] > today]

    def _step(self, task: str, begins: date, ends: date, steps: tuple[str, ...], today: date) -> list[str]:
        """At most one step of one task: the first that is not said, and whose time it is."""
        if today < begins:
            return []
        left = [day for day in _days(today, ends) if self._sending(day)]
        if steps == ("late",):
            late = f"{task}:first" not in self.said and today >= begins + 3 * DAY
            return [f"{task}:first"] if late else []
        is_last = len(left) == 1
        if is_last:
            return [f"{task}:last"] if f"{task}:last" not in self.said else []
        if steps == ("last",):
            return []
        if f"{task}:first" not in self.said:
            return [f"{task}:first"] if "at once" in steps or today >= begins + DAY else []
        last_told = max(day for key, day in self.said.items() if key.startswith(f"{task}:"))
        half = begins + (ends - begins) // 2
        in_time = "middle" in steps and today >= half and today - last_told >= APART and left[-1] - today >= APART
        return [f"{task}:middle"] if f"{task}:middle" not in self.said and in_time else []

    def _again(self, today: date) -> list[str]:
        key = f"later:{self.later_on}"
        if self.later_on is None or not self.later_on <= today or key in self.said or today - self.later_on > 7 * DAY:
            return []
        until = max((ends for _, begins, ends, _ in self._tasks(today) if begins <= self.later_on), default=today)
        return [key] if today < until else []


def _days(first: date, end: date) -> list[date]:
    return [first + DAY * number for number in range((end - first).days)]
