"""What a flow may know before anything is said in it. Each fact follows from what is decided now."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Decision, Purpose
from webapp.flows.engine.definition import Flow

Decided = Mapping[Purpose, ConsentEntry]


def _holds(decided: Decided, purpose: Purpose) -> bool:
    return purpose in decided and decided[purpose].decision is Decision.GIVEN


FACTS: Mapping[str, Callable[[Decided], str]] = {
    "secrecy": lambda decided: "given" if _holds(decided, Purpose.SECRECY) else "missing",
    "shown": lambda decided: "yes_already" if _holds(decided, Purpose.SHARING) else "not_yet",
}


def known(session: Session, participant_id: UUID, flow: Flow) -> dict[str, str]:
    """The facts this flow asks for."""
    decided = consent.latest_each(session, participant_id) if flow.knows else {}
    return {fact: FACTS[fact](decided) for fact in flow.knows}
