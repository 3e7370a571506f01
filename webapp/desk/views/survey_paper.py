"""The survey on paper: blank sheets to print, and sheets typed in. Nothing is kept on the way; all of a batch is written, or nothing."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.chat import effects
from webapp.chat.queries import flow_version
from webapp.course_survey.asked import asked_in
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import FLOWS, Part, RoundState
from webapp.desk.blueprint import bp
from webapp.desk.forms import fields
from webapp.desk.forms.survey_paper import MOST_SHEETS, NO_KEY, SPENT, PaperForm, paper_form
from webapp.desk.queries import survey as queries
from webapp.desk.queries.survey import Seat
from webapp.desk.views import survey_sheet, survey_words
from webapp.desk.views.own import me, own_course, refused
from webapp.desk.views.survey import PART, about, open_round, round_of
from webapp.flows.engine import talk
from webapp.flows.engine.definition import Flow
from webapp.ground import clock
from webapp.ground.locales import LOCALES, SV
from webapp.ground.parties import Role
from webapp.language import choose
from webapp.people.models import Course
from webapp.security import audit
from webapp.security.access import allow
from webapp.storage import reading, transaction
from webapp.surveys.engine.questions import Scale

ENTERED, REFUSED = "survey.paper", "survey.paper-refused"


@dataclass(frozen=True, slots=True)
class Desk:
    """One open round, what it asks, and who is in the course."""

    course: Course
    part: Part
    row: SurveyRound
    flow: Flow
    seats: list[Seat]

    @property
    def questions(self) -> list[Scale]:
        """As they stand on a sheet."""
        return [ask.question for ask in self.flow.asks if isinstance(ask.question, Scale)]

    @property
    def keys(self) -> list[tuple[str, Scale]]:
        """The digits of each scale once, with the numbers of the questions that have it."""
        found: dict[tuple[str, ...], list[int]] = {}
        for number, question in enumerate(self.questions, 1):
            found.setdefault(tuple(words.text for words in question.answers), []).append(number)
        return [(", ".join(map(str, numbers)), self.questions[numbers[0] - 1]) for numbers in found.values()]


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/blad")
@allow(Role.LEADER)
def survey_sheets(course_id: UUID, part: str) -> str:
    """One blank sheet, with help in one language under the Swedish questions. It carries no name and no number."""
    desk, locale = _desk(course_id, part), choose.offered(request.args.get("sprak", "")) or SV
    voices = [SV] if locale is SV else [SV, locale]
    sheet = survey_sheet.blank(desk.questions, voices)
    return render_template("desk/survey_sheet.html", desk=desk, say=survey_words, locales=LOCALES, chosen=locale, sheet=sheet)


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/papper")
@allow(Role.LEADER)
def survey_paper(course_id: UUID, part: str) -> str:
    """How many sheets there are, and then a grid with room for so many."""
    desk = _desk(course_id, part)
    # The form knows itself how many, when it comes back in another language.
    count = request.args.get("antal", 0, type=int) or request.form.get("count", 0, type=int)
    if not 0 < count <= MOST_SHEETS:
        return render_template("desk/survey_paper_count.html", desk=desk, say=survey_words)
    return render_template("desk/survey_paper.html", desk=desk, form=_form(desk, count), say=survey_words)


@bp.post(f"/kurser/<uuid:course_id>/enkat/{PART}/papper")
@allow(Role.LEADER)
def enter_survey_paper(course_id: UUID, part: str) -> Response | tuple[str, int]:
    """Write the whole batch, once. That somebody had answered is said without saying who, and is written in the audit log."""
    desk = _desk(course_id, part, shut_too=True)
    count = request.form.get("count", 0, type=int)
    form = _form(desk, count if 0 < count <= MOST_SHEETS else abort(400))
    if "drop" in request.form:
        form = _form(desk, form.used)
    if desk.row.state is not RoundState.OPEN:
        return _shut(desk, form)
    if (sheets := form.sheets()) is None:
        return _refused(desk, _with_room(desk, form))
    people, batch = [UUID(one) for one in form.ticked], _batch(desk, form)
    try:
        _write(desk, people, [_as_answered(desk, digits) for digits in sheets], batch)
    except effects.RoundShut:
        return _shut(desk, form)
    except effects.KeyOutOfReach:
        fields.refuse(form.who, NO_KEY)
        return _refused(desk, form)
    except effects.BallotSpent:
        if not _may_be_passed_over(people, batch):
            fields.refuse(form.who, SPENT)
            return _refused(_desk(course_id, part), form)
    return _done(desk)


@bp.get(f"/kurser/<uuid:course_id>/enkat/{PART}/papper/klart")
@allow(Role.LEADER)
def survey_paper_done(course_id: UUID, part: str) -> str:
    """Stays the same on reload, and says nothing about what was typed."""
    return render_template("desk/survey_paper_done.html", course=own_course(course_id), part=Part(part), say=survey_words)


def _desk(course_id: UUID, part: str, *, shut_too: bool = False) -> Desk:
    """The round that can be answered now, or one that has been shut while somebody typed."""
    course = own_course(course_id)
    row = round_of(course, part) if shut_too else None
    if row is None or row.flow_version is None:
        row = open_round(course, part)
    flow = flow_version(reading(), FLOWS[row.part], row.flow_version or 0)
    return Desk(course, row.part, row, flow, queries.seats(reading(), course_id))


def _form(desk: Desk, count: int) -> PaperForm:
    form = paper_form(desk.questions, count)
    form.offer(desk.seats)
    return form


def _as_answered(desk: Desk, digits: list[str]) -> dict[str, str]:
    """A sheet as the talk would have taken it: what is only asked after a yes is left out after a no."""
    typed = dict(zip(asked_in(desk.flow).questions, digits, strict=True))
    return {key: value for key, value in talk.view(desk.flow, typed).live.items() if key in typed and isinstance(value, str)}


def _batch(desk: Desk, form: PaperForm) -> str:
    """What the audit log is told: which round, and a mark that is the same for the same names on the same page. Not who."""
    return f"{about(desk.course.id, desk.part.value)} {uuid5(fields.asked(form), ' '.join(sorted(form.ticked)))}"


def _write(desk: Desk, people: list[UUID], sheets: list[dict[str, str]], batch: str) -> None:
    with transaction() as session:
        effects.send_paper(session, people, desk.row.id, asked_in(desk.flow).questions, sheets)
        audit.record(session, ENTERED, at=clock.now(), staff_id=me(), detail=batch)


def _may_be_passed_over(people: list[UUID], batch: str) -> bool:
    """Whether nothing need be said: the batch is in already, or it is one sheet from somebody whose first answer counts.

    Of a single person it would be said by name, so it is not. Whoever tries names leaves a trace of every try.
    """
    if audit.is_recorded(reading(), ENTERED, batch):
        return True
    alone = len(people) == 1
    with transaction() as session:
        audit.record(session, ENTERED if alone else REFUSED, at=clock.now(), staff_id=me(), detail=batch)
    return alone


def _with_room(desk: Desk, form: PaperForm) -> PaperForm:
    """The same form with a line for every ticked name, when that is what was wrong."""
    if len(form.ticked) <= len(form.rows):
        return form
    roomy = _form(desk, len(form.ticked))
    roomy.validate()
    roomy.who.errors = form.who.errors
    return roomy


def _done(desk: Desk) -> Response:
    return redirect(url_for(".survey_paper_done", course_id=desk.course.id, part=desk.part.value), 303)


def _shut(desk: Desk, form: PaperForm) -> Response | tuple[str, int]:
    """The round was closed meanwhile. What was typed is shown once more, unless this page had done its work before."""
    if audit.is_recorded(reading(), ENTERED, _batch(desk, form)):
        return _done(desk)
    return render_template("desk/survey_paper_shut.html", sheets=form.cells, desk=desk), 409


def _refused(desk: Desk, form: PaperForm) -> tuple[str, int]:
    return refused("desk/survey_paper.html", form, desk=desk, say=survey_words)
