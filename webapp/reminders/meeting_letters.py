"""The letter about one meeting, sent by hand."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.ground.locales import by_id
from webapp.invitations.letters import with_link
from webapp.language.dates import clock_time, long_day
from webapp.messages.letters import Letter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.reminders import meetings, queries
from webapp.reminders.letters import address_for
from webapp.reminders.meetings import Whose


def about_meeting(session: Session, message: OutboxMessage, code: str | None, at: datetime) -> Letter | None:
    """The day and the time as they are booked now. None when that meeting is not the next one any more, or her messages are paused."""
    person, choice = people.participant(session, message.person), queries.choices(session, [message.person]).get(message.person)
    letter = with_link(session, message, code, at)
    if person is None or letter is None or (choice and choice.paused_at):
        return None
    coming = [meetings.next_of(session, person, whose, at) for whose in Whose if meetings.numbers_in(message.about, whose)]
    found = [one for one in coming if one and one.number in meetings.numbers_in(message.about, one.whose)]
    if not found:
        return None
    begins, locale = found[0].begins_at, by_id(letter.locale)
    return replace(
        letter,
        to=address_for(person, choice) or letter.to,
        values={**letter.values, "day": long_day(begins, locale), "time": clock_time(begins, locale)},
    )


WRITERS: dict[Kind, Writer] = {Kind.MEETING: about_meeting}
