"""Entering a decision that came on paper. It stands in the ledger as what it is, with whoever entered it."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.chat import wording
from webapp.chat.effects import PURPOSES
from webapp.consent import service
from webapp.consent.values import Decision, Purpose
from webapp.desk.blueprint import bp
from webapp.desk.forms.paper import ABOUT, ANSWERS, PaperForm
from webapp.desk.queries.courses import called
from webapp.desk.views import receipts
from webapp.desk.views.endings import own_case
from webapp.desk.views.own import me, open_person, refused
from webapp.flows.engine.definition import Ask, Flow
from webapp.flows.engine.library import shipped as flows
from webapp.ground import clock
from webapp.ground.locales import SV
from webapp.ground.parties import Role
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import transaction
from webapp.surveys.engine.answers import Answer

CHOSEN = {Decision.GIVEN: "give", Decision.REFUSED: "refuse"}


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What the paper says: the Swedish text of the flow, and the answer."""

    flow: Flow
    live: Mapping[str, Answer]

    @property
    def locales(self) -> Mapping[str, str]:
        return dict.fromkeys(self.live, SV.id)

    def ask(self, step: str) -> Ask:
        return next(ask for ask in self.flow.asks if ask.key == step)


@bp.get("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/papper")
@allow(Role.LEADER)
def paper(course_id: UUID, participant_id: UUID) -> str:
    _, person = open_person(course_id, participant_id)
    return render_template("desk/paper.html", form=PaperForm(), **_around(person, _to_person(course_id, participant_id)))


@bp.post("/kurser/<uuid:course_id>/deltagare/<uuid:participant_id>/papper")
@allow(Role.LEADER)
def enter_paper(course_id: UUID, participant_id: UUID) -> Response | tuple[str, int]:
    _, person = open_person(course_id, participant_id)
    return _entered(person, _to_person(course_id, participant_id))


@bp.get("/mina-deltagare/<uuid:participant_id>/papper")
@allow(Role.HANDLER)
def case_paper(participant_id: UUID) -> str:
    person = open_case(participant_id)
    return render_template("desk/paper.html", form=PaperForm(), **_around(person, _to_case(participant_id)))


@bp.post("/mina-deltagare/<uuid:participant_id>/papper")
@allow(Role.HANDLER)
def enter_case_paper(participant_id: UUID) -> Response | tuple[str, int]:
    return _entered(open_case(participant_id), _to_case(participant_id))


def open_case(participant_id: UUID) -> Participant:
    person = own_case(participant_id)
    return abort(404) if person.ended_at else person


def _to_person(course_id: UUID, participant_id: UUID) -> str:
    return url_for("desk.person", course_id=course_id, participant_id=participant_id)


def _to_case(participant_id: UUID) -> str:
    return url_for("desk.case", participant_id=participant_id)


def _entered(person: Participant, back: str) -> Response | tuple[str, int]:
    form, around, participant_id = PaperForm(), _around(person, back), person.id
    if not form.validate() or form.signed_on.data is None:
        return refused("desk/paper.html", form, **around)
    at, purpose, decision = clock.now(), Purpose(form.purpose.data), ANSWERS[form.decided.data]
    choice, said = _read(purpose, decision)
    try:
        with transaction() as session:
            service.enter_paper(session, participant_id, choice, said, signed_on=form.signed_on.data, entered_by=me(), at=at)
            audit.record(session, "consent.paper", at=at, staff_id=me(), participant_id=participant_id, detail=purpose.value)
    except service.DecidedLater:
        form.refuse_older()
        return refused("desk/paper.html", form, **around)
    receipts.say("answer-saved")
    return redirect(back, 303)


def _around(person: Participant, back: str) -> dict[str, object]:
    """What the page says around the form: the very words that a paper with a yes is signed under, for each purpose."""
    texts = [(label, _read(Purpose(purpose), Decision.GIVEN)[1].swedish.split("\n\n")) for purpose, label in ABOUT]
    return {"name": called(person), "back": back, "protected": person.protected, "texts": texts}


def _read(purpose: Purpose, decision: Decision) -> tuple[service.Choice, service.Wording]:
    """The choice, and the words of our text that stand on the paper. The name itself is on the paper alone."""
    key, agencies = next((key, named) for key, (about, named) in PURPOSES.items() if about is purpose)
    live: dict[str, Answer] = {"read": None, "decide": CHOSEN[decision]}
    if decision is Decision.GIVEN:
        live["sign"] = None
    paper = OnPaper(flows().get(key), live)
    return service.Choice(purpose, decision, agencies), wording.of(paper, list(live))
