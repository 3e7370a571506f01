"""Messages about the anonymous survey, so planned that no row of theirs says when somebody answered.

Who is reminded tells who has not answered, so the outbox could come to say, day by day, when each person did. Therefore:

- nothing is planned ahead, and answering changes no row: a message is written in the minute when it is to be sent;
- it is written for everybody who has a ballot, answered or not, with the same times;
- whether the ballot is spent is looked at once, by whoever writes the letter. Then it is sent or cancelled, in that same minute;
- in the evening, an hour after the last are sent, every such row is removed, whatever became of it.

So for some hours of one day the outbox repeats what the ballots say, and it never knows more. Nothing of it is shown to staff.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.course_survey import queries as surveys
from webapp.course_survey.models import SurveyRound
from webapp.ground import clock
from webapp.invitations import ballots
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.reminders import queries
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import UNTIL, is_time

UNDER_WAY = (State.PENDING, State.LEASED, State.CALLING)
#: Ends of which the operator is told, since the row itself does not stay.
LOST = frozenset({State.FAILED, State.UNKNOWN, State.EXPIRED})

#: So far a clock may be set back without anybody being told twice.
SET_BACK = timedelta(hours=1)


def plan(session: Session, *, at: datetime) -> None:
    """Write down what is to be said about the survey now: one message to each person a day, whichever rounds it is about."""
    if not is_time(at):
        return
    today = clock.day(at)
    told: set[UUID] = set()
    for row in surveys.open_now(session):
        told |= _told(session, row, ballots.holders(session, row.id), at)
    told -= queries.told_otherwise(session, sorted(told), today)
    keys = {f"survey:{today}:{participant_id}": participant_id for participant_id in sorted(told)}
    for dedupe in sorted(keys.keys() - _written(session, list(keys))):
        messages.remember(session, Kind.SURVEY, keys[dedupe], dedupe=dedupe, at=at, useless_at=clock.at(today, UNTIL))


def _told(session: Session, row: SurveyRound, holders: Sequence[UUID], at: datetime) -> set[UUID]:
    """Those who are told of a round now: on its days or on the day somebody asked for, at her hour, unless she gets no messages."""
    today, choices = clock.day(at), queries.choices(session, holders)
    told = queries.told_on(session, row, holders, today)
    return {one for one in told if one not in choices or _wants(choices[one], at)}


def _wants(choice: MessageChoice, at: datetime) -> bool:
    return not choice.silent and at >= clock.at(clock.day(at), choice.hour.begins)


def _written(session: Session, keys: list[str]) -> set[str]:
    return set(session.scalars(select(OutboxMessage.dedupe).where(OutboxMessage.dedupe.in_(keys))))


def forget(session: Session, *, at: datetime) -> int:
    """Remove the day's messages about the survey an hour after the last are sent. Says how many did not get through."""
    over = (OutboxMessage.kind == Kind.SURVEY) & (OutboxMessage.useless_at <= at - SET_BACK) & OutboxMessage.state.not_in(UNDER_WAY)
    gone: list[tuple[UUID, State]] = [
        (one, state) for one, state in session.execute(delete(OutboxMessage).where(over).returning(OutboxMessage.id, OutboxMessage.state))
    ]
    return sum(state in LOST for _, state in gone)
