"""How it goes with messages and with the worker, as counts about nobody: for the operator's measurements and for `flask messages status`.

All of it is read from the database, so every web machine says the same. Messages about the anonymous survey are in none of the counts:
over a day they would say how many have not answered.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages.models import LastTurn, OutboxMessage, Replan, SendingDay, SendingStop
from webapp.messages.values import Kind, State, Stop
from webapp.storage import insert_once

#: Parts of text messages are told in steps of so many: they are those of the survey too, and these must not be countable.
STEP = 100
COUNTED = OutboxMessage.kind != Kind.SURVEY


@dataclass(frozen=True, slots=True)
class Health:
    """How it is at one moment."""

    rows: Mapping[State, int]
    #: How long the oldest message that is due has waited, in seconds.
    lag: float
    replans: int
    #: Part of the worker's turn -> when it last went well.
    turns: Mapping[str, datetime]
    #: What is stopped, since when and why.
    stops: Mapping[Stop, tuple[datetime, str]]
    #: Parts of text messages today, in whole steps.
    parts: int


def look(session: Session, *, at: datetime) -> Health:
    rows = session.execute(select(OutboxMessage.state, func.count()).where(COUNTED).group_by(OutboxMessage.state))
    counts = {row[0]: row[1] for row in rows}
    due = COUNTED & (OutboxMessage.state == State.PENDING) & (OutboxMessage.due_at <= at) & (OutboxMessage.useless_at > at)
    oldest = session.scalar(select(func.min(OutboxMessage.due_at)).where(due))
    today = session.get(SendingDay, clock.day(at))
    return Health(
        rows={state: counts.get(state, 0) for state in State},
        lag=(at - oldest).total_seconds() if oldest else 0.0,
        replans=session.scalar(select(func.count()).select_from(Replan)) or 0,
        turns={turn.part: turn.at for turn in session.scalars(select(LastTurn).order_by(LastTurn.part))},
        stops={Stop(one.name): (one.since, one.reason) for one in session.scalars(select(SendingStop).order_by(SendingStop.name))},
        parts=(today.parts if today else 0) // STEP * STEP,
    )


def went_well(session: Session, turns: Mapping[str, datetime]) -> None:
    """The worker has just done these parts of its turn."""
    for part, at in turns.items():
        insert_once(session, LastTurn, part=part, at=at)
        session.get_one(LastTurn, part, with_for_update=True).at = at


def sentences(found: Health, *, at: datetime) -> Iterator[str]:
    """The same for somebody who reads."""
    yield "Meddelanden, utom de om enkäten: " + ", ".join(f"{state.value} {count}" for state, count in found.rows.items() if count) + "."
    yield f"Äldsta som väntar på att skickas: {found.lag / 60:.0f} minuter." if found.lag else "Inget väntar på att skickas."
    yield f"Planer att göra om: {found.replans}."
    yield f"Delar av sms i dag: {found.parts} eller fler." if found.parts else f"Delar av sms i dag: färre än {STEP}."
    for stop, (since, reason) in found.stops.items():
        yield f"STOPPAT: {stop.value}, sedan {since:%Y-%m-%d %H:%M} UTC. {reason}"
    for part, turn in found.turns.items():
        yield f"Arbetaren, {part}: senast {(at - turn).total_seconds() / 60:.0f} minuter sedan."
    if not found.turns:
        yield "Arbetaren har aldrig gått."
