"""The question as a form: fields built from the step, refused in the visitor's words."""

from collections.abc import Mapping

from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from webapp.language import t
from webapp.language.speech import explain, speak
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import One, Question, Scale, Sign, Staircase, Text


class QuestionForm(FlaskForm):
    """The part every question has: which talk the answer belongs to."""

    talk = HiddenField()


def form_for(question: Question, *, talk_id: str = "", answer: Answer = None, typed: Mapping[str, str] | None = None) -> QuestionForm:
    """A form for one question, filled with what was typed just now or else with the answer that is kept."""
    fields = _fields(question)
    kind = type("QuestionForm", (QuestionForm,), fields)
    form: QuestionForm = kind(formdata=None, data={**_kept(answer), **(typed or {}), "talk": talk_id})
    return form


def _fields(question: Question) -> dict[str, Field]:
    if isinstance(question, One | Scale):
        return {"answer": RadioField(speak(question.label), choices=[SelectChoice(one.key, speak(one.text)) for one in question.options])}
    if isinstance(question, Staircase):
        return {
            "answer": RadioField(speak(question.label), choices=[SelectChoice(one.value, speak(one.label)) for one in question.choices()])
        }
    if isinstance(question, Text):
        return {"answer": StringField(speak(question.label))}
    if isinstance(question, Sign):
        return {"name": StringField(speak(question.name)), "agree": BooleanField(speak(question.agree))}
    return {}


def _kept(answer: Answer) -> dict[str, str]:
    return answer if isinstance(answer, dict) else {"answer": answer} if answer else {}


def helps_of(question: Question) -> dict[str, str]:
    """What stands under an answer: an everyday example, or an explanation."""
    if isinstance(question, Staircase):
        return {one.value: speak(one.example) for one in question.choices() if one.example}
    if isinstance(question, Scale):
        return {one.key: said for one in question.options if one.text.official and (said := explain(one.text))}
    if isinstance(question, One):
        return {one.key: speak(one.help) for one in question.options if one.help}
    return {}


def refuse(form: QuestionForm, refusal: Refusal) -> None:
    """Put the reason at the field it is about."""
    for one in refusal.each():
        if one.field in form:
            form[one.field].errors = [*form[one.field].errors, reason(one)]


def reason(refusal: Refusal) -> str:
    """Why an answer was not taken, and what to do."""
    match refusal.code:
        case Refused.TOO_LONG:
            return t("chat.refused.too-long", "Texten är för lång. Den får ha högst {limit} tecken.", limit=str(refusal.limit))
        case Refused.NO_NAME:
            return t("chat.refused.no-name", "Skriv ditt namn.")
        case Refused.NO_TICK:
            return t("chat.refused.no-tick", "Kryssa i rutan om du vill skriva under.")
        case Refused.PERSONAL_NUMBER:
            return t("chat.refused.personal-number", "Ta bort personnumret, för det får inte sparas här.")
        case Refused.UNKNOWN:
            return t("chat.refused.unknown", "Välj ett av svaren.")
        case _:
            return t("chat.refused.missing", "Välj ett svar för att gå vidare.")
