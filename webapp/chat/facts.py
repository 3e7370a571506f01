"""What a flow may know before anything is said in it. Each fact is looked up from what holds now."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.flows.engine.definition import Flow


def _secrecy(session: Session, participant_id: UUID) -> str:
    return "given" if consent.is_given(session, participant_id, Purpose.SECRECY) else "missing"


def _shown(session: Session, participant_id: UUID) -> str:
    entry = consent.latest(session, participant_id, Purpose.SHARING)
    return "yes_already" if entry and entry.decision is Decision.GIVEN else "not_yet"


FACTS: Mapping[str, Callable[[Session, UUID], str]] = {"secrecy": _secrecy, "shown": _shown}


def known(session: Session, participant_id: UUID, flow: Flow) -> dict[str, str]:
    """The facts this flow asks for."""
    return {fact: FACTS[fact](session, participant_id) for fact in flow.knows}
