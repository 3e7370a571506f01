"""What a visitor can send at the doors."""

import unicodedata
from typing import cast

from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from webapp.language import LazyText, lazy
from webapp.people.addresses import Address, NotAnAddress, parse_address

DIGITS = 6

CODE = lazy("invitations.code.label", "Skriv koden du fick")
CODE_HINT = lazy("invitations.code.hint", "Koden har sex siffror.")
CODE_LENGTH = lazy("invitations.code.length", "Koden har sex siffror. Titta i meddelandet och försök igen.")
ADDRESS = lazy("invitations.new-link.label", "Vart skickar vi dina meddelanden?")
ADDRESS_HINT = lazy("invitations.new-link.hint", "Skriv ditt mobilnummer eller din e-postadress.")


def said(text: LazyText) -> str:
    """A text that is spoken when it is read; WTForms takes it for a str."""
    return cast(str, text)


class ButtonForm(FlaskForm):
    """Nothing but a button."""


def digits(text: str | None) -> str:
    """Only the digits of what was typed or pasted, whatever stands between them and in whatever script they are written."""
    return "".join(str(unicodedata.digit(sign)) for sign in text or "" if unicodedata.category(sign) == "Nd")


class CodeForm(FlaskForm):
    code = StringField(
        said(CODE),
        filters=[digits],
        description=said(CODE_HINT),
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8, "dir": "ltr", "class": "code"},
    )

    def validate_code(self, field: Field) -> None:
        if len(field.data) != DIGITS:
            raise ValidationError(said(CODE_LENGTH))


class AddressForm(FlaskForm):
    address = StringField(
        said(ADDRESS),
        description=said(ADDRESS_HINT),
        render_kw={"autocomplete": "tel", "dir": "ltr", "maxlength": 254},
    )
    parsed: Address

    def validate_address(self, field: Field) -> None:
        try:
            self.parsed = parse_address(field.data or "")
        except NotAnAddress as refused:
            raise ValidationError(said(refused.reason)) from refused
