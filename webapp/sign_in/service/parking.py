"""Forms that came when the session was over: kept sealed for their owner, one for each account, and not for long."""

import json
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.sign_in.models import ParkedForm
from webapp.sign_in.values import FORM_WAITS


def park(session: Session, staff_id: UUID, path: str, fields: Sequence[tuple[str, str]], *, at: datetime) -> None:
    """In place of one that waits already."""
    forget_parked(session, staff_id)
    row = ParkedForm(staff_id=staff_id, made_at=at)
    row.path, row.fields = path, json.dumps(fields, ensure_ascii=False)
    session.add(row)
    session.flush()


def forget_parked(session: Session, staff_id: UUID) -> None:
    session.execute(delete(ParkedForm).where(ParkedForm.staff_id == staff_id))


def sweep(session: Session, *, at: datetime) -> None:
    """Nobody has come back for these."""
    session.execute(delete(ParkedForm).where(ParkedForm.made_at <= at - FORM_WAITS))
