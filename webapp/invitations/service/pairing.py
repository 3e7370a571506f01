"""A phone in the room shows two words, and the leader, who sees the person, says that they are right."""

import secrets
from datetime import datetime
from itertools import permutations
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.invitations import queries
from webapp.invitations.models import Pairing
from webapp.invitations.values import PAIRING_HOLDS
from webapp.invitations.word_list import WORDS
from webapp.people.models import Course, Participant


class NothingToConfirm(Exception):
    """The words are gone: the time is out, or they were confirmed already."""


class NoWordsLeft(Exception):
    """More phones wait in the course than there are pairs of words."""


def show_words(session: Session, session_id: UUID, participant_id: UUID, *, at: datetime) -> str:
    """The two words of this phone: the ones it has, or new ones that no other phone in the course shows. Raises NoWordsLeft.

    One phone waits for each person: the latest, which is the one she holds in her hand.
    """
    if now := queries.pairing(session, session_id, at=at):
        return now.words
    participant = session.get_one(Participant, participant_id)
    session.get_one(Course, participant.course_id, with_for_update=True)
    hers_waiting = (Pairing.participant_id == participant_id) & Pairing.confirmed_at.is_(None)
    session.execute(delete(Pairing).where((Pairing.session_id == session_id) | hers_waiting))
    taken = {one.words for one in queries.waiting(session, participant.course_id, at=at)}
    row = Pairing(session_id=session_id, participant_id=participant_id, words=two_words(taken), made_at=at, expires_at=at + PAIRING_HOLDS)
    session.add(row)
    return row.words


def confirm_pairing(session: Session, pairing_id: UUID, *, staff_id: UUID, at: datetime) -> UUID:
    """The leader says that the words are right; returns whose phone it is. Raises NothingToConfirm."""
    open_still = (Pairing.id == pairing_id) & Pairing.confirmed_at.is_(None) & (Pairing.expires_at > at)
    confirming = update(Pairing).where(open_still).values(confirmed_at=at, confirmed_by=staff_id)
    participant_id: UUID | None = session.scalar(confirming.returning(Pairing.participant_id))
    if participant_id is None:
        raise NothingToConfirm
    return participant_id


def two_words(taken: set[str]) -> str:
    """Two different words that no other phone shows, as long as there are such; then at least not the same two. Raises NoWordsLeft.

    Pairs that share a word are easily taken for one another across a room.
    """
    shown = {frozenset(words.split()) for words in taken}
    seen = frozenset[str]().union(*shown)
    free = [pair for pair in permutations(WORDS, 2) if frozenset(pair) not in shown]
    if not free:
        raise NoWordsLeft
    return " ".join(secrets.choice([pair for pair in free if seen.isdisjoint(pair)] or free))
