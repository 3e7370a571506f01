"""What text messages cost in one day, as one sum: which message it was for is kept nowhere."""

from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.messages.models import SendingDay
from webapp.storage import insert_once


def spend(session: Session, day: date, parts: int, cap: int) -> bool:
    """Whether so many parts more may be paid for today. Counts them if so, and nothing otherwise."""
    insert_once(session, SendingDay, day=day, due=0, parts=0)
    room = update(SendingDay).where(SendingDay.day == day, SendingDay.parts + parts <= cap)
    return session.scalar(room.values(parts=SendingDay.parts + parts).returning(SendingDay.day)) is not None
