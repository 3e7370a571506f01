"""The letters of reminders, written when they are sent, from what is true at that moment."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.ground.locales import by_id
from webapp.invitations import ballots, tokens
from webapp.invitations.letters import with_link
from webapp.language import speaking
from webapp.language.dates import long_day
from webapp.messages.letters import Letter, ManyWriter, Writer
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind
from webapp.people.addresses import Phone, address_of
from webapp.reminders import queries, rules, situation, wording
from webapp.reminders.planning import wanted
from webapp.reminders.situation import Facts
from webapp.reminders.values import Channel

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


def of_the_day(session: Session, messages: Sequence[OutboxMessage], at: datetime) -> dict[UUID, Letter]:
    """All that each person is to be told today, in one letter. Nobody who is to be told nothing any more gets one."""
    today, people = clock.day(at), [message.person for message in messages]
    known = situation.of(session, people, at=at)
    unanswered = ballots.open_rounds_of(session, people)
    found: dict[UUID, Letter] = {}
    for message in messages:
        fact = known.get(message.person)
        want = wanted(fact.person, rules.shipped(), at).get(today) if fact else None
        if fact is None or want is None:
            continue
        asked = [row for row in unanswered.get(message.person, ()) if queries.told_on(session, row, [message.person], today)]
        if letter := _joined(fact, want.about, bool(asked)):
            found[message.id] = letter
    return found


def _joined(fact: Facts, about: Sequence[str], survey: bool) -> Letter | None:
    """Without a health word, an agency or a name: it lies on a locked screen. That there is a survey is not told from any other task."""
    to, link = address(fact), fact.link
    if to is None or link is None:
        return None
    locale = by_id(fact.participant.locale)
    with speaking(locale.id):
        what = wording.sentences(
            [fact.begins[task] for task in map(_task, about) if task in fact.begins], {_rule(key) for key in about}, survey
        )
    return Letter(to, locale.id, {"what": " ".join(what), "link": tokens.address_of(link.id)})


def address(fact: Facts) -> str | None:
    """Where she wants her reminders; the stored address while the one she would rather have is not confirmed."""
    stored, choice = address_of(fact.participant), fact.choice
    if choice and choice.other and choice.channel is (Channel.EMAIL if isinstance(stored, Phone) else Channel.SMS):
        return choice.other
    return stored.value if stored else None


def _task(key: str) -> str:
    return key.rpartition(":")[0]


def _rule(key: str) -> str:
    return key.partition(":")[0]


def _alone(session: Session, message: OutboxMessage, _code: str | None, at: datetime) -> Letter | None:
    return of_the_day(session, [message], at).get(message.id)


WRITERS: dict[Kind, Writer] = {Kind.SURVEY: about_survey, Kind.REMINDER: _alone}
MANY: Mapping[Kind, ManyWriter] = {Kind.REMINDER: of_the_day}
