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
from webapp.people.models import Participant
from webapp.reminders import queries, rules, situation, wording
from webapp.reminders.models import MessageChoice
from webapp.reminders.planning import Person, Wanted, afterwards, wanted
from webapp.reminders.reconciling import AFTERWARDS
from webapp.reminders.situation import Facts
from webapp.reminders.values import Channel

#: A round that closes before this hour of a day is said to be open until the day before.
WHOLE_DAY = timedelta(hours=18)


def about_survey(session: Session, message: OutboxMessage, code: str | None, at: datetime) -> Letter | None:
    """Her own link and the last day to answer. None when she has answered what is asked today, or wants no messages any more."""
    today, person = clock.day(at), message.person
    choice = queries.choices(session, [person]).get(person)
    if choice and choice.silent:
        return None
    asked = [row for row in ballots.open_rounds(session, person) if queries.told_on(session, row, [person], today)]
    letter = with_link(session, message, code, at) if asked else None
    to = address_for(session.get_one(Participant, person), choice)
    if letter is None or to is None:
        return None
    last = max(today, _last_day(min(row.closes_at for row in asked)))
    return replace(letter, to=to, values={**letter.values, "day": long_day(last, by_id(letter.locale))})


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
        more = message.dedupe.startswith(AFTERWARDS)
        want = _want(fact.person, at, more=more) if fact else None
        if fact is None or want is None:
            continue
        rounds = () if more else unanswered.get(message.person, ())
        asked = [row for row in rounds if queries.told_on(session, row, [message.person], today)]
        if letter := _joined(fact, want.about, bool(asked)):
            found[message.id] = letter
    return found


def _want(person: Person, at: datetime, *, more: bool) -> Wanted | None:
    return afterwards(person, rules.shipped(), at) if more else wanted(person, rules.shipped(), at).get(clock.day(at))


def _joined(fact: Facts, about: Sequence[str], survey: bool) -> Letter | None:
    """Without a health word, an agency or a name: it lies on a locked screen. That there is a survey is not told from any other task."""
    to, link = address_for(fact.participant, fact.choice), fact.link
    if to is None or link is None:
        return None
    locale = by_id(fact.participant.locale)
    with speaking(locale.id):
        what = wording.sentences(
            [fact.begins[task] for task in map(_task, about) if task in fact.begins], {_rule(key) for key in about}, survey
        )
    return Letter(to, locale.id, {"what": " ".join(what), "link": tokens.address_of(link.id)})


def address_for(person: Participant, choice: MessageChoice | None) -> str | None:
    """Where she wants her reminders; the stored address while the one she would rather have is not confirmed."""
    stored = address_of(person)
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
