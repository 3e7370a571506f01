"""Looking up talks and where they stand. Nothing here changes anything."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.chat import facts as known_facts
from webapp.chat.models import PublishedFlow, Talk
from webapp.flows.engine import library
from webapp.flows.engine.definition import Flow
from webapp.flows.engine.reading import read_source
from webapp.surveys.engine import library as surveys
from webapp.surveys.engine.answers import Answer

#: What a talk holds before anything is said: the answers, and the facts the flow knew when the last one was given.
EMPTY = '{"said": {}, "knew": {}}'

#: Asked on every page of a talk, so it is built once.
OPEN_TALK = select(Talk).where(Talk.participant_id == bindparam("who"), Talk.flow == bindparam("flow"), Talk.done_at.is_(None))


@dataclass(frozen=True, slots=True)
class Standing:
    """A flow as it stands for one person: her answers, and the facts it may know."""

    flow: Flow
    talk: Talk | None
    answers: Mapping[str, Answer]
    facts: Mapping[str, str]


def open_talk(session: Session, participant_id: UUID, flow: str) -> Talk | None:
    """The talk that is under way, on whichever phone it was begun."""
    return session.scalar(OPEN_TALK, {"who": participant_id, "flow": flow})


def open_flows(session: Session, participant_id: UUID) -> set[str]:
    """The flows she has begun and not finished."""
    return set(session.scalars(select(Talk.flow).where(Talk.participant_id == participant_id, Talk.done_at.is_(None))))


def own_talk(session: Session, participant_id: UUID, talk_id: UUID) -> Talk | None:
    """A talk by its id, if it is this person's."""
    talk = session.get(Talk, talk_id)
    return talk if talk and talk.participant_id == participant_id else None


def standing(session: Session, participant_id: UUID, flow_key: str, talk: Talk | None) -> Standing:
    """Where a flow stands. A pinned talk keeps the version it began with; any other follows the newest."""
    flow = flow_of(session, flow_key, talk)
    facts = json.loads(talk.answers)["knew"] if talk and talk.done_at else known_facts.known(session, participant_id, flow)
    return Standing(flow, talk, answers_of(talk), facts)


def flow_of(session: Session, flow_key: str, talk: Talk | None) -> Flow:
    """The version of the flow this talk is held in, also when it is no longer shipped."""
    newest = library.shipped().get(flow_key)
    if talk is None or not (newest.pin or talk.done_at):
        return newest
    return flow_version(session, flow_key, talk.version)


def flow_version(session: Session, flow_key: str, version: int) -> Flow:
    """One version of a flow, also when it is no longer shipped."""
    newest = library.shipped().get(flow_key)
    if version == newest.version:
        return newest
    published = session.get_one(PublishedFlow, (flow_key, version))
    return _spoken_before(published.source)


@lru_cache(maxsize=16)
def _spoken_before(source: str) -> Flow:
    """Read once: a round that was open when the flow changed asks for it with every page."""
    return read_source(source, surveys.shipped())


def answers_of(talk: Talk | None) -> dict[str, Answer]:
    """Step -> answer."""
    return {step: kept["value"] for step, kept in json.loads(talk.answers)["said"].items()} if talk else {}


def locales_of(talk: Talk) -> dict[str, str]:
    """Step -> the language it was answered in."""
    return {step: kept["locale"] for step, kept in json.loads(talk.answers)["said"].items()}


def mark(live: Mapping[str, Answer]) -> str:
    """A mark of all answers on this path, so that what is sent is what was checked."""
    return hashlib.sha256(json.dumps(live, sort_keys=True).encode()).hexdigest()[:16]
