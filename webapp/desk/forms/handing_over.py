"""Whom to hand something over to."""

from collections.abc import Sequence
from uuid import UUID

from flask_wtf import FlaskForm

from webapp.desk.forms import fields
from webapp.language import lazy
from webapp.people.models import StaffAccount


class HandOverForm(FlaskForm):
    """One colleague."""

    to = fields.radios(
        lazy("desk.hand-over.to", "Vem tar över?"),
        (),
        lazy("desk.hand-over.to.needed", "Välj den som tar över. Hon eller han måste ha konto."),
    )

    def offer(self, colleagues: Sequence[StaffAccount]) -> None:
        self.to.choices = fields.options([(str(one.id), one.name) for one in colleagues])

    @property
    def chosen(self) -> UUID:
        return UUID(self.to.data)
