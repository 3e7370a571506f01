"""What holds now, according to the ledger. The rule for who may read a placement stands here and nowhere else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeGuard
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.consent.models import ConsentEntry, ConsentText
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency

#: Asked on nearly every page, so these are built once.
IN_ORDER = (
    select(ConsentEntry)
    .where(
        ConsentEntry.participant_id.in_(bindparam("people", expanding=True)),
        ConsentEntry.purpose.in_(bindparam("purposes", expanding=True)),
    )
    .order_by(ConsentEntry.number)
)
OF_ONE_IN_ORDER = select(ConsentEntry).where(ConsentEntry.participant_id == bindparam("who")).order_by(ConsentEntry.number)


def latest(session: Session, participant_id: UUID, purpose: Purpose) -> ConsentEntry | None:
    """The decision that holds, or None when nothing was decided yet."""
    return latest_of(session, [participant_id], purpose).get(participant_id)


def latest_of(session: Session, participant_ids: Iterable[UUID], purpose: Purpose) -> dict[UUID, ConsentEntry]:
    """The same for many people, in one question to the database."""
    return {person: entry for (person, kind), entry in _latest(session, list(participant_ids), (purpose,)).items() if kind is purpose}


def latest_each(session: Session, participant_id: UUID) -> dict[Purpose, ConsentEntry]:
    """The decision that holds for each purpose."""
    return {entry.purpose: entry for entry in session.scalars(OF_ONE_IN_ORDER, {"who": participant_id})}


def _latest(session: Session, people: Sequence[UUID], purposes: Sequence[Purpose]) -> dict[tuple[UUID, Purpose], ConsentEntry]:
    """One person's ledger is a handful of rows: reading them in order, the last one of each purpose is the one that holds."""
    entries = session.scalars(IN_ORDER, {"people": people, "purposes": purposes})
    return {(entry.participant_id, entry.purpose): entry for entry in entries}


def is_given(session: Session, participant_id: UUID, purpose: Purpose) -> bool:
    """Whether a consent is in force now."""
    return holds(latest(session, participant_id, purpose))


def shown(session: Session, participant_ids: Iterable[UUID], agency: Agency) -> dict[UUID, UUID]:
    """Participant -> the placement that handlers of this agency may read now.

    She must have shown it to that agency and not stopped. Arbetsförmedlingen may read only while the consent that lifts secrecy holds;
    Försäkringskassan, whose participant she is, needs no more than her showing it (domain: "who may see what").
    """
    decided: dict[UUID, dict[Purpose, ConsentEntry]] = defaultdict(dict)
    for (person, purpose), entry in _latest(session, list(participant_ids), (Purpose.SHARING, Purpose.SECRECY)).items():
        decided[person][purpose] = entry
    found = {person: shown_to(hers, agency) for person, hers in decided.items()}
    return {person: placement_id for person, placement_id in found.items() if placement_id}


def shown_to(decided: Mapping[Purpose, ConsentEntry], agency: Agency) -> UUID | None:
    """The same for one person, from the decisions of hers that hold."""
    shows = decided.get(Purpose.SHARING)
    if not holds(shows) or agency.value not in shows.agencies.split():
        return None
    return shows.placement_id if agency is Agency.FK or holds(decided.get(Purpose.SECRECY)) else None


def holds(entry: ConsentEntry | None) -> TypeGuard[ConsentEntry]:
    """Whether somebody has decided, and said yes."""
    return entry is not None and entry.decision is Decision.GIVEN


def counts(session: Session, participant_ids: Iterable[UUID], purpose: Purpose) -> Counter[Decision]:
    """How many of these people have decided what. Those who have not decided are not counted."""
    return Counter(entry.decision for entry in latest_of(session, participant_ids, purpose).values())


def history(session: Session, participant_id: UUID) -> list[ConsentEntry]:
    """Everything one person has decided, newest first."""
    rows = select(ConsentEntry).where(ConsentEntry.participant_id == participant_id)
    return list(session.scalars(rows.order_by(ConsentEntry.number.desc())))


def words(session: Session, sha256: str) -> str:
    """The text behind a hash in the ledger."""
    return session.get_one(ConsentText, sha256).text
