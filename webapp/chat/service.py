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
from webapp.flows.engine.definition import Flow
from webapp.language import spoken_locale
from webapp.people.models import Participant
from webapp.staircase import queries as placements
from webapp.surveys.engine import library as surveys
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import Check


class PublishedOtherwise(Exception):
    """A flow was changed without a new version number, or a survey that is answered is gone."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an answer. `talk_id` is the talk it belongs to."""

    talk_id: UUID
    #: The question to go on with; None when the talk is done.
    goes_on: str | None = None
    refusal: Refusal | None = None
    #: The talk had gone on without this answer, and what was typed is not kept.
    too_late: bool = False


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came back: which talk and step it belongs to, and what was filled in."""

    talk_id: UUID
    step: str
    raw: Mapping[str, str]
    #: The mark of the answers that stood on a page to check; None when no page was shown.
    seen: str | None = None


def answer(session: Session, participant_id: UUID, flow_key: str, form: Posted, *, at: datetime, go_on: bool = True) -> Taken:
    """Take one answer to one step. The same form sent twice changes nothing the second time.

    Without `go_on` the answer is kept and nothing more happens, even if it was the last one. When the answers have changed since they stood
    on a page to check, that page is shown again.
    """
    talk_id, step, raw = form.talk_id, form.step, form.raw
    talk = _talk_for(session, participant_id, flow_key, talk_id)
    if talk and talk.done_at:
        return Taken(talk.id, too_late=not _is_kept(queries.answers_of(talk).get(step), raw))
    standing = queries.standing(session, participant_id, flow_key, talk)
    answers, refusal = engine.submit(standing.flow, standing.answers, step, raw, facts=standing.facts)
    if not refusal and form.seen is not None and _is_check(standing.flow, step) and form.seen != _mark(standing):
        return Taken(talk.id if talk else talk_id, step)
    if refusal:
        here = engine.view(standing.flow, standing.answers, facts=standing.facts).ask
        late = refusal.code is Refused.STALE and not _is_kept(None, raw)
        return Taken(talk.id if talk else talk_id, here.key if here else None, refusal, too_late=late)
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


def _is_check(flow: Flow, step: str) -> bool:
    return any(ask.key == step and isinstance(ask.question, Check) for ask in flow.asks)


def _mark(standing: queries.Standing) -> str:
    return queries.mark(engine.view(standing.flow, standing.answers, facts=standing.facts).live)


def _is_kept(answer: Answer, raw: Mapping[str, str]) -> bool:
    """Whether a form holds nothing that is not kept already."""
    typed = raw.get("name") or raw.get("answer") or None
    return typed is None or typed == (answer.get("name") if isinstance(answer, dict) else answer)


def _talk_for(session: Session, participant_id: UUID, flow_key: str, talk_id: UUID) -> Talk | None:
    """The talk a form belongs to: the one it names, or else the one under way. One person's forms wait for each other."""
    session.get_one(Participant, participant_id, with_for_update=True)
    named = session.scalar(select(Talk).where(Talk.id == talk_id, Talk.participant_id == participant_id, Talk.flow == flow_key))
    return named or queries.open_talk(session, participant_id, flow_key)


def _keep(talk: Talk, standing: queries.Standing, answers: Mapping[str, Answer], at: datetime) -> None:
    """Write the answers down; those that did not change keep the version and the language they were given in."""
    before, now = json.loads(talk.answers)["said"], {"version": standing.flow.version, "locale": spoken_locale().id}
    said = {
        step: before[step] if step in before and before[step]["value"] == value else {"value": value, **now}
        for step, value in answers.items()
    }
    talk.answers = json.dumps({"said": said, "knew": standing.facts}, ensure_ascii=False)
    talk.version, talk.changed_at = standing.flow.version, at


def _finish(session: Session, talk: Talk, facts: Mapping[str, str], *, at: datetime) -> None:
    """Close the talk and do what it leads to. Whoever closes it does it; nobody else."""
    closing = update(Talk).where(Talk.id == talk.id, Talk.done_at.is_(None)).values(done_at=at)
    if session.execute(closing.returning(Talk.id)).scalar() is None:
        return
    flow, answers = queries.flow_of(session, talk.flow, talk), queries.answers_of(talk)
    live = engine.view(flow, answers, facts=facts).live
    doing = effects.Doing(session, talk, flow, live, queries.locales_of(talk), at)
    for word in engine.effects(flow, answers, facts=facts):
        effects.EFFECTS[word](doing)


def publish(session: Session, *, at: datetime) -> None:
    """Keep every shipped version with all its words. Raises PublishedOtherwise when a known number stands for other words."""
    _check_surveys(session)
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


def _check_surveys(session: Session) -> None:
    """A placement is spoken of in the words it was given to, so the version it was given to must still be there."""
    for version in placements.versions_in_use(session):
        try:
            surveys.shipped().get("staircase", version)
        except KeyError:
            raise PublishedOtherwise(
                f"Placements were made with version {version} of surveys/staircase.yaml. "
                f"Put it back beside the new one, as staircase-{version}.yaml."
            ) from None
