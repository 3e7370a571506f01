"""How a participant wants her reminders: in which way, when in the day, later, or not at all."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages import service as messages
from webapp.people.addresses import Address, Phone, address_of, parse_address
from webapp.people.models import Participant
from webapp.reminders import appointments
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Channel, Hour, sending_day_from

ONE_DAY = timedelta(days=1)


class NoAddress(LookupError):
    """Nothing can be sent that way: there is no such address."""


def standing(session: Session, participant_id: UUID) -> MessageChoice | None:
    """What she has chosen, if she has chosen anything."""
    return session.scalar(select(MessageChoice).where(MessageChoice.participant_id == participant_id))


def ways(session: Session, person: Participant) -> dict[Channel, Address]:
    """Channel -> the address that it goes to: one of her own, and the stored one before any other of its kind."""
    choice = standing(session, person.id)
    other = parse_address(choice.other) if choice and choice.other else None
    return {channel_of(address): address for address in (other, address_of(person)) if address}


def later(session: Session, participant_id: UUID, *, at: datetime) -> date:
    """Remind her again on the next day when anything is sent to her. Says which day that is; asked for twice, it is the same."""
    person = _locked(session, participant_id)
    day = sending_day_from(clock.day(at) + ONE_DAY, appointments.days(session, person))
    choice = _choice(session, participant_id)
    choice.later_on = day
    messages.replan(session, participant_id)
    return day


def stop(session: Session, participant_id: UUID, *, at: datetime) -> None:
    """No more reminders, from now until she begins again. Stopping twice keeps the first day."""
    _locked(session, participant_id)
    choice = _choice(session, participant_id)
    choice.stopped_at, choice.later_on = choice.stopped_at or at, None
    messages.replan(session, participant_id)


def start(session: Session, participant_id: UUID) -> None:
    """Reminders again, as she had chosen them."""
    _locked(session, participant_id)
    choice = _choice(session, participant_id)
    choice.stopped_at = None
    messages.replan(session, participant_id)


def choose(session: Session, participant_id: UUID, channel: Channel, hour: Hour) -> None:
    """In which way, and when in the day. Raises NoAddress."""
    person = _locked(session, participant_id)
    if channel is not Channel.NONE and channel not in ways(session, person):
        raise NoAddress(channel.value)
    choice = _choice(session, participant_id)
    choice.channel, choice.hour = channel, hour
    messages.replan(session, participant_id)


def use_address(session: Session, participant_id: UUID, address: Address, hour: Hour) -> None:
    """From now on to this address, which she has shown is hers. The stored one stays for links and codes."""
    person, choice = _locked(session, participant_id), _choice(session, participant_id)
    if address_of(person) != address:
        choice.other = address.value
    choice.hour = hour
    choice.channel = channel_of(address)
    messages.replan(session, participant_id)


def channel_of(address: Address) -> Channel:
    return Channel.SMS if isinstance(address, Phone) else Channel.EMAIL


def _locked(session: Session, participant_id: UUID) -> Participant:
    return session.get_one(Participant, participant_id, with_for_update=True)


def _choice(session: Session, participant_id: UUID) -> MessageChoice:
    """Her row, made when she chooses for the first time."""
    choice = standing(session, participant_id)
    if choice is None:
        choice = MessageChoice(participant_id=participant_id, hour=Hour.MORNING)
        session.add(choice)
        session.flush()
    return choice
