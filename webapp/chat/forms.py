"""The question as a form: fields built from the step, refused in the visitor's words."""

from collections.abc import Mapping, Sequence

from wtforms import BooleanField, Form, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from webapp.language import t
from webapp.language.speech import explain, speak
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import One, Question, Scale, Sign, Staircase, Text
from webapp.surveys.engine.words import Words


class QuestionForm(Form):
    """The part every question has: which talk the answer belongs to. It is only shown; the engine takes what comes back."""

    talk = HiddenField()


class ChoiceForm(QuestionForm):
    """One answer of several."""

    answer = RadioField()


class TextForm(QuestionForm):
    """An answer in her own words."""

    answer = StringField()


class SignForm(QuestionForm):
    """A name, and a tick that says what it stands for."""

    name = StringField()
    agree = BooleanField()


def form_for(question: Question, *, talk_id: str = "", answer: Answer = None, typed: Mapping[str, str] | None = None) -> QuestionForm:
    """A form for one question, filled with what was typed just now or else with the answer that is kept."""
    filled = {**_kept(answer), **(typed or {}), "talk": talk_id}
    if isinstance(question, One):
        return _choice(question.label, [(one.key, one.text) for one in question.options], filled)
    if isinstance(question, Scale):
        # Its answers stand beside their help, and the page takes them from the question.
        return _choice(question.label, (), filled)
    if isinstance(question, Staircase):
        return _choice(question.label, [(one.value, one.label) for one in question.choices()], filled)
    if isinstance(question, Text):
        text = TextForm(data=filled)
        text.answer.label.text = speak(question.label)
        return text
    if isinstance(question, Sign):
        sign = SignForm(data=filled)
        sign.name.label.text, sign.agree.label.text = speak(question.name), speak(question.agree)
        return sign
    return QuestionForm(data=filled)


def _choice(label: Words, choices: Sequence[tuple[str, Words]], filled: Mapping[str, str]) -> ChoiceForm:
    form = ChoiceForm(data=filled)
    form.answer.label.text = speak(label)
    form.answer.choices = [SelectChoice(value, speak(words)) for value, words in choices]
    return form


def _kept(answer: Answer) -> dict[str, str]:
    """What fills the fields again. A name is kept only together with its tick."""
    return {**answer, "agree": "y"} if isinstance(answer, dict) else {"answer": answer} if answer else {}


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
