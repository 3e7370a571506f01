"""Fields of staff forms, and the checks they share. Each says one thing when it is wrong."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from webapp.ground.personal_number import personal_number_in
from webapp.language import LazyText, lazy
from webapp.people.service import NUMBER_AS_NAME

Check = Callable[[FlaskForm, Field], None]

DAY = lazy("desk.form.day", "Skriv dagen som år, månad och dag: 2027-03-02.")
LAST_DAY = lazy("desk.form.last-day", "Skriv sista dagen som år, månad och dag: 2027-03-02.")
TIME = lazy("desk.form.time", "Skriv tiden med timme och minut: 13.00.")
NEEDED = lazy("desk.form.needed", "Fyll i det här.")
LINK = lazy("desk.form.link", "Länken ska börja med https:// och vara hel.")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f]")


def tidy(text: str | None) -> str | None:
    """One line without signs that nobody sees; None when nothing is left."""
    return _UNSEEN.sub(" ", text).strip() or None if text else None


def text(label: LazyText, *checks: Check, hint: LazyText | None = None) -> StringField:
    return StringField(said(label), checks, filters=[tidy], description=said(hint))


def lines(label: LazyText, *checks: Check, hint: LazyText | None = None) -> TextAreaField:
    return TextAreaField(said(label), checks, description=said(hint), render_kw={"rows": 12})


def day(label: LazyText, *checks: Check, hint: LazyText | None = None) -> DateField:
    return DateField(said(label), checks, format=["%Y-%m-%d"], description=said(hint))


def clock_time(label: LazyText, *checks: Check) -> TimeField:
    return TimeField(said(label), checks, format=["%H:%M", "%H.%M", "%H:%M:%S"])


def once() -> HiddenField:
    """What one page carries, so that its form does its work once however often it is sent."""
    return HiddenField(default=lambda: str(uuid4()))


def asked(form: FlaskForm) -> UUID:
    """What the page carried."""
    try:
        return UUID(form.asked.data)
    except (ValueError, TypeError):
        return uuid4()


def tick(label: LazyText) -> BooleanField:
    return BooleanField(said(label))


def one_of(label: LazyText, choices: Iterable[tuple[str, LazyText | str]] = (), hint: LazyText | None = None) -> SelectField:
    return SelectField(said(label), choices=options(choices), description=said(hint), validate_choice=False, validators=[offered])


def radios(label: LazyText, choices: Iterable[tuple[str, LazyText | str]], needed: LazyText | None = None) -> RadioField:
    """One of a few. `needed` says what to choose, when the label read aloud would not."""
    return RadioField(said(label), choices=options(choices), validate_choice=False, validators=[_offered_or(needed)])


def options(choices: Iterable[tuple[str, LazyText | str]]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in choices]


def needed(message: LazyText = NEEDED) -> Check:
    """Filled in, and read. One sentence, whichever of the two is wrong."""

    def check(form: FlaskForm, field: Field) -> None:
        if field.data in (None, "", []):
            field.errors = []
            raise StopValidation(str(message))

    return check


def readable(message: LazyText) -> Check:
    """May be left empty, but not written so that nobody can read it."""

    def check(form: FlaskForm, field: Field) -> None:
        if field.data is None and any(field.raw_data or ()):
            field.errors = []
            raise StopValidation(str(message))
        if field.data is None:
            field.errors = []
            raise StopValidation

    return check


def at_most(most: int) -> Check:
    def check(form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > most:
            raise StopValidation(str(lazy("desk.form.long", "{label}: skriv högst {most} tecken.", label=field.label.text, most=most)))

    return check


def no_personal_number(form: FlaskForm, field: Field) -> None:
    if field.data and personal_number_in(field.data):
        raise StopValidation(str(NUMBER_AS_NAME))


def offered(form: FlaskForm, field: Field) -> None:
    """One of the choices that were shown, said in our words."""
    if field.data not in {choice.value for choice in cast(Sequence[SelectChoice], getattr(field, "choices", ()))}:
        raise StopValidation(str(lazy("desk.form.choose", "Välj ett alternativ: {label}", label=field.label.text)))


def _offered_or(reason: LazyText | None) -> Check:
    def check(form: FlaskForm, field: Field) -> None:
        try:
            offered(form, field)
        except StopValidation as fault:
            raise StopValidation(str(reason)) if reason else fault from None

    return check


def whole_link(form: FlaskForm, field: Field) -> None:
    if not field.data:
        return
    try:
        link = urlsplit(field.data)
        whole = link.scheme == "https" and bool(link.hostname) and " " not in field.data
    except ValueError:
        whole = False
    if not whole:
        raise StopValidation(str(LINK))


def refuse(field: Field, reason: LazyText | str) -> None:
    """Say beside the field why the service would not do it."""
    field.errors = [*field.errors, str(reason)]


def said(words: LazyText | None) -> str:
    """WTForms hands labels on to the template as they are; there they are said in the reader's language."""
    return cast(str, words or "")
