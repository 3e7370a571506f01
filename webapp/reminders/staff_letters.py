"""E-mail to staff: that there is something to open Mellansteg for. Never a name, never what it is about."""

from datetime import date, datetime, timedelta
from typing import cast

from flask import current_app
from sqlalchemy.orm import Session

from webapp.config import Settings
from webapp.ground import clock
from webapp.language import speaking, t
from webapp.language.dates import weekday
from webapp.messages.letters import Letter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.reminders import queries
from webapp.reminders.values import Notice, next_sending_day


def before_meeting(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    """The day of the next GK, when today is the last working day before it."""
    letter, today = _to(session, message, Notice.MEETING), clock.day(at)
    if letter is None or message.staff_id is None:
        return None
    held_on = queries.next_gk_of_handlers(session, today + timedelta(days=1), next_sending_day(today), message.staff_id).get(
        message.staff_id
    )
    if held_on is None:
        return None
    with speaking(letter.locale):
        return Letter(letter.to, letter.locale, {**letter.values, "day": when(held_on, today)})


def when(held_on: date, today: date) -> str:
    """Within a week, and "i morgon" only when it is."""
    if held_on - today == timedelta(days=1):
        return t("staff.letter.tomorrow", "i morgon")
    return t("staff.letter.on", "på {weekday}", weekday=weekday(held_on))


def cannot_come(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    return _to(session, message, Notice.CANNOT_COME)


def not_through(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    return _to(session, message, Notice.NOT_THROUGH)


def _to(session: Session, message: OutboxMessage, notice: Notice) -> Letter | None:
    """To her work address, unless she has left, has none, or wants no such letter."""
    account = people.staff(session, message.staff_id) if message.staff_id else None
    if account is None or not account.active or not account.email or notice in queries.turned_off(session, account.id):
        return None
    return Letter(account.email, account.locale, {"link": cast(Settings, current_app.extensions["settings"]).base_url})


WRITERS: dict[Kind, Writer] = {Kind.STAFF_MEETING: before_meeting, Kind.STAFF_CANNOT_COME: cannot_come, Kind.STAFF_NOT_THROUGH: not_through}
