"""What a visitor can send at the doors."""

import unicodedata

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from webapp.language import lazy
from webapp.people.addresses import Address, NotAnAddress, parse_address

DIGITS = 6


class ButtonForm(FlaskForm):  # type: ignore[misc]
    """Nothing but a button."""


def digits(text: str | None) -> str:
    """Only the digits of what was typed or pasted, whatever stands between them and in whatever script they are written."""
    return "".join(str(unicodedata.digit(sign)) for sign in text or "" if unicodedata.category(sign) == "Nd")


class CodeForm(FlaskForm):  # type: ignore[misc]
    code = StringField(
        lazy("invitations.code.label", "Skriv koden du fick"),
        filters=[digits],
        description=lazy("invitations.code.hint", "Koden har sex siffror."),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8, "dir": "ltr", "class": "code"},
    )

    def validate_code(self, field: Field) -> None:
        if len(field.data) != DIGITS:
            raise ValidationError(lazy("invitations.code.length", "Koden har sex siffror. Titta i meddelandet och försök igen."))


class AddressForm(FlaskForm):  # type: ignore[misc]
    address = StringField(
        lazy("invitations.new-link.label", "Vilken adress får du våra meddelanden till?"),
        description=lazy("invitations.new-link.hint", "Skriv ditt mobilnummer eller din e-postadress."),
        render_kw={"autocomplete": "tel", "dir": "ltr", "maxlength": 254},
    )
    parsed: Address

    def validate_address(self, field: Field) -> None:
        try:
            self.parsed = parse_address(field.data or "")
        except NotAnAddress as refused:
            raise ValidationError(refused.reason) from refused
