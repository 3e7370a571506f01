"""Taking an answer: kept at once, and when it was the last one, what it leads to is done in the same transaction."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.chat import effects, queries
from webapp.chat.models import PublishedFlow, Talk
from webapp.flows.engine import library
from webapp.flows.engine import talk as engine
from webapp.surveys.engine.answers import Answer, Refusal


class PublishedOtherwise(Exception):
    """A flow was changed without a new version number."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer. `talk_id` is the talk it belongs to."""

    talk_id: UUID
    #: The question to go on with; None when the talk is done.
    goes_on: str | None = None
    refusal: Refusal | None = None


def answer(
    session: Session,
    participant_id: UUID,
    flow_key: str,
    talk_id: UUID,
    step: str,
    raw: Mapping[str, str],
    *,
    at: datetime,
    go_on: bool = True,
) -> Taken:
    """Take one answer to one step. The same form sent twice changes nothing the second time.

    Without `go_on` the answer is kept and nothing more happens, even if it was the last one.
    """
    talk = _talk_for(session, participant_id, flow_key, talk_id)
    if talk and talk.done_at:
        return Taken(talk.id)
    standing = queries.standing(session, participant_id, flow_key, talk)
    answers, refusal = engine.submit(standing.flow, standing.answers, step, raw, facts=standing.facts)
    if refusal:
        here = engine.view(standing.flow, standing.answers, facts=standing.facts).ask
        return Taken(talk.id if talk else talk_id, here.key if here else None, refusal)
    if talk is None:
        talk = Talk(
            id=talk_id, participant_id=participant_id, flow=flow_key, version=standing.flow.version, answers=queries.EMPTY, started_at=at
        )
        session.add(talk)
    _keep(talk, standing, answers, at)
    session.flush()
    view = engine.view(standing.flow, answers, facts=standing.facts)
    if view.done and go_on:
        _finish(session, talk, standing.facts, at=at)
    return Taken(talk.id, view.ask.key if view.ask else None)


def _talk_for(session: Session, participant_id: UUID, flow_key: str, talk_id: UUID) -> Talk | None:
    """The talk a form belongs to: the one it names, or else the one that is under way. Locked until the transaction ends."""
    named = session.scalar(
        select(Talk).where(Talk.id == talk_id, Talk.participant_id == participant_id, Talk.flow == flow_key).with_for_update()
    )
    return named or session.scalar(
        select(Talk).where(Talk.participant_id == participant_id, Talk.flow == flow_key, Talk.done_at.is_(None)).with_for_update()
    )


def _keep(talk: Talk, standing: queries.Standing, answers: Mapping[str, Answer], at: datetime) -> None:
    """Write the answers down; those that did not change keep the version they were given in."""
    before, version = json.loads(talk.answers)["said"], standing.flow.version
    said = {
        step: before[step] if step in before and before[step]["value"] == value else {"value": value, "version": version}
        for step, value in answers.items()
    }
    talk.answers = json.dumps({"said": said, "knew": standing.facts}, ensure_ascii=False)
    talk.version, talk.changed_at = version, at


def _finish(session: Session, talk: Talk, facts: Mapping[str, str], *, at: datetime) -> None:
    """Close the talk and do what it leads to. Whoever closes it does it; nobody else."""
    closing = update(Talk).where(Talk.id == talk.id, Talk.done_at.is_(None)).values(done_at=at)
    if session.execute(closing.returning(Talk.id)).scalar() is None:
        return
    flow, answers = queries.flow_of(session, talk.flow, talk), queries.answers_of(talk)
    live = engine.view(flow, answers, facts=facts).live
    doing = effects.Doing(session, talk, flow, live, at)
    for word in engine.effects(flow, answers, facts=facts):
        effects.EFFECTS[word](doing)


def publish(session: Session, *, at: datetime) -> None:
    """Keep every shipped version with all its words. Raises PublishedOtherwise when a known number stands for other words."""
    shipped = library.shipped()
    for key in shipped.keys:
        flow = shipped.get(key)
        known = session.get(PublishedFlow, (flow.key, flow.version))
        if known is None:
            session.add(PublishedFlow(key=flow.key, number=flow.version, sha256=flow.sha256, source=flow.source, published_at=at))
        elif known.sha256 != flow.sha256:
            raise PublishedOtherwise(
                f"flows/{flow.key}.yaml says version {flow.version}, but that version has other words. Give it a new number."
            )
