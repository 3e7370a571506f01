"""The fuse: far more reminders than usual on one day is a fault in a plan, and stops before it reaches anybody's phone."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages import stops
from webapp.messages.models import OutboxMessage, SendingDay
from webapp.messages.values import REMINDERS, Kind, State, Stop
from webapp.storage import insert_once

#: As many times the busiest of these days is far more than usual.
FACTOR, DAYS = 3, timedelta(days=28)


def watch(session: Session, *, at: datetime, least: int) -> None:
    """Count what is due today, and stop all reminders when it is far more than usual. Up to `least` a day is never that.

    What is counted is written whether somebody has answered the survey or not, so the count tells nothing. A fuse that an operator has put
    back holds for what had made it blow, and blows again only for far more.
    """
    today = clock.day(at)
    due, usual = _due(session, today), _usual(session, today)
    insert_once(session, SendingDay, day=today, due=0, parts=0)
    session.execute(update(SendingDay).where(SendingDay.day == today, SendingDay.due < due).values(due=due))
    if due > max(least, FACTOR * usual):
        stops.stop(session, Stop.FUSE, reason=f"{due} reminders are due today; usual is at most {usual}", at=at)


def _due(session: Session, today: date) -> int:
    """How many there are to be sent today, or were, in all. Those about the survey are counted also when they are taken back."""
    begins, ends = clock.at(today, time()), clock.at(today + timedelta(days=1), time())
    alive = OutboxMessage.kind.in_(REMINDERS) & ((OutboxMessage.state != State.CANCELLED) | (OutboxMessage.kind == Kind.SURVEY))
    of_today = (OutboxMessage.due_at >= begins) & (OutboxMessage.due_at < ends)
    return session.scalar(select(func.count()).select_from(OutboxMessage).where(alive, of_today)) or 0


def _usual(session: Session, today: date) -> int:
    """The most on one of the days before, and today as far as it was known."""
    return session.scalar(select(func.max(SendingDay.due)).where(SendingDay.day >= today - DAYS)) or 0
