"""The moves of a message that somebody has taken, as statements that are built once: each is made for every message that is sent.

Every move says from where. It is not made when the message is somewhere else by now, and says so.
"""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, Update, bindparam, exists, update
from sqlalchemy.orm import Session

from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import State

#: What a move writes.
Step = dict[str, Any]
OWN = cast(Table, OutboxMessage.__table__).c
MOVED = ("state", "leased_until", "settled_at", "tries", "due_at")


def _moving(*where: ColumnElement[bool]) -> Update:
    values = {name: bindparam(f"new_{name}", type_=OWN[name].type) for name in MOVED}
    return update(cast(Table, OutboxMessage.__table__)).where(OWN.id == bindparam("message"), *where).values(values)


_HELD = (OWN.state == State.LEASED) & (OWN.leased_until == bindparam("held"))
_CHANGED = exists().where(Replan.participant_id == OWN.participant_id)
FROM_HELD = _moving(_HELD)
FROM_HELD_UNLESS_CHANGED = _moving(_HELD, ~_CHANGED)
FROM_CALLING = _moving(OWN.state.in_((State.CALLING, State.UNKNOWN)), OWN.tries == bindparam("tried"))


def from_held(session: Session, message: OutboxMessage, *, unless_changed: bool = False, **new: Any) -> bool:
    """From what this process has taken. `unless_changed`: not when something it rests on is changed and not planned yet."""
    return _move(session, FROM_HELD_UNLESS_CHANGED if unless_changed else FROM_HELD, message, {"held": message.leased_until}, new)


def from_calling(session: Session, message: OutboxMessage, **new: Any) -> bool:
    """From the carrier that this process gave it to, also when others have called it unknown meanwhile."""
    return _move(session, FROM_CALLING, message, {"tried": message.tries}, new)


def _move(session: Session, statement: Update, message: OutboxMessage, where: Step, new: Step) -> bool:
    values: Step = {"leased_until": None, "settled_at": None, "tries": message.tries, "due_at": message.due_at, **new}
    given = {"message": message.id, **where, **{f"new_{name}": values[name] for name in MOVED}}
    return session.connection().execute(statement, given).rowcount == 1


def settled(state: State, at: datetime) -> Step:
    """An end."""
    return {"state": state, "settled_at": at}
