"""One page that runs any flow: one question, one answer, the next page."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import forms, outcome, queries, service
from webapp.chat.queries import Standing
from webapp.chat.who import WHO
from webapp.flows.engine import library, talk
from webapp.flows.engine.definition import Ask
from webapp.ground import clock
from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.language import choose, speaking
from webapp.language.speech import bubbles, explain, speak
from webapp.people import service as people
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction
from webapp.surveys.engine.answers import Refusal, Refused
from webapp.surveys.engine.questions import Check, Sign

bp = Blueprint("chat", __name__, url_prefix="/samtal", template_folder="templates")


class TooLate(Exception):
    """A form came back after the talk had gone on without it. What was typed is not kept."""


Reply = Response | tuple[str, int]
FIELDS = ("answer", "name", "agree", "skip")


@bp.get("/<flow>")
@allow(Door.DEVICE)
def enter(flow: str) -> Response:
    """Go to where she was."""
    standing = _standing(flow)
    now = talk.view(standing.flow, standing.answers, facts=standing.facts)
    return _to(flow, now.ask.key if now.ask else now.reachable[-1])


@bp.get("/<flow>/<step>")
@allow(Door.DEVICE)
def ask(flow: str, step: str) -> Response | str:
    standing = _standing(flow)
    now = talk.view(standing.flow, standing.answers, facts=standing.facts, at=step)
    if now.ask is None or now.ask.key != step:
        return _to(flow, now.ask.key if now.ask else now.reachable[-1])
    talk_id = standing.talk.id if standing.talk else uuid4()
    return _page(standing, now, now.ask, forms.form_for(now.ask.question, talk_id=str(talk_id), answer=standing.answers.get(step)))


@bp.post("/<flow>/<step>")
@allow(Door.DEVICE)
def answer(flow: str, step: str) -> Reply:
    _known(flow)
    raw = {field: request.form[field] for field in FIELDS if request.form.get(field)}
    if (locale := choose.offered(request.form.get("speak"))) is not None:
        return _in_another_language(flow, step, raw, locale)
    taken = _take(flow, step, raw)
    if taken.too_late:
        raise TooLate
    if taken.goes_on is None:
        return redirect(url_for("chat.receipt", flow=flow, talk_id=taken.talk_id), 303)
    if taken.refusal and taken.refusal.code is not Refused.STALE:
        return _again(flow, step, raw, taken.talk_id, taken.refusal), 422
    return _to(flow, taken.goes_on)


def _take(flow: str, step: str, raw: Mapping[str, str], *, go_on: bool = True) -> service.Taken:
    form = service.Posted(_talk_id(), step, raw, request.form.get("seen", ""))
    with transaction() as session:
        return service.answer(session, _me(), flow, form, at=clock.now(), go_on=go_on)


def _in_another_language(flow: str, step: str, raw: Mapping[str, str], locale: Locale) -> Reply:
    """Change language in the middle of a question. What was typed is kept: saved when it is an answer, else still in its field.

    Nothing was sent, so nothing is refused: what is missing or too long is told when she goes on.
    """
    with transaction() as session:
        people.speak_with(session, _me(), locale.id)
    taken = _take(flow, step, raw, go_on=False) if raw else None
    if taken and taken.refusal:
        with speaking(locale):
            page = make_response(_again(flow, step, raw, taken.talk_id))
    else:
        page = make_response(_to(flow, step))
    choose.remember(page, locale)
    return page


@bp.get("/<flow>/klart/<uuid:talk_id>")
@allow(Door.DEVICE)
def receipt(flow: str, talk_id: UUID) -> str:
    """What was said, what happens next, and whom to ask. Stays the same on reload."""
    done = queries.own_talk(reading(), _me(), talk_id)
    if done is None or done.flow != flow or done.done_at is None:
        abort(404)
    standing = queries.standing(reading(), _me(), flow, done)
    ending = talk.view(standing.flow, standing.answers, facts=standing.facts)
    told = talk.path(standing.flow, standing.answers, facts=standing.facts)
    return render_template(
        "chat/receipt.html",
        flow=standing.flow,
        talk=done,
        saved=bool(talk.effects(standing.flow, standing.answers, facts=standing.facts)),
        said=bubbles(ending.said),
        told=told,
        counted=outcome.counted(reading(), done, ending.live),
        after=outcome.next_with_handlers(reading(), done, ending.live, at=clock.now()),
        speak=speak,
        explain=explain,
    )


def _page(standing: Standing, now: talk.View, step: Ask, form: forms.QuestionForm) -> str:
    """The question, what leads up to it, and what was said before."""
    before = talk.previous(standing.flow, standing.answers, step.key, facts=standing.facts)
    return render_template(
        "chat/question.html",
        flow=standing.flow,
        ask=step,
        question=step.question,
        form=form,
        helps=forms.helps_of(step.question),
        said=bubbles(now.said),
        view=now,
        back=url_for("chat.ask", flow=standing.flow.key, step=before) if before else url_for("my_page.home"),
        told=talk.path(standing.flow, standing.answers, facts=standing.facts),
        mark=queries.mark(now.live),
        who=_who(step, now),
        before=None if now.live else outcome.answered_before(reading(), _me(), standing.flow.key),
        speak=speak,
        explain=explain,
    )


def _who(step: Ask, now: talk.View) -> str | None:
    """Who will see it; where the choice is made already, what comes of it."""
    if step.who is None:
        return None
    if isinstance(step.question, Check | Sign):
        return outcome.chosen(reading(), _me(), step.who, now.live)
    return WHO[step.who](reading(), _me())


def _again(flow: str, step: str, raw: Mapping[str, str], talk_id: UUID, refusal: Refusal | None = None) -> str:
    """The same page with everything kept, and when it was refused the reason beside the field."""
    standing = _standing(flow)
    now = talk.view(standing.flow, standing.answers, facts=standing.facts, at=step)
    if now.ask is None or now.ask.key != step:
        abort(409)
    form = forms.form_for(now.ask.question, talk_id=str(talk_id), typed=raw)
    if refusal:
        forms.refuse(form, refusal)
    return _page(standing, now, now.ask, form)


def _standing(flow: str) -> Standing:
    _known(flow)
    return queries.standing(reading(), _me(), flow, queries.open_talk(reading(), _me(), flow))


def _known(flow: str) -> None:
    if flow not in library.shipped().keys or library.shipped().get(flow).anonymous:
        abort(404)


def _talk_id() -> UUID:
    try:
        return UUID(request.form.get("talk", ""))
    except ValueError:
        abort(400)


def _me() -> UUID:
    """The participant behind this request; the guard has let nobody else in."""
    participant_id = visitor().participant_id
    if participant_id is None:
        abort(403)
    return participant_id


def _to(flow: str, step: str) -> Response:
    return redirect(url_for("chat.ask", flow=flow, step=step), 303)
