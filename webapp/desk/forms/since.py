"""What somebody else has saved since a form was opened: nobody's change is undone by a page that is older than it.

The page carries a keyed hash of each value it showed. A field its sender left alone keeps what is stored now, whoever stored it.
"""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from webapp.desk.forms import fields
from webapp.language import LazyText, lazy
from webapp.storage.crypto import fingerprint

#: The values of a row by the names of their fields, as the form holds them.
Values = Mapping[str, str | None]
#: So many hex digits of each hash.
LENGTH = 16
NOTHING = lazy("desk.since.nothing", "inget")


def mark() -> HiddenField:
    """What the page showed."""
    return HiddenField()


def shown(row_id: UUID, values: Values) -> str:
    """The mark of a page that shows these values of this row."""
    return " ".join(_hash(row_id, name, value) for name, value in values.items())


def was_shown(form: FlaskForm, row_id: UUID, name: str, value: str | None) -> bool:
    """Whether the sender had that value in front of them."""
    return _hash(row_id, name, value) in (form.shown.data or "").split()


def settle(form: FlaskForm, row_id: UUID, stored: Values) -> None:
    """Put what was stored since in the fields the sender left alone, and refuse those that both have changed, each in another way."""
    for name, now in stored.items():
        field, typed = form[name], form[name].data
        if (typed or None) == (now or None) or was_shown(form, row_id, name, now):
            continue
        if was_shown(form, row_id, name, typed):
            field.data = now
        else:
            refuse(field, _said(field, now), _said(field, typed))


def refuse(field: Field, now: LazyText | str, typed: LazyText | str) -> None:
    """Name both beside the field. What was typed stands there still, and is saved when it is sent again."""
    reason = lazy(
        "desk.since.changed",
        "{label}: Någon har ändrat sedan du öppnade sidan. Sparat nu: {now}. Du valde: {typed}. Spara igen om ditt ska gälla.",
        label=field.label.text,
        now=now,
        typed=typed,
    )
    fields.refuse(field, reason)


def _said(field: Field, value: str | None) -> LazyText | str:
    """The words somebody reads who chooses it."""
    if isinstance(field, SelectField):
        choices = cast(Sequence[SelectChoice], field.choices)
        return next((str(choice.label) for choice in choices if choice.value == (value or "")), NOTHING)
    return value or NOTHING


def _hash(row_id: UUID, name: str, value: str | None) -> str:
    return fingerprint("forms", f"shown {row_id} {name} {value or ''}")[:LENGTH]
