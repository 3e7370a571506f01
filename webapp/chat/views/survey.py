"""Answering the anonymous survey: the same talk as any other, with the answers in the phone alone until they are sent."""

from typing import cast

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import effects, forms, sheet
from webapp.chat.views.survey_blueprint import bp, holds_answers
from webapp.chat.views.survey_standing import Standing, begin_with, kept, mine, standing, to
from webapp.course_survey import queries as rounds
from webapp.course_survey.values import RoundState
from webapp.flows.engine import talk
from webapp.flows.engine.definition import Ask
from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.language import choose, speaking
from webapp.language.speech import explain, speak
from webapp.security.access import allow
from webapp.storage import reading, transaction
from webapp.surveys.engine.answers import Refusal, Refused
from webapp.surveys.engine.questions import Check

Reply = Response | str | tuple[str, int]


@bp.get("")
@allow(Door.OPEN)
def begin() -> Reply:
    """What will happen with the answers, before the first question."""
    found, begun = mine(), standing()
    asked = begun.row if begun else found[0] if found else None
    part = asked.part.value if asked else None
    return render_template("chat/survey/begin.html", part=part, can_answer=found is not None, begun=begun)


@bp.post("")
@allow(Door.OPEN)
def start() -> Reply:
    """Somebody on her own phone begins, or goes on."""
    found = mine()
    return begin_with(*found) if found else redirect(url_for(".begin"), 303)


@bp.get("/<step>")
@allow(Door.OPEN)
def ask(step: str) -> Reply:
    here = standing()
    if here is None:
        return redirect(url_for(".begin"), 303)
    if here.row.state is not RoundState.OPEN:
        return _shut(here)
    if not here.sheet.answers and here.row.key_id and rounds.key_out_of_reach(reading(), here.row.key_id):
        # Better now than after the last question.
        return render_template("chat/survey/not_now.html", step=None), 409
    if sheet.brought():
        # From her link: on with what she has answered, and from now on without the ballot beside it.
        goal = here.step()
        return kept(to(goal) if goal != step else make_response(page(here, here.view(step))), here)
    now = here.view(step)
    if now.ask is None or now.ask.key != step:
        return to(here.step())
    return page(here, now)


@bp.post("/<step>")
@allow(Door.OPEN)
def answer(step: str) -> Reply:
    here = standing()
    if here is None:
        return redirect(url_for(".begin"), 303)
    if here.row.state is not RoundState.OPEN:
        return _shut(here.taking(step)[0])
    if (locale := choose.offered(request.form.get("speak", ""))) is not None:
        return _in_another_language(here, step, locale)
    now = here.view(step)
    if now.ask and now.ask.key == step and isinstance(now.ask.question, Check):
        return _send(here) if request.form.get("seen") == here.sheet.mark.hex() else to(step)
    return _take(here, step)


def _take(here: Standing, step: str) -> Reply:
    after, refusal = here.taking(step)
    if refusal and refusal.code is not Refused.STALE:
        return page(here, here.view(step), refusal), 422
    return kept(to(after.step()), after)


def _send(here: Standing) -> Reply:
    """The one moment when a ballot is spent and an envelope is written: both, or neither."""
    try:
        with transaction() as session:
            effects.send(session, here.sheet.handed, here.row.id, here.asked.questions, here.answered())
    except effects.RoundShut:
        return _shut(here)
    except effects.KeyOutOfReach:
        return render_template("chat/survey/not_now.html", step=here.step()), 409
    except effects.BallotSpent:
        return _gone(redirect(url_for(".already", box=here.row.number), 303))
    except effects.BallotElsewhere:
        return _gone(redirect(url_for(".elsewhere"), 303))
    return _gone(redirect(url_for(".sent", box=here.row.number), 303))


def _in_another_language(here: Standing, step: str, locale: Locale) -> Reply:
    """The same question in another language, with what was chosen. Nothing is kept about it but on this phone."""
    with speaking(locale):
        way = kept(make_response(to(step)), here.taking(step)[0])
    choose.remember(way, locale)
    return way


def _shut(here: Standing) -> Reply:
    """The round was closed meanwhile. What was answered, the last answer too, still stands on the page and on the phone."""
    holds_answers()
    told = talk.path(here.flow, here.sheet.answers)
    return kept(make_response(render_template("chat/survey/shut.html", told=told, speak=speak, explain=explain), 409), here)


def page(here: Standing, now: talk.View, refusal: Refusal | None = None) -> str:
    """One question, which `now` has; the page to check also holds what was answered."""
    ask = cast(Ask, now.ask)
    form = forms.form_for(ask.question, answer=here.sheet.answers.get(ask.key))
    if refusal:
        forms.refuse(form, refusal)
    if checks := isinstance(ask.question, Check):
        holds_answers()
    before = now.reachable[: now.reachable.index(ask.key)]
    return render_template(
        "chat/survey/question.html",
        step=ask.key,
        question=ask.question,
        about=talk.asked(here.flow, ask.key).question,
        form=form,
        view=now,
        told=talk.path(here.flow, here.sheet.answers) if checks else (),
        mark=here.sheet.mark.hex(),
        back=url_for(".ask", step=before[-1]) if before else url_for(".begin"),
        speak=speak,
        explain=explain,
    )


def _gone(way: Response) -> Response:
    sheet.forget(way)
    return way
