"""Deciding and withdrawing. The ledger only grows."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.consent import queries
from webapp.consent.models import ConsentEntry, ConsentText
from webapp.consent.values import Decision, Purpose, Way
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.people.models import Participant
from webapp.storage import insert_once

#: A paper tells the day and no time.
NOON = time(12)


class NothingToWithdraw(Exception):
    """There is no consent in force for this purpose."""


class DecidedLater(Exception):
    """She has decided about this since, or the same day, and a paper that is not newer does not change it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words that were decided about: the Swedish text, and what stood on the screen in the visitor's locale."""

    swedish: str
    shown: str
    locale: str
    flow: str
    flow_version: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What was decided, and what came with it."""

    purpose: Purpose
    decision: Decision
    agencies: frozenset[Agency] = frozenset()
    placement_id: UUID | None = None
    understood: str | None = None
    signature: str | None = None


def decide(
    session: Session,
    participant_id: UUID,
    choice: Choice,
    wording: Wording,
    *,
    at: datetime,
    way: Way = Way.DEVICE,
    entered_by: UUID | None = None,
) -> None:
    """Write down a decision. Deciding the same thing twice adds nothing. On paper, `entered_by` says which of the staff entered it."""
    _one_at_a_time(session, participant_id)
    swedish, shown = _keep(session, wording.swedish), _keep(session, wording.shown)
    latest = queries.latest(session, participant_id, choice.purpose)
    agencies = " ".join(sorted(agency.value for agency in choice.agencies))
    if latest and (latest.decision, latest.text_sha256, latest.agencies, latest.placement_id) == (
        choice.decision,
        swedish,
        agencies,
        choice.placement_id,
    ):
        return
    entry = ConsentEntry(
        number=_next_number(session, participant_id),
        participant_id=participant_id,
        purpose=choice.purpose,
        decision=choice.decision,
        agencies=agencies,
        placement_id=choice.placement_id,
        text_sha256=swedish,
        shown_sha256=shown,
        locale=wording.locale,
        flow=wording.flow,
        flow_version=wording.flow_version,
        understood=choice.understood,
        signature=choice.signature,
        way=way,
        entered_by=entered_by,
        decided_at=at,
    )
    session.add(entry)
    session.flush()


def enter_paper(
    session: Session, participant_id: UUID, choice: Choice, wording: Wording, *, signed_on: date, entered_by: UUID, at: datetime
) -> None:
    """Write down what somebody decided on paper. Raises DecidedLater when she has decided since, or otherwise the same day.

    Which placement is shown to whom may be entered once more from a paper of the same day: what was written off wrong can be put right.
    """
    _one_at_a_time(session, participant_id)
    latest = queries.latest(session, participant_id, choice.purpose)
    if latest and (day := clock.day(latest.decided_at)) >= signed_on:
        if (day, latest.way, latest.decision) != (signed_on, Way.PAPER, choice.decision):
            raise DecidedLater(choice.purpose)
        if choice.purpose is not Purpose.SHARING:
            return
    decided_at = moment_of_paper(signed_on, at)
    decide(session, participant_id, choice, wording, at=decided_at, way=Way.PAPER, entered_by=entered_by)


def moment_of_paper(signed_on: date, at: datetime) -> datetime:
    """The moment a paper of that day is given in the books, never later than it was entered."""
    return min(at, clock.at(signed_on, NOON))


def withdraw(session: Session, participant_id: UUID, purpose: Purpose, *, locale: str, at: datetime) -> None:
    """Take back the consent in force. Holds from the next request on. Raises NothingToWithdraw."""
    _one_at_a_time(session, participant_id)
    latest = queries.latest(session, participant_id, purpose)
    if latest is None or latest.decision is not Decision.GIVEN:
        raise NothingToWithdraw(purpose)
    entry = ConsentEntry(
        number=_next_number(session, participant_id),
        participant_id=participant_id,
        purpose=purpose,
        decision=Decision.WITHDRAWN,
        agencies=latest.agencies,
        placement_id=latest.placement_id,
        text_sha256=latest.text_sha256,
        shown_sha256=latest.shown_sha256,
        locale=locale,
        flow=latest.flow,
        flow_version=latest.flow_version,
        way=Way.DEVICE,
        decided_at=at,
    )
    session.add(entry)
    session.flush()


def _one_at_a_time(session: Session, participant_id: UUID) -> None:
    """Two decisions of one person wait for each other, so that the later one is the later one."""
    session.get_one(Participant, participant_id, with_for_update=True)


def _keep(session: Session, text: str) -> str:
    """Keep the exact text under its own hash, once."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    insert_once(session, ConsentText, sha256=sha256, text=text)
    return sha256


def _next_number(session: Session, participant_id: UUID) -> int:
    highest = select(func.max(ConsentEntry.number)).where(ConsentEntry.participant_id == participant_id)
    return (session.scalar(highest) or 0) + 1
