"""One storm: many messages, workers that are killed and paused in the middle, and what became of every message."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.chaos.gateway import way_of
from tests.chaos.processes import LEASE, Line, work
from tests.people import some
from tests.support.fixtures import START
from tests.support.forked import Forked
from webapp.invitations import service as invitations
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind, State
from webapp.reminders.models import MessageChoice
from webapp.storage import db, reading, transaction

#: When links that nobody has opened are spoken of.
LATER = timedelta(days=3)
#: What is planned for later days is left alone.
UNTIL = START + LATER + timedelta(hours=5)
UNDER_WAY = (State.PENDING, State.LEASED, State.CALLING)
A_COURSE = 20
#: When nothing is heard for so long, the database is asked whether all is done. It is longer than the last report takes.
QUIET = 0.7
#: A disaster comes within this after a call has begun.
MOMENT = 0.05
#: Longer than this no storm may last.
SECONDS_A_MESSAGE = 0.6
#: A process that is paused comes back when its lease is over.
AWAY = LEASE.total_seconds() * 1.2
now = time_machine.escape_hatch.time.time


@dataclass
class Storm:
    """`numbers`: phone -> participant. Half of them are sent an invitation, the others a reminder that the workers plan themselves."""

    app: Flask
    seed: int
    numbers: dict[str, UUID] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    #: How the reports of the gateway were answered: the second of each is known already.
    answered: Counter[int] = field(default_factory=Counter)
    kills: int = 0
    pauses: int = 0
    #: Those who want nothing any more, asked in the middle of it.
    stopped: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        self._began = now()
        self._workers: list[Forked] = []
        self._paused: dict[int, Forked] = {}

    def gather(self, count: int) -> None:
        """So many people, with a message for each."""
        at = START
        with self.app.app_context(), transaction() as session:
            leader = some.leader(session)
            for first in range(0, count, A_COURSE):
                course = some.a_course(session, leader).id
                for place, one in enumerate(some.people(session, course, min(A_COURSE, count - first), first=first)):
                    self.numbers[str(one.phone)] = one.id
                    link = invitations.link_for(session, one.id, at=at)
                    if place % 2:
                        link.opened_at = at
                        messages.remember(session, Kind.INVITATION, one.id, dedupe=f"{one.id}", at=at, useless_at=at + 2 * LATER)
        self._let_go()

    def rage(self, workers: int, disasters: int) -> None:
        """Until every disaster has happened and no message is under way."""
        line = Line(self.seed)
        try:
            self._workers = [self._worker(line) for _ in range(workers)]
            each = max(1, len(self.numbers) // (disasters + 2))
            due = [each * (number + 1) for number in range(disasters)]
            until = now() + 15 + SECONDS_A_MESSAGE * len(self.numbers)
            heard = True
            while heard or self._paused or self._under_way():
                assert now() < until, f"It never ended: {Counter(self.states().values())}"
                heard = False
                for what, whom in line.heard(QUIET):
                    heard = True
                    if what == "report":
                        self._reported(whom)
                        continue
                    self.calls[whom] += 1
                    if due and self.calls.total() >= due[0]:
                        due.pop(0)
                        line.wait(self.dice.uniform(0, MOMENT))
                        self._disaster(line)
                self._wake()
        finally:
            for one in (*self._paused.values(), *self._workers):
                one.kill()
            line.close()

    def states(self) -> dict[str, State]:
        """Phone -> where her message is."""
        with self.app.app_context():
            rows = select(OutboxMessage.participant_id, OutboxMessage.state).where(OutboxMessage.due_at < UNTIL)
            found = {row.participant_id: row.state for row in reading().execute(rows)}
        self._let_go()
        return {number: found[one] for number, one in self.numbers.items() if one in found}

    @property
    def broken(self) -> int:
        """Requests of which the gateway said nothing, or 5xx."""
        return sum(count for number, count in self.calls.items() if way_of(number, self.seed).breaks)

    def _worker(self, line: Line) -> Forked:
        at = START + LATER + timedelta(hours=0.5, seconds=now() - self._began)
        return Forked(lambda: work(self.app, line.url, at))

    def _disaster(self, line: Line) -> None:
        """Kill one or pause one, whatever it is doing, and let somebody change her mind."""
        place = self.dice.randrange(len(self._workers))
        victim = self._workers[place]
        if victim.pid not in self._paused and self.dice.random() < 1 / 3:
            self._paused[victim.pid] = victim.paused(AWAY)
            self.pauses += 1
        else:
            if pause := self._paused.pop(victim.pid, None):
                pause.kill()
            victim.kill()
            self._workers[place] = self._worker(line)
            self.kills += 1
        self._stops(self.numbers[self.dice.choice(sorted(self.numbers))])

    def _stops(self, one: UUID) -> None:
        if one in self.stopped:
            return
        with self._committed() as session:
            session.add(MessageChoice(participant_id=one, stopped_at=START))
            messages.replan(session, one)
        self.stopped.add(one)

    def _wake(self) -> None:
        """Forget pauses that are over."""
        self._paused = {pid: pause for pid, pause in self._paused.items() if not pause.is_over()}

    def _reported(self, address: str) -> None:
        """That a message came through, said at the address that went with it."""
        answer = self.app.test_client().post(urlsplit(address).path, data={"status": "delivered"})
        self.answered[answer.status_code] += 1
        self._let_go()

    def _under_way(self) -> bool:
        with self.app.app_context():
            open_rows = reading().scalar(select(func.count()).where(OutboxMessage.state.in_(UNDER_WAY), OutboxMessage.due_at < UNTIL))
            marks = reading().scalar(select(func.count()).select_from(Replan))
        self._let_go()
        return bool(open_rows or marks)

    @contextmanager
    def _committed(self) -> Iterator[Session]:
        with self.app.app_context(), transaction() as session:
            yield session
        self._let_go()

    def _let_go(self) -> None:
        """No connection of ours may be there when a process is made from this one."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()
