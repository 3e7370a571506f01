"""The hours that pass, the worker that is woken in each of them, and the diary of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import time_machine

from tests.story.cast import EVERYBODY, STAFF, Desk, Person, Phone, phone_of
from tests.story.post import STOCKHOLM, Item, Post
from webapp.ground import clock as now
from webapp.worker import tick

HOUR = timedelta(hours=1)
INDENT = " " * 11
#: What people do, they do some minutes after the hour.
MINUTES = timedelta(minutes=20)
#: At night the worker is woken at midnight and at six alone.
ASLEEP = frozenset({22, 23, 1, 2, 3, 4, 5})
BEGINS, ENDS = datetime(2027, 1, 20, 7, tzinfo=UTC), datetime(2027, 3, 19, 12, tzinfo=UTC)
NAMES = {one.address: one.name for one in EVERYBODY if one.address} | STAFF


@dataclass
class Story:
    """The clock goes on hour by hour and the worker with it; each act waits for its hour."""

    post: Post
    clock: time_machine.Traveller
    lines: list[str] = field(default_factory=list)
    phones: dict[str, Phone] = field(default_factory=dict)
    _day: date = date.min

    def __post_init__(self) -> None:
        self.desk = Desk(self.post.app)
        self.clock.move_to(BEGINS)
        for who in EVERYBODY:
            if who.address:
                self.phones[who.name] = phone_of(self.post.app, who, self.post.latest, self._arrives)

    def on(self, day: str, hour: int, what: str, act: Callable[[], object]) -> None:
        """Let the hours pass until then, and do it."""
        self._pass_until(datetime.fromisoformat(day).replace(hour=hour, tzinfo=STOCKHOLM).astimezone(UTC))
        at = now.now()
        self.clock.move_to(at + MINUTES)
        self._line(f"{self._time()}  {what}")
        act()
        self._arrives()
        self.clock.move_to(at)

    def ends(self) -> None:
        self._pass_until(ENDS)

    def phone(self, who: Person) -> Phone:
        return self.phones[who.name]

    def written(self) -> str:
        return "\n".join(self.lines) + "\n"

    def _pass_until(self, at: datetime) -> None:
        assert at >= now.now(), "The story goes forward."
        while now.now() < at:
            self.clock.shift(HOUR)
            if now.now().astimezone(STOCKHOLM).hour in ASLEEP:
                continue
            tick(self.post.app)
            self._note(self.post.collect(now.now(), asked=False))

    def _arrives(self) -> None:
        self._note(self.post.collect(now.now(), asked=True))

    def _note(self, items: list[Item]) -> None:
        for item in sorted(items, key=lambda one: (one.carrier, NAMES[one.to], one.words)):
            language = f" in {item.language}" if item.language else ""
            self._line(f"{self._time()}    {NAMES[item.to]}, {item.carrier}{language}:")
            self.lines += [f"{INDENT}{line}".rstrip() for line in item.words.splitlines()]

    def _time(self) -> str:
        return f"{now.now().astimezone(STOCKHOLM):%H.%M}"

    def _line(self, line: str) -> None:
        today = now.today()
        if today != self._day:
            self.lines += [*([""] if self.lines else []), f"{today:%A %-d %B}"]
            self._day = today
        self.lines.append(line)
