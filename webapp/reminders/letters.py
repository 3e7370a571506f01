"""The letter about the anonymous survey, written when it is sent, to whoever has not answered at that moment."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.locales import by_id
from webapp.invitations import ballots
from webapp.invitations.letters import with_link
from webapp.language.dates import long_day
from webapp.messages.letters import Letter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.reminders import queries

#: A round that closes before this hour of a day is said to be open until the day before.
WHOLE_DAY = timedelta(hours=18)


def about_survey(session: Session, message: OutboxMessage, code: str | None, at: datetime) -> Letter | None:
    """Her own link and the last day to answer. None when she has answered what is asked today, or meets somebody from here today."""
    today, person = clock.day(at), message.person
    asked = [row for row in ballots.open_rounds(session, person) if queries.told_on(session, row, [person], today)]
    letter = with_link(session, message, code, at) if asked else None
    if letter is None:
        return None
    last = max(today, _last_day(min(row.closes_at for row in asked)))
    return replace(letter, values={**letter.values, "day": long_day(last, by_id(letter.locale))})


def _last_day(closes_at: datetime) -> date:
    return clock.day(closes_at - WHOLE_DAY)


WRITERS: dict[Kind, Writer] = {Kind.SURVEY: about_survey}
