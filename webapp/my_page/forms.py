"""What a participant fills in on her own pages."""

from collections.abc import Mapping
from typing import Any, cast

from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import ValidationError

from webapp.ground.personal_number import personal_number_in, personal_number_instead_of_phone
from webapp.language import LazyText, isolate, lazy, t
from webapp.people.addresses import (
    NO_AT,
    NO_TEXTS,
    NOT_A_PHONE,
    NOT_AN_EMAIL,
    Address,
    Email,
    NotAnAddress,
    Phone,
    masked,
    parse_address,
)
from webapp.plan.values import LONGEST_LINE
from webapp.plan.wording import FITS
from webapp.reminders.values import Channel, Hour

LONGEST_REASON = 200
#: The reasons that help somebody who is asked for this kind of address alone.
SAYS_WHY: Mapping[type[Address], frozenset[LazyText]] = {
    Phone: frozenset({NOT_A_PHONE, NO_TEXTS}),
    Email: frozenset({NOT_AN_EMAIL, NO_AT}),
}


def said(text: LazyText) -> str:
    """A text that is spoken when it is read; WTForms takes it for a str."""
    return cast(str, text)


class ReasonForm(FlaskForm):
    """Why she cannot come, in one line, and whether her handlers may read it."""

    when = HiddenField()
    reason = StringField(
        said(lazy("my.reason.label", "Vill du säga varför?")),
        description=said(lazy("my.reason.hint", "Det är frivilligt.")),
        filters=[lambda text: " ".join((text or "").split())],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    shown = RadioField(said(lazy("my.reason.shown", "Får dina handläggare läsa det?")), default="no", validate_choice=False)

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.shown.choices = [
            SelectChoice("no", t("my.reason.shown.no", "Nej, bara jag")),
            SelectChoice("yes", t("my.reason.shown.yes", "Ja, de får läsa det")),
        ]

    def validate_reason(self, field: Field) -> None:
        if len(field.data) > LONGEST_REASON:
            raise ValidationError(
                t("chat.refused.too-long", "Texten är för lång. Den får ha högst {limit} tecken.", limit=str(LONGEST_REASON))
            )
        if personal_number_in(field.data):
            raise ValidationError(t("chat.refused.personal-number", "Ta bort personnumret, för det får inte sparas här."))


class RemindersForm(FlaskForm):
    """In which way she is reminded, and when in the day."""

    channel = RadioField(said(lazy("my.reminders.channel", "Hur vill du bli påmind?")), validate_choice=False)
    hour = RadioField(said(lazy("my.reminders.hour", "När på dagen?")), validate_choice=False)

    def offer(self, ways: Mapping[Channel, Address]) -> None:
        """A way that there is an address for, by a glimpse of it; one that there is none for, as a new one."""
        sms, email = ways.get(Channel.SMS), ways.get(Channel.EMAIL)
        self.channel.choices = [
            SelectChoice("sms", _by_sms(sms)),
            SelectChoice("email", _by_email(email)),
            SelectChoice("none", t("my.reminders.none", "Inga påminnelser")),
        ]
        self.hour.choices = [
            SelectChoice("morning", t("my.reminders.morning", "Förmiddag, efter klockan 9")),
            SelectChoice("noon", t("my.reminders.noon", "Mitt på dagen, efter klockan 12")),
            SelectChoice("afternoon", t("my.reminders.afternoon", "Eftermiddag, efter klockan 15")),
        ]

    def validate_channel(self, field: Field) -> None:
        if field.data not in {one.value for one in Channel}:
            raise ValidationError(t("chat.refused.unknown", "Välj ett av svaren."))

    def validate_hour(self, field: Field) -> None:
        if field.data not in {one.value for one in Hour}:
            raise ValidationError(t("chat.refused.unknown", "Välj ett av svaren."))


def _by_sms(address: Address | None) -> str:
    if address is None:
        return t("my.reminders.sms-new", "Sms, till ett nummer som du skriver")
    return t("my.reminders.sms", "Sms till {address}", address=isolate(masked(address)))


def _by_email(address: Address | None) -> str:
    if address is None:
        return t("my.reminders.email-new", "E-post, till en adress som du skriver")
    return t("my.reminders.email", "E-post till {address}", address=isolate(masked(address)))


class OwnAddressForm(FlaskForm):
    """A phone, or an e-mail, of her own."""

    hour = HiddenField()
    address = StringField(render_kw={"dir": "ltr", "maxlength": 254})
    parsed: Address

    def __init__(self, channel: Channel, **given: Any) -> None:
        super().__init__(**given)
        self.kind: type[Address] = Phone if channel is Channel.SMS else Email
        phone = self.kind is Phone
        self.address.label.text = t("my.address.phone", "Ditt mobilnummer") if phone else t("my.address.email", "Din e-postadress")
        self.address.render_kw = {**(self.address.render_kw or {}), "autocomplete": "tel" if phone else "email"}

    def validate_address(self, field: Field) -> None:
        """Of the kind that the page asks for: a reason that offers the other kind as well would send her round in a circle."""
        try:
            self.parsed = parse_address(field.data or "")
        except NotAnAddress as refused:
            raise ValidationError(str(refused.reason) if refused.reason in SAYS_WHY[self.kind] else self._wanted()) from refused
        if not isinstance(self.parsed, self.kind):
            raise ValidationError(self._wanted())

    def _wanted(self) -> str:
        if self.kind is Phone:
            return t("my.address.not-phone", "Skriv ett mobilnummer, som 070-174 06 05.")
        return t("my.address.not-email", "Skriv en e-postadress, som namn@exempel.se.")


def _short_and_nameless(field: Field, longest: int) -> None:
    """A line of hers: not too long, and without a personal number."""
    if len(field.data) > longest:
        raise ValidationError(t("chat.refused.too-long", "Texten är för lång. Den får ha högst {limit} tecken.", limit=str(longest)))
    if personal_number_instead_of_phone(field.data):
        raise ValidationError(t("chat.refused.personal-number", "Ta bort personnumret, för det får inte sparas här."))


class PlanAnswerForm(FlaskForm):
    """Whether the plan is what was said, and a line to the handlers for whoever wants."""

    fits = RadioField(said(lazy("my.plan.fits", "Stämmer planen med det ni sa?")), validate_choice=False)
    line = StringField(
        said(lazy("my.plan.line", "Vill du skriva en rad till handläggarna?")),
        filters=[lambda text: " ".join((text or "").split())],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    number = HiddenField()

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.fits.choices = [SelectChoice(one.value, str(words)) for one, words in FITS.items()]

    def validate_fits(self, field: Field) -> None:
        if field.data not in {one.value for one in FITS}:
            raise ValidationError(t("chat.refused.unknown", "Välj ett av svaren."))

    def validate_line(self, field: Field) -> None:
        _short_and_nameless(field, LONGEST_LINE)


class BoxForm(FlaskForm):
    """One box: a line in her own words, whether to begin there, and who may read it. Nothing has to be filled in."""

    line = StringField(
        said(lazy("my.box.line", "Vill du skriva en rad?")),
        filters=[lambda text: " ".join((text or "").split())],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )
    begins = BooleanField(said(lazy("my.box.begins", "Jag vill börja med den här rutan på mötet")))
    shown = RadioField(said(lazy("my.box.shown", "Vem får läsa det?")), default="no", validate_choice=False)

    def __init__(self, longest: int, **given: Any) -> None:
        super().__init__(**given)
        self._longest = longest
        self.shown.choices = [
            SelectChoice("no", t("my.box.shown.no", "Bara jag")),
            SelectChoice("yes", t("my.box.shown.yes", "Mina handläggare, före mötet")),
        ]

    def validate_line(self, field: Field) -> None:
        _short_and_nameless(field, self._longest)

    def validate_shown(self, field: Field) -> None:
        if field.data not in {"no", "yes"}:
            raise ValidationError(t("chat.refused.unknown", "Välj ett av svaren."))
