"""What a restored database must not do: let old visitors in, say things twice, or wait for a box that has no key.

Only columns that have been there since the first version are touched, because an older copy is migrated afterwards.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, delete, inspect, select, update
from sqlalchemy.orm import Session

from webapp.backup.values import Manifest
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import RoundState
from webapp.invitations.models import BallotWords, DeviceCode, LinkRequest, Pairing
from webapp.messages.models import OutboxMessage
from webapp.messages.values import State
from webapp.security import audit
from webapp.security.models import VisitorSession
from webapp.storage import Base

#: What lives for minutes and opens something.
SHORT_LIVED: tuple[type[Base], ...] = (DeviceCode, Pairing, BallotWords)
UNDER_WAY = (State.PENDING, State.LEASED, State.CALLING)
NEEDS_A_KEY = (RoundState.OPEN, RoundState.CLOSED, RoundState.WAITING)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was laid to rest, in numbers."""

    sessions: int
    messages: int
    requests: int
    #: Rounds of the anonymous survey that nobody can open, since the key of their box is not here.
    shut_for_ever: int


def settle(session: Session, manifest: Manifest, box_keys: Path, *, at: datetime) -> Settled:
    """End every session, forget every code and all words, and let nothing be sent that may have been sent since the copy was made."""
    there = set(inspect(session.connection()).get_table_names())
    for model in SHORT_LIVED:
        if model.__tablename__ in there:
            session.execute(delete(model))
    settled = Settled(
        sessions=_changed(session, update(VisitorSession).where(VisitorSession.ended_at.is_(None)).values(ended_at=at)),
        messages=_changed(
            session,
            update(OutboxMessage).where(OutboxMessage.state.in_(UNDER_WAY)).values(state=State.UNKNOWN, leased_until=None, settled_at=at),
        ),
        # Whoever asked for a link has got it since. She can ask again.
        requests=_changed(session, update(LinkRequest).where(LinkRequest.handled_at.is_(None)).values(handled_at=at)),
        shut_for_ever=_shut(session, box_keys) if SurveyRound.__tablename__ in there else 0,
    )
    audit.record(session, "backup.restored", at=at, detail=f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC")
    return settled


def _changed(session: Session, statement: Executable) -> int:
    return cast(CursorResult[Any], session.execute(statement)).rowcount


def _shut(session: Session, box_keys: Path) -> int:
    """Rounds whose private key is no file in the folder of box keys. Nothing is done to them: the folder may only be missing."""
    waiting = session.scalars(select(SurveyRound.key_id).where(SurveyRound.state.in_(NEEDS_A_KEY)))
    return sum(key_id is None or not (box_keys / f"box-{key_id.hex}.key").is_file() for key_id in waiting)
