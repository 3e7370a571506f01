"""Where the anonymous talk on a phone stands: whose ballot, which round, and what has been answered there."""

from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import queries, sheet
from webapp.chat.sheet import Sheet
from webapp.course_survey import queries as rounds
from webapp.course_survey.asked import Asked, asked_in
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import FLOWS
from webapp.flows.engine import talk
from webapp.flows.engine.definition import Flow
from webapp.invitations import ballots
from webapp.invitations.service import Handed
from webapp.security.access import visitor
from webapp.storage import reading
from webapp.surveys.engine.answers import Refusal
from webapp.surveys.engine.questions import PASSED


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the talk on this phone stands."""

    row: SurveyRound
    flow: Flow
    asked: Asked
    sheet: Sheet

    def view(self, step: str | None = None) -> talk.View:
        return talk.view(self.flow, self.sheet.answers, at=step)

    def taking(self, step: str) -> tuple["Standing", Refusal | None]:
        """What stands when the posted answer is taken, or as before and why it is none."""
        answers, refusal = talk.submit(self.flow, self.sheet.answers, step, posted())
        ours = {key: value for key, value in cast(dict[str, str], answers).items() if key in self.asked.questions}
        return replace(self, sheet=self.sheet.with_answers(ours)), refusal

    def answered(self) -> dict[str, str]:
        """What is sent: the answers that count on this way. A question she went past was not asked."""
        live = cast(dict[str, str], self.view().live)
        return {key: value for key, value in live.items() if key in self.asked.questions and value != PASSED}

    def step(self) -> str:
        """The question to go on with. The last page is there until it is sent."""
        now = self.view()
        return now.ask.key if now.ask else now.reachable[-1]


def posted() -> dict[str, str]:
    return {"answer": request.form.get("answer", "")}


def standing() -> Standing | None:
    """The talk of whoever holds this phone now. A ballot that has just come by its owner's link is never joined with another's answers."""
    held, brought = held_here(), sheet.brought()
    if brought and not _is_of(held, *brought):
        row = rounds.round_by_id(reading(), brought[0])
        return _empty(row, brought[1]) if row and row.flow_version is not None else None
    return held if brought or not sheet.rests() else None


def held_here() -> Standing | None:
    """The talk this phone carries, resting or not, if its round can be made out."""
    carried = sheet.carried()
    row = rounds.round_by_id(reading(), sheet.round_of(carried)) if carried else None
    if carried is None or row is None or row.flow_version is None:
        return None
    flow = queries.flow_version(reading(), FLOWS[row.part], row.flow_version)
    asked = asked_in(flow)
    held = sheet.opened(carried, asked.questions)
    return Standing(row, flow, asked, held) if held else None


def _is_of(held: Standing | None, round_id: UUID, handed: Handed) -> bool:
    return held is not None and (held.sheet.round_id, held.sheet.handed) == (round_id, handed)


def _empty(row: SurveyRound, handed: Handed) -> Standing:
    flow = queries.flow_version(reading(), FLOWS[row.part], row.flow_version or 0)
    return Standing(row, flow, asked_in(flow), Sheet(row.id, handed))


def kept(way: Response, here: Standing) -> Response:
    sheet.keep(way, here.sheet, here.asked.questions)
    return way


def to(step: str) -> Response:
    return redirect(url_for("survey.ask", step=step), 303)


def begin_with(row: SurveyRound, handed: Handed) -> Response:
    """Go to the first question with an empty sheet, or on with the one that this ballot has begun."""
    held = held_here()
    here = held if held and _is_of(held, row.id, handed) else _empty(row, handed)
    return kept(to(here.step()), here)


def bring(row: SurveyRound, handed: Handed) -> Response:
    """The same from a page that is not sent the sheet: the ballot goes along, and the first question decides."""
    way = to(_empty(row, handed).step())
    sheet.bring(way, row.id, handed)
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
