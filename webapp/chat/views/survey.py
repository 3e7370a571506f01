"""Answering the anonymous survey: the same talk as any other, with the answers in the phone alone until they are sent."""

from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import effects, forms, queries, sheet
from webapp.chat.sheet import Sheet
from webapp.chat.views.survey_blueprint import bp
from webapp.course_survey import queries as rounds
from webapp.course_survey.asked import Asked, asked_in
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import FLOWS, RoundState
from webapp.flows.engine import talk
from webapp.flows.engine.definition import Flow
from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.invitations import ballots
from webapp.invitations.service import Handed
from webapp.language import choose, speaking
from webapp.language.speech import explain, speak
from webapp.security.access import allow, visitor
from webapp.storage import reading, transaction
from webapp.surveys.engine.answers import Refusal, Refused
from webapp.surveys.engine.questions import Check

Reply = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the talk on this phone stands."""

    row: SurveyRound
    flow: Flow
    asked: Asked
    sheet: Sheet

    def view(self, step: str | None = None) -> talk.View:
        return talk.view(self.flow, self.sheet.answers, at=step)

    def with_answer(self, step: str) -> "Standing":
        """What stands when the posted answer is taken, as far as it is one."""
        answers, _ = talk.submit(self.flow, self.sheet.answers, step, posted())
        ours = {key: value for key, value in cast(dict[str, str], answers).items() if key in self.asked.questions}
        return replace(self, sheet=self.sheet.with_answers(ours))

    def step(self) -> str:
        """The question to go on with. The last page is there until it is sent."""
        now = self.view()
        return now.ask.key if now.ask else now.reachable[-1]


def posted() -> dict[str, str]:
    return {"answer": request.form.get("answer", "")}


def standing() -> Standing | None:
    """The talk this phone carries, if its round can be made out."""
    carried = sheet.carried()
    row = rounds.round_by_id(reading(), sheet.round_of(carried)) if carried else None
    if carried is None or row is None or row.flow_version is None:
        return None
    flow = queries.flow_version(reading(), FLOWS[row.part], row.flow_version)
    asked = asked_in(flow)
    held = sheet.opened(carried, asked.questions)
    return Standing(row, flow, asked, held) if held else None


def begin_with(row: SurveyRound, handed: Handed) -> Response:
    """Go to the first question with an empty sheet, or on with the one that this ballot has begun."""
    here = standing()
    if here and (here.sheet.round_id, here.sheet.handed) == (row.id, handed):
        return to(here.step())
    asked = asked_in(queries.flow_version(reading(), FLOWS[row.part], row.flow_version or 0))
    way = to(asked.questions[0])
    sheet.keep(way, Sheet(row.id, handed), asked.questions)
    return way


def ballot_for(participant_id: UUID) -> tuple[SurveyRound, Handed] | None:
    """What one person may answer now and has not: the first round, and her ballot in it."""
    rows = ballots.open_rounds(reading(), participant_id)
    ballot = ballots.ballot_of(reading(), rows[0].id, participant_id) if rows else None
    return (rows[0], Handed(ballot.id, None)) if ballot else None


def mine() -> tuple[SurveyRound, Handed] | None:
    """The same for whoever this phone is known to belong to."""
    who = visitor().participant_id
    return ballot_for(who) if who else None


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
    now = here.view(step)
    if now.ask is None or now.ask.key != step:
        return to(here.step())
    return page(here, step)


@bp.post("/<step>")
@allow(Door.OPEN)
def answer(step: str) -> Reply:
    here = standing()
    if here is None:
        return redirect(url_for(".begin"), 303)
    if here.row.state is not RoundState.OPEN:
        return _shut(here.with_answer(step))
    if (locale := choose.offered(request.form.get("speak", ""))) is not None:
        return _in_another_language(here, step, locale)
    now = here.view(step)
    if now.ask and now.ask.key == step and isinstance(now.ask.question, Check):
        return _send(here) if request.form.get("seen") == here.sheet.mark.hex() else to(step)
    return _take(here, step)


def _take(here: Standing, step: str) -> Reply:
    _, refusal = talk.submit(here.flow, here.sheet.answers, step, posted())
    if refusal and refusal.code is not Refused.STALE:
        return page(here, step, refusal), 422
    after = here.with_answer(step)
    way = to(after.step())
    sheet.keep(way, after.sheet, here.asked.questions)
    return way


def _send(here: Standing) -> Reply:
    """The one moment when a ballot is spent and an envelope is written: both, or neither."""
    live = cast(dict[str, str], {key: value for key, value in here.view().live.items() if key in here.asked.questions})
    try:
        with transaction() as session:
            effects.send(session, here.sheet.handed, here.row.id, here.asked.questions, live)
    except effects.RoundShut:
        return _shut(here)
    except effects.KeyOutOfReach:
        return render_template("chat/survey/not_now.html", step=here.step()), 409
    except effects.BallotSpent:
        return _gone(redirect(url_for(".already"), 303))
    except effects.BallotElsewhere:
        return _gone(redirect(url_for(".elsewhere"), 303))
    return _gone(redirect(url_for(".sent"), 303))


def _in_another_language(here: Standing, step: str, locale: Locale) -> Reply:
    """The same question in another language, with what was chosen. Nothing is kept about it but on this phone."""
    with speaking(locale):
        way = make_response(to(step))
    sheet.keep(way, here.with_answer(step).sheet, here.asked.questions)
    choose.remember(way, locale)
    return way


def _shut(here: Standing) -> Reply:
    """The round was closed meanwhile. What was answered, the last answer too, still stands on the page and on the phone."""
    shut = make_response(page(here, None), 409)
    sheet.keep(shut, here.sheet, here.asked.questions)
    return shut


def page(here: Standing, step: str | None, refusal: Refusal | None = None) -> str:
    """One question; without a step, only what was answered."""
    now = here.view(step)
    told = talk.path(here.flow, here.sheet.answers)
    before = talk.previous(here.flow, here.sheet.answers, step) if step else None
    if step is None or now.ask is None:
        return render_template("chat/survey/shut.html", told=told, speak=speak, explain=explain)
    question = now.ask.question
    form = forms.form_for(question, answer=here.sheet.answers.get(step))
    if refusal:
        forms.refuse(form, refusal)
    return render_template(
        "chat/survey/question.html",
        step=step,
        question=question,
        form=form,
        view=now,
        told=told,
        mark=here.sheet.mark.hex(),
        back=url_for(".ask", step=before) if before else url_for(".begin"),
        speak=speak,
        explain=explain,
    )


def to(step: str) -> Response:
    return redirect(url_for("survey.ask", step=step), 303)


def _gone(way: Response) -> Response:
    sheet.forget(way)
    return way
