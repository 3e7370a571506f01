"""Looking up ballots and the phones that wait for one. Nothing here tells anybody who has answered."""

import hashlib
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import SMALLEST_BOX, Part, RoundState
from webapp.invitations.models import Ballot, BallotWords
from webapp.people.models import Participant


class Answered(Enum):
    """All that anybody is told about how many have answered."""

    FEWER_THAN_FIVE = "fewer_than_five"
    AT_LEAST_FIVE = "at_least_five"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class WaitingPhone:
    """A phone in the room that shows two words."""

    id: UUID
    words: str


def open_rounds(session: Session, participant_id: UUID) -> list[SurveyRound]:
    """What one person may answer now and has not: the only one who is told is herself. Part A first."""
    unanswered = (Ballot.participant_id == participant_id) & ~Ballot.spent & (SurveyRound.state == RoundState.OPEN)
    rows = select(SurveyRound).join(Ballot, Ballot.round_id == SurveyRound.id).where(unanswered)
    return list(session.scalars(rows.order_by(SurveyRound.part)))


def open_rounds_of(session: Session, participant_ids: Collection[UUID]) -> dict[UUID, list[SurveyRound]]:
    """The same for many people in one question, for whoever writes their letters. Those who have nothing left to answer are not in it."""
    unanswered = Ballot.participant_id.in_(participant_ids) & ~Ballot.spent & (SurveyRound.state == RoundState.OPEN)
    found: dict[UUID, list[SurveyRound]] = defaultdict(list)
    for one, row in session.execute(select(Ballot.participant_id, SurveyRound).join_from(Ballot, SurveyRound).where(unanswered)):
        found[one].append(row)
    return dict(found)


def asked_part(session: Session, participant_id: UUID) -> Part | None:
    """The first part that is open for her, answered or not: all that somebody else who looks behind her link is shown."""
    asked = select(SurveyRound.part).join(Ballot, Ballot.round_id == SurveyRound.id)
    hers = asked.where(Ballot.participant_id == participant_id, SurveyRound.state == RoundState.OPEN)
    return session.scalar(hers.order_by(SurveyRound.part).limit(1))


def asked_round(session: Session, participant_id: UUID) -> SurveyRound | None:
    """The round of `asked_part`, for somebody who has pressed the button and learns that there is nothing left to answer."""
    hers = select(SurveyRound).join(Ballot, Ballot.round_id == SurveyRound.id).where(Ballot.participant_id == participant_id)
    return session.scalar(hers.where(SurveyRound.state == RoundState.OPEN).order_by(SurveyRound.part).limit(1))


def ballot_of(session: Session, round_id: UUID, participant_id: UUID) -> Ballot | None:
    """One person's ballot in one round."""
    return session.scalar(select(Ballot).where(Ballot.round_id == round_id, Ballot.participant_id == participant_id))


def of_person(session: Session, participant_id: UUID) -> list[tuple[Part, Ballot]]:
    """Every ballot one person has been given, part A first. For herself alone."""
    rows = select(SurveyRound.part, Ballot).select_from(Ballot).join(SurveyRound, SurveyRound.id == Ballot.round_id)
    hers = rows.where(Ballot.participant_id == participant_id).order_by(SurveyRound.part)
    return [(part, ballot) for part, ballot in session.execute(hers)]


def holders(session: Session, round_id: UUID) -> list[UUID]:
    """Everybody with a ballot in a round who is still in the course, whether it is spent or not."""
    rows = select(Ballot.participant_id).join(Participant, Participant.id == Ballot.participant_id)
    return list(session.scalars(rows.where(Ballot.round_id == round_id, Participant.ended_at.is_(None)).order_by(Ballot.participant_id)))


def answered(session: Session, round_id: UUID) -> Answered:
    """Fewer than five, at least five, or all who were given a ballot. In a group of fewer than five it is never "all".

    Somebody who leaves the course still counts. Otherwise the word would change when the last of those who have not answered leaves.
    """
    spent = session.scalars(select(Ballot.spent).where(Ballot.round_id == round_id)).all()
    if sum(spent) < SMALLEST_BOX:
        return Answered.FEWER_THAN_FIVE
    return Answered.ALL if all(spent) else Answered.AT_LEAST_FIVE


def spent(session: Session, round_id: UUID) -> int:
    """How many ballots are spent. For the worker, who compares it with the envelopes."""
    return session.scalar(select(func.count()).where(Ballot.round_id == round_id, Ballot.spent)) or 0


def waiting_phones(session: Session, round_id: UUID, *, at: datetime) -> list[WaitingPhone]:
    """Phones in the room that wait to be handed a ballot, by their words, so that no order is told.

    One that has been handed its ballot is not among them: how long it stayed would say who has not begun.
    """
    waits = (BallotWords.round_id == round_id) & (BallotWords.expires_at > at) & BallotWords.ballot_id.is_(None)
    return [WaitingPhone(row.id, row.words) for row in session.scalars(select(BallotWords).where(waits).order_by(BallotWords.words))]


def words_of(session: Session, round_id: UUID, secret: str, *, at: datetime) -> BallotWords | None:
    """What a phone waits with, if it still does."""
    held = (BallotWords.secret_hash == hash_of(secret)) & (BallotWords.round_id == round_id) & (BallotWords.expires_at > at)
    return session.scalar(select(BallotWords).where(held))


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
