"""The metronome: wakes sweeps every minute. It holds no truth, and any number of workers may run at once."""

import signal
from datetime import datetime, time, timedelta
from types import FrameType
from typing import cast

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler
from flask import Flask, current_app

from webapp import boxes, health
from webapp.config import Settings
from webapp.ground import clock
from webapp.invitations import effects, queries
from webapp.invitations import service as invitations
from webapp.logs import log
from webapp.messages import fuse, stops
from webapp.messages import service as messages
from webapp.messages.values import Stop
from webapp.reminders import reconciling, staff
from webapp.reminders import service as reminders
from webapp.reminders.values import is_time
from webapp.results import queries as results
from webapp.results import service as publishing
from webapp.security import audit, sessions, throttle
from webapp.sign_in import service as sign_in
from webapp.storage import reading, transaction

EVERY = timedelta(seconds=60)


def tick(app: Flask) -> None:
    """Everything that is due now. Each part stands alone, so a fault in one stops no other."""
    went: dict[str, datetime] = {}
    for part in (
        boxes.keep_keys,
        boxes.follow_times,
        boxes.open_boxes,
        publish_results,
        follow_plans,
        look_through,
        remind,
        send_due,
        answer_requests,
        sweep,
    ):
        with app.app_context():
            try:
                part()
            except Exception as fault:  # noqa: BLE001 - the next tick tries again
                log.error("tick", kind=part.__name__, exc_info=fault)
            else:
                log.info("tick", kind=part.__name__)
                went[part.__name__] = clock.now()
    with app.app_context():
        try:
            with transaction() as session:
                health.went_well(session, went)
        except Exception as fault:  # noqa: BLE001 - it is seen by the parts that seem to stand still
            log.error("tick", kind="went_well", exc_info=fault)


def publish_results() -> None:
    """Half-years of the survey that are over and in which every box is opened or destroyed."""
    at = clock.now()
    for area_id, period, part in results.due(reading(), at=at, on=clock.day(at)):
        with transaction() as session:
            if publishing.publish(session, area_id, period, part, at=at):
                audit.record(session, "results.published", at=at, detail=f"{period} {part.value}")


def send_due() -> None:
    """Messages that nobody has sent yet, or that are to be tried again. When it is time for the next tick the rest waits for that one."""
    at = began = clock.now()
    usual = cast(Settings, current_app.extensions["settings"]).carriers.reminders_a_day
    with transaction() as session:
        messages.tidy(session, at=at)
        fuse.watch(session, at=at, least=usual)
        held = Stop.FUSE in stops.stopped(session)
    while at < began + EVERY and messages.send_some(at=at, reminders=is_time(at) and not held):
        at = clock.now()


def follow_plans() -> None:
    """Plan those anew for whom something has changed."""
    marks = 1
    while marks:
        with transaction() as session:
            marks = reconciling.plan_marked(session, at=clock.now())


def look_through() -> None:
    """Those whose turn it is this minute, though nothing says that they changed. It must find nothing to do, and says so if it does."""
    at = clock.now()
    minute = at.hour * 60 + at.minute
    with transaction() as session:
        people = reconciling.slice_of(session, minute)
        found = sum(
            reconciling.plan(session, people[start : start + reconciling.CHUNK], at=at)
            for start in range(0, len(people), reconciling.CHUNK)
        )
    if found:
        log.error("plans", count=found)


def remind() -> None:
    """Today's messages about the anonymous survey and to staff, and the end of yesterday's about the survey.

    On a day when a copy was restored none is written: it may have been sent already, and the copy does not know.
    """
    at = clock.now()
    with transaction() as session:
        lost = reminders.forget(session, at=at)
        if not audit.happened_since(session, "backup.restored", clock.at(clock.day(at), time())):
            reminders.plan(session, at=at)
            staff.plan_staff(session, at=at)
    if lost:
        log.error("messages", kind="survey", count=lost)


def answer_requests() -> None:
    """Requests for a link whose process stopped before it answered."""
    for request_id in queries.unanswered(reading()):
        effects.answer(request_id, at=clock.now())


def sweep() -> None:
    """Forget what is over."""
    with transaction() as session:
        throttle.sweep(session, at=clock.now())
        invitations.sweep_words(session, at=clock.now())
        invitations.sweep(session, at=clock.now())
        sessions.sweep(session, at=clock.now())
        sign_in.sweep(session, at=clock.now())


def start(app: Flask) -> BaseScheduler:
    """Beside a web process, as in the demo. Call `shutdown()` on what comes back."""
    scheduler = BackgroundScheduler(timezone=clock.STOCKHOLM)
    _set(scheduler, app)
    scheduler.start()
    return scheduler


def run(app: Flask) -> None:
    """In a process of its own, until it is told to stop; the tick under way is finished first."""
    scheduler = BlockingScheduler(timezone=clock.STOCKHOLM)
    _set(scheduler, app)

    def stop(_number: int, _frame: FrameType | None) -> None:
        if not scheduler.running:
            raise SystemExit(0)
        scheduler.shutdown(wait=False)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    app.extensions["settings"].check_worker()
    log.info("worker", state="starts")
    scheduler.start()
    log.info("worker", state="ends")


def _set(scheduler: BaseScheduler, app: Flask) -> None:
    often = {"seconds": EVERY.total_seconds(), "next_run_time": clock.now()}
    scheduler.add_job(tick, "interval", args=[app], coalesce=True, max_instances=1, misfire_grace_time=None, **often)
