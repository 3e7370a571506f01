"""The outbox follows what is true: what is wanted is compared with what stands there, and only the difference is written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.messages import service as messages
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind, State
from webapp.people.models import Participant
from webapp.reminders import rules, situation
from webapp.reminders.planning import Person, Wanted, afterwards, wanted
from webapp.storage import insert_each_once, is_alone

#: So many people are planned in one transaction.
CHUNK = 200
#: Nobody else holds a place by this number.
PLANNING = 0x4D33
#: Rows that have not left us, so that a plan may change them. One that is leased is checked by whoever has it.
OPEN = (State.PENDING, State.CANCELLED, State.EXPIRED)
MINUTES_A_DAY = 24 * 60
#: What the second message of one day is for begins so.
AFTERWARDS = "afterwards:"


def marked(session: Session) -> tuple[list[UUID], list[UUID]]:
    """The oldest marks that say "plan her anew", and whose they are. Both empty when there is none."""
    rows = session.execute(select(Replan.id, Replan.participant_id).limit(CHUNK)).all()
    return [row.id for row in rows], sorted({row.participant_id for row in rows})


def plan_marked(session: Session, *, at: datetime) -> int:
    """Plan those who are marked, one chunk of them. Returns how many marks there were: 0 says that nothing is left for this process.

    The marks are read before the facts: what is committed later has a mark of its own, which stays.
    """
    if not is_alone(session, PLANNING):
        return 0
    marks, people = marked(session)
    if marks:
        messages.take_back(session, people)
        plan(session, people, at=at)
        session.execute(delete(Replan).where(Replan.id.in_(marks)))
    return len(marks)


def slice_of(session: Session, minute: int) -> list[UUID]:
    """Whose turn it is in one minute of the day to be looked through, though nothing says that they changed. In a day it is everybody's."""
    low, high = ((number << 128) // MINUTES_A_DAY for number in (minute, minute + 1))
    there = Participant.id >= UUID(int=low)
    if minute + 1 < MINUTES_A_DAY:
        there &= Participant.id < UUID(int=high)
    return list(session.scalars(select(Participant.id).where(there).order_by(Participant.id)))


def plan(session: Session, participant_ids: Sequence[UUID], *, at: datetime) -> int:
    """Let the outbox follow for these people. Returns how many rows were changed: 0 when the plan stood already.

    Nobody else plans meanwhile, so what was read first is never written last. Nothing is done while another process plans.
    """
    if not is_alone(session, PLANNING):
        return 0
    known = situation.of(session, participant_ids, at=at)
    wants = {one: _wants(one, fact.person, at) for one, fact in known.items()}
    stands = _standing(session, participant_ids, clock.day(at))
    new: list[dict[str, Any]] = []
    changes = sum(_follow(session, one, wants.get(one, {}), stands[one], at, new) for one in sorted(participant_ids))
    insert_each_once(session, OutboxMessage, new)
    return changes


def _wants(one: UUID, person: Person, at: datetime) -> dict[str, Wanted]:
    """What each message of hers is for -> what is to be in it."""
    found = {f"day:{one}:{day}": want for day, want in wanted(person, rules.shipped(), at).items()}
    if more := afterwards(person, rules.shipped(), at):
        found[f"{AFTERWARDS}{one}:{clock.day(at)}"] = more
    return found


def _standing(session: Session, participant_ids: Iterable[UUID], today: date) -> dict[UUID, dict[str, Any]]:
    """Participant -> what a row is for -> her row, from today on."""
    since = clock.at(today, time())
    hers = OutboxMessage.participant_id.in_(list(participant_ids)) & (OutboxMessage.kind == Kind.REMINDER)
    own = OutboxMessage
    columns = own.id, own.participant_id, own.state, own.about, own.due_at, own.tries, own.dedupe
    found: dict[UUID, dict[str, Any]] = defaultdict(dict)
    for row in session.execute(select(*columns).where(hers, own.due_at >= since)):
        found[row.participant_id][row.dedupe] = row
    return found


def _follow(session: Session, one: UUID, wants: dict[str, Wanted], stands: dict[str, Any], at: datetime, new: list[dict[str, Any]]) -> int:
    """Change her rows that stand, and say in `new` which are lacking. Returns how many those are together."""
    changes = 0
    for dedupe, want in wants.items():
        row = stands.get(dedupe)
        values = {"about": " ".join(want.about), "due_at": want.due_at, "useless_at": want.useless_at}
        if row is None:
            fixed = {"id": uuid4(), "kind": Kind.REMINDER, "participant_id": one, "state": State.PENDING, "made_at": at, "tries": 0}
            new.append({**fixed, **values, "dedupe": dedupe})
        elif row.state not in OPEN or (row.state is State.PENDING and row.about == values["about"] and _same_hour(row, want)):
            continue
        else:
            _change(session, row.id, values | {"state": State.PENDING, "settled_at": None, "tries": 0})
        changes += 1
    for dedupe, row in stands.items():
        if dedupe not in wants and row.state is State.PENDING:
            _change(session, row.id, {"state": State.CANCELLED, "settled_at": at})
            changes += 1
    return changes


def _same_hour(row: Any, want: Wanted) -> bool:
    """A try that did not get through moves the hour onward, and that is no other plan."""
    return bool(row.due_at >= want.due_at if row.tries else row.due_at == want.due_at)


def _change(session: Session, message_id: UUID, values: dict[str, Any]) -> None:
    """Unless somebody has taken the message meanwhile."""
    still = (OutboxMessage.id == message_id) & OutboxMessage.state.in_(OPEN)
    session.execute(update(OutboxMessage).where(still).values(values))
