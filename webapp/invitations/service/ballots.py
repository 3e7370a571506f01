"""Ballots: made for everybody when a round opens, handed to phones in the room, and spent once."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.course_survey.models import SurveyRound
from webapp.invitations import ballots
from webapp.invitations.models import Ballot, BallotWords
from webapp.invitations.service.pairing import two_words
from webapp.storage import insert_once

WORDS_HOLD = timedelta(minutes=30)
#: More phones than this are no course, and would hide those that are. Then the oldest words are forgotten.
MOST_WAITING = 40


class NobodyWaits(Exception):
    """These words are handed out already, or their time is out."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A ballot as a phone holds it. `hand` is None on a phone that came by its own link."""

    ballot_id: UUID
    hand: int | None


def give_ballots(session: Session, round_id: UUID, participant_ids: Sequence[UUID]) -> None:
    """One ballot for each person; those who have one keep it."""
    for participant_id in participant_ids:
        insert_once(session, Ballot, id=uuid4(), round_id=round_id, participant_id=participant_id, spent=False, hand=0)


def spend(session: Session, handed: Handed) -> bool:
    """Mark a ballot as used. False when it was used already, or has been handed to another phone since."""
    unused = (Ballot.id == handed.ballot_id) & ~Ballot.spent
    if handed.hand is not None:
        unused &= Ballot.hand == handed.hand
    return session.scalar(update(Ballot).where(unused).values(spent=True).returning(Ballot.id)) is not None


def spend_all(session: Session, round_id: UUID, participant_ids: Collection[UUID]) -> bool:
    """Mark the ballots of those who handed in a sheet of paper. False when any of them was used already: then the caller undoes all.

    It is never said which. Always in the same order, so that two who do this at once wait for one another.
    """
    give_ballots(session, round_id, sorted(participant_ids))
    theirs = (Ballot.round_id == round_id) & Ballot.participant_id.in_(participant_ids)
    locked = session.scalars(select(Ballot).where(theirs).order_by(Ballot.id).with_for_update()).all()
    if any(ballot.spent for ballot in locked):
        return False
    for ballot in locked:
        ballot.spent = True
    session.flush()
    return True


def wait_in_room(session: Session, round_id: UUID, *, held: str = "", at: datetime) -> str:
    """A phone asks for a ballot; returns the secret it keeps. Its two words are shown by no other phone. Raises NoWordsLeft.

    `held` is the secret it kept before: a phone that asks again does not wait twice.
    """
    session.get_one(SurveyRound, round_id, with_for_update=True)
    here = BallotWords.round_id == round_id
    session.execute(delete(BallotWords).where(here, (BallotWords.expires_at <= at) | (BallotWords.secret_hash == ballots.hash_of(held))))
    _make_room(session, round_id)
    taken = set(session.scalars(select(BallotWords.words).where(here)))
    secret = secrets.token_urlsafe(24)
    row = BallotWords(round_id=round_id, secret_hash=ballots.hash_of(secret), words=two_words(taken), expires_at=at + WORDS_HOLD)
    session.add(row)
    session.flush()
    return secret


def hand(session: Session, round_id: UUID, words_id: UUID, participant_id: UUID, *, at: datetime) -> None:
    """The leader says whose the phone with these words is. Handing a ballot again takes it from the phone before.

    Raises NobodyWaits, also when the words are handed out already: whether that phone has gone on is not told.
    """
    waits = (BallotWords.id == words_id) & (BallotWords.round_id == round_id) & (BallotWords.expires_at > at)
    phone = session.scalar(select(BallotWords).where(waits, BallotWords.ballot_id.is_(None)).with_for_update())
    if phone is None:
        raise NobodyWaits
    give_ballots(session, round_id, [participant_id])
    handing = update(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id == participant_id).values(hand=Ballot.hand + 1)
    ballot_id = session.scalar(handing.returning(Ballot.id))
    session.execute(update(BallotWords).where(BallotWords.ballot_id == ballot_id).values(ballot_id=None))
    phone.ballot_id = ballot_id
    session.flush()


def collect(session: Session, round_id: UUID, secret: str, *, at: datetime) -> Handed | None:
    """The ballot the leader has handed to this phone; the words are forgotten. None while nobody has."""
    waiting = ballots.words_of(session, round_id, secret, at=at)
    if waiting is None or waiting.ballot_id is None:
        return None
    ballot = session.get_one(Ballot, waiting.ballot_id)
    session.delete(waiting)
    session.flush()
    return Handed(ballot.id, ballot.hand)


def _make_room(session: Session, round_id: UUID) -> None:
    """Forget the words that nobody was handed and that have waited longest, so that one phone cannot shut the room for the others."""
    here = select(BallotWords).where(BallotWords.round_id == round_id)
    waiting = session.scalars(here.order_by(BallotWords.ballot_id.is_(None).desc(), BallotWords.expires_at)).all()
    for row in waiting[: max(0, len(waiting) - MOST_WAITING + 1)]:
        session.delete(row)
    session.flush()


def sweep_words(session: Session, *, at: datetime) -> None:
    """Forget phones that wait no more."""
    session.execute(delete(BallotWords).where(BallotWords.expires_at < at))
