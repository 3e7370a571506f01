"""What a restored database must not do: let old visitors in, say things twice, or wait for a box that has no key.

Only columns that have been there since the first version are touched, because an older copy is migrated afterwards.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

from sqlalchemy import CursorResult, Executable, delete, inspect, select, update
from sqlalchemy.orm import Session

from webapp.backup.values import Manifest, Refused
from webapp.course_survey.key_folder import BoxKeyFolder, KeyFolderFault
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.values import NEEDS_A_KEY
from webapp.ground import clock
from webapp.invitations.models import BallotWords, DeviceCode, LinkRequest, Pairing
from webapp.messages.models import OutboxMessage
from webapp.messages.values import State
from webapp.security import audit
from webapp.security.models import VisitorSession
from webapp.sign_in.models import ParkedForm, StaffInvite
from webapp.storage import Base

#: What lives for minutes and opens something; and invitations, which may have been taken up or replaced since.
SHORT_LIVED: tuple[type[Base], ...] = (DeviceCode, Pairing, BallotWords, ParkedForm, StaffInvite)
UNDER_WAY = (State.PENDING, State.LEASED, State.CALLING)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was laid to rest, in numbers."""

    sessions: int
    messages: int
    requests: int
    #: Rounds of the anonymous survey that nobody can open, since the key of their box is not here.
    shut_for_ever: int = 0
    #: Private keys here that the restored database does not know, and so never destroys.
    unknown_keys: int = 0


def settle(session: Session, manifest: Manifest, box_keys: Path, *, at: datetime) -> Settled:
    """End every session, forget every code and all words, and let nothing be sent that may have been sent since the copy was made."""
    there = set(inspect(session.connection()).get_table_names())
    for model in SHORT_LIVED:
        if model.__tablename__ in there:
            session.execute(delete(model))
    waiting = OutboxMessage.state.in_(UNDER_WAY)
    sessions = update(VisitorSession).where(VisitorSession.ended_at.is_(None)).values(ended_at=at)
    messages = update(OutboxMessage).where(waiting).values(state=State.UNKNOWN, leased_until=None, settled_at=at)
    # Whoever asked for a link has got it since. She can ask again.
    requests = update(LinkRequest).where(LinkRequest.handled_at.is_(None)).values(handled_at=at)
    changed = [_changed(session, statement) for statement in (sessions, messages, requests)]
    boxes = _boxes(session, box_keys, at) if SurveyRound.__tablename__ in there else ()
    audit.record(session, "backup.restored", at=at, detail=f"{manifest.made_at:%Y-%m-%d %H:%M:%S} UTC")
    return Settled(*changed, *boxes)


def _changed(session: Session, statement: Executable) -> int:
    return cast(CursorResult[Any], session.execute(statement)).rowcount


def _boxes(session: Session, folder: Path, at: datetime) -> tuple[int, int]:
    """Rounds without a private key, and keys without a row. Nothing is done to either: the folder or the copy may be the wrong one.

    The worker tries every key when it starts, and not first tomorrow.
    """
    try:
        here = BoxKeyFolder(folder).ids()
    except KeyFolderFault as fault:
        raise Refused(f"MELLANSTEG_BOX_KEYS_DIR går inte att läsa: {fault}. Kör som den användare som arbetaren kör som.") from fault
    session.execute(update(BoxKey).values(probed_on=clock.day(at) - timedelta(days=1)))
    needed = session.scalars(select(SurveyRound.key_id).where(SurveyRound.state.in_(NEEDS_A_KEY))).all()
    return sum(key_id not in here for key_id in needed), len(here - set(session.scalars(select(BoxKey.id))))
