"""The forms of sign-in and of accounts. Passwords may be pasted, are shown back to nobody, and have no rules of composition."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast
from uuid import UUID

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from webapp.ground.parties import Agency, Role
from webapp.ground.personal_number import personal_number_in
from webapp.language import LazyText, lazy
from webapp.people.addresses import Email, NotAnAddress, parse_address
from webapp.people.models import StaffAccount
from webapp.people.service import NUMBER_AS_NAME
from webapp.sign_in import passwords
from webapp.sign_in.values import FOR_AN_AGENCY, LONGEST_NAME
from webapp.sign_in.wording import AGENCIES, ROLES

Check = Callable[[FlaskForm, Field], None]

ADDRESS = lazy("staff.form.address", "E-post")
PASSWORD = lazy("staff.form.password", "Lösenord")
CODE = lazy("staff.form.code", "Kod")
CODE_HINT = lazy("staff.form.code.hint", "Sex siffror från appen. Har du inte telefonen, skriv en av dina reservkoder.")
NEEDS_AGENCY = lazy("staff.form.agency.needed", "Välj myndighet för den rollen.")
NEW_PASSWORD_HINT = lazy("staff.form.new-password.hint", "Minst 12 tecken. Flera ord efter varandra går bra, och du kan klistra in.")
APP_CODE_HINT = lazy("staff.form.app-code.hint", "Sex siffror, som byts varje halv minut.")


def _said(words: LazyText | None) -> str:
    """WTForms hands labels on to the template as they are; there they are said in the reader's language."""
    return cast(str, words or "")


def filled(form: FlaskForm, field: Field) -> None:
    if not (field.data or "").strip():
        raise StopValidation(str(lazy("staff.form.needed", "{label}: fyll i det här.", label=field.label.text)))


def at_most(most: int) -> Check:
    def check(form: FlaskForm, field: Field) -> None:
        if len(field.data or "") > most:
            raise StopValidation(str(lazy("staff.form.long", "{label}: skriv högst {most} tecken.", label=field.label.text, most=most)))

    return check


def offered(form: FlaskForm, field: SelectField | RadioField) -> None:
    if field.data not in {choice.value for choice in cast(Sequence[SelectChoice], field.choices)}:
        raise StopValidation(str(lazy("staff.form.choose", "Välj ett alternativ: {label}", label=field.label.text)))


def _one_line(text: str | None) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text or "").split())


def _password(label: LazyText, autocomplete: str, hint: LazyText | None = None) -> PasswordField:
    return PasswordField(_said(label), [filled], description=_said(hint), render_kw={"autocomplete": autocomplete})


def _code(hint: LazyText) -> StringField:
    plain = {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
    return StringField(_said(CODE), [filled, at_most(40)], description=_said(hint), render_kw=plain)


class ProofForm(FlaskForm):
    """Showing again who one is."""

    password = _password(PASSWORD, "current-password")
    code = _code(CODE_HINT)


class EnterForm(FlaskForm):
    """Signing in: all at once, so that no answer says which part was wrong."""

    address = StringField(_said(ADDRESS), [filled, at_most(254)], render_kw={"autocomplete": "username", "inputmode": "email"})
    password = _password(PASSWORD, "current-password")
    code = _code(CODE_HINT)

    @property
    def email(self) -> str:
        """As it is stored. What is no address is nobody's."""
        return email_in(self.address.data or "") or ""


class PasswordForm(FlaskForm):
    """A new password."""

    password = _password(lazy("staff.form.new-password", "Nytt lösenord"), "new-password", NEW_PASSWORD_HINT)

    def refuse(self, reason: LazyText) -> None:
        self.password.errors = [*self.password.errors, str(reason)]

    def holds(self, *about: str) -> bool:
        """Whether it can be taken. `about` is what others know of its owner."""
        if not self.validate():
            return False
        if reason := passwords.refusal(self.password.data or "", about=about):
            self.refuse(reason)
        return reason is None


class AppForm(FlaskForm):
    """A code from a new app. The key that it was made with goes round sealed, so nothing is stored before it has worked."""

    key = HiddenField()
    code = _code(APP_CODE_HINT)

    def refuse(self) -> None:
        wrong = lazy("staff.form.app-code.wrong", "Koden stämmer inte. Vänta på nästa kod i appen och skriv den.")
        self.code.errors = [*self.code.errors, str(wrong)]


class PasskeyForm(FlaskForm):
    """What a browser says of a passkey. Nobody writes in it."""

    credential = HiddenField()


class RoleForm(FlaskForm):
    """What somebody may do, and for whom she works."""

    role = SelectField(
        _said(lazy("staff.form.role", "Roll")),
        [offered],
        choices=[SelectChoice(role.value, _said(name)) for role, name in ROLES.items()],
        validate_choice=False,
    )
    agency = SelectField(
        _said(lazy("staff.form.agency", "Myndighet")),
        [offered],
        choices=[
            SelectChoice("", _said(lazy("staff.form.agency.none", "Ingen"))),
            *(SelectChoice(a.value, _said(n)) for a, n in AGENCIES.items()),
        ],
        validate_choice=False,
        description=_said(lazy("staff.form.agency.hint", "För kursledare, handläggare och specialister.")),
    )

    def validate_agency(self, field: Field) -> None:
        if not field.data and self.role.data in {role.value for role in FOR_AN_AGENCY}:
            raise StopValidation(str(NEEDS_AGENCY))

    @property
    def chosen(self) -> tuple[Role, Agency | None]:
        return Role(self.role.data), Agency(self.agency.data) if self.agency.data else None


class TakeOverForm(FlaskForm):
    """Who takes over what somebody left behind."""

    to = RadioField(_said(lazy("staff.work.to", "Vem tar över?")), [offered], validate_choice=False)

    def offer(self, colleagues: Iterable[StaffAccount]) -> None:
        named = {one.id: f"{one.name}, {AGENCIES[one.agency]}" if one.agency else one.name for one in colleagues}
        self.to.choices = [SelectChoice(str(staff_id), name) for staff_id, name in named.items()]

    @property
    def chosen(self) -> UUID:
        return UUID(self.to.data)


class InviteForm(RoleForm):
    """Somebody new."""

    name = StringField(_said(lazy("staff.form.name", "Namn")), [filled, at_most(LONGEST_NAME)], filters=[_one_line])
    address = StringField(_said(ADDRESS), [filled, at_most(254)], render_kw={"inputmode": "email"})

    def validate_name(self, field: Field) -> None:
        if personal_number_in(field.data or ""):
            raise StopValidation(str(NUMBER_AS_NAME))

    def validate_address(self, field: Field) -> None:
        if email_in(field.data or "") is None:
            raise StopValidation(str(lazy("address.email", "E-postadressen är inte hel. Skriv den som namn@exempel.se.")))

    @property
    def email(self) -> str:
        return email_in(self.address.data or "") or ""

    def refuse_address(self) -> None:
        taken = lazy("staff.form.address.taken", "Det finns redan ett konto med den adressen.")
        self.address.errors = [*self.address.errors, str(taken)]


def email_in(text: str) -> str | None:
    """The address as it is stored, or None when it is not an e-mail address."""
    try:
        read = parse_address(text)
    except NotAnAddress:
        return None
    return read.value if isinstance(read, Email) else None
