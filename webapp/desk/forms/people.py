"""The forms that put people in a course."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import Field

from webapp.desk.forms import fields
from webapp.ground.locales import LOCALES
from webapp.language import LazyText, lazy
from webapp.people.addresses import Address, NotAnAddress
from webapp.people.service import MOST_TEXT, BadLine, Newcomer, NotAName, address_in, name_of, read_lines
from webapp.people.values import Benefit, Sex

BENEFITS = (
    ("", lazy("desk.benefit.unknown", "Vet inte")),
    (Benefit.SP.value, lazy("desk.benefit.sp", "Sjukpenning")),
    (Benefit.AE.value, lazy("desk.benefit.ae", "Aktivitetsersättning")),
    (Benefit.OTHER.value, lazy("desk.benefit.other", "Annat")),
)
SEXES = (
    ("", lazy("desk.sex.left-out", "Anges inte")),
    (Sex.WOMAN.value, lazy("desk.sex.woman", "Kvinna")),
    (Sex.MAN.value, lazy("desk.sex.man", "Man")),
    (Sex.OTHER.value, lazy("desk.sex.other", "Annat")),
)
SAME_ADDRESS = lazy("desk.people.twice", "Någon annan i kursen har samma adress.")

SHARED = lazy("desk.people.twice.meant", "Det stämmer. De delar telefon eller e-post.")
NO_NAME = lazy("desk.people.protected.name", "Ta bort namnet. För en skyddad person sparas inget namn.")
NO_ADDRESS = lazy("desk.people.protected.address", "Ta bort adressen. För en skyddad person sparas ingen adress.")


#: So much of a line is enough to find it by.
SHOWN = 15
NO_LINES = lazy("desk.lines.needed", "Skriv minst en rad.")
HOW_TO = lazy(
    "desk.lines.hint",
    "Namn; telefon eller e-post; språk. Till exempel: Kim Berg; 070-174 06 05; engelska. Utan språk blir det lättläst svenska. "
    "Har någon skyddade uppgifter, skriv bara ordet skyddad på raden.",
)


class LinesForm(FlaskForm):
    """Several people at once."""

    asked = fields.once()
    lines = fields.lines(
        lazy("desk.lines.label", "En person på varje rad"),
        fields.needed(NO_LINES),
        fields.at_most(MOST_TEXT),
        hint=HOW_TO,
    )
    twice = fields.tick(SHARED)
    #: The lines that could be read, whatever stood on the others.
    readable: Sequence[tuple[int, Newcomer]] = ()

    def newcomers(self) -> list[tuple[int, Newcomer]] | None:
        """Everybody, by line, or None with every bad line beside the field."""
        if not self.validate():
            return None
        self.readable, bad = read_lines(self.lines.data or "")
        good = self.readable
        for one in bad:
            fields.refuse(self.lines, _with_line(one))
        if not (good or bad):
            fields.refuse(self.lines, NO_LINES)
        return None if bad else good or None

    def ask_whether_shared(self, lines: Sequence[int]) -> None:
        fields.refuse(
            self.twice, lazy("desk.lines.twice", "Samma adress står mer än en gång i kursen. Det gäller rad {lines}.", lines=_listed(lines))
        )


def _with_line(bad: BadLine) -> str:
    if not bad.text:
        return str(lazy("desk.lines.bad", "Rad {number}: {reason}", number=bad.number, reason=bad.reason))
    begins = bad.text if len(bad.text) <= SHOWN else bad.text[:SHOWN].rstrip() + "…"
    return str(lazy("desk.lines.bad-begins", "Rad {number}, {begins}: {reason}", number=bad.number, begins=begins, reason=bad.reason))


def _listed(lines: Sequence[int]) -> str:
    return ", ".join(str(line) for line in lines)


class PersonForm(FlaskForm):
    """One person. A protected identity has neither name nor address."""

    asked = fields.once()
    name = fields.text(lazy("desk.people.name", "Namn"), hint=lazy("desk.people.name.hint", "Det namn som personen själv väljer."))
    address = fields.text(
        lazy("desk.people.address", "Mobilnummer eller e-post"),
        hint=lazy("desk.people.address.hint", "Lämna tomt om personen bara ska ha papper."),
    )
    locale = fields.one_of(lazy("desk.people.locale", "Språk"), [(locale.id, locale.name) for locale in LOCALES])
    benefit = fields.one_of(lazy("desk.people.benefit", "Ersättning"), BENEFITS)
    sex = fields.one_of(lazy("desk.people.sex", "Kön"), SEXES, hint=lazy("desk.people.sex.hint", "Bara för statistiken. Kan utelämnas."))
    protected = fields.tick(lazy("desk.people.protected", "Skyddade uppgifter: inget namn, ingen adress, bara papper"))
    twice = fields.tick(SHARED)

    def newcomer(self) -> Newcomer | None:
        """Who this is, or None with the reasons beside the fields."""
        good = self.validate()
        name, address = self.read_name(protected=self.protected.data), self.read_address(protected=self.protected.data)
        if not good or self.errors:
            return None
        return Newcomer(name, address, self.locale.data, self.chosen_benefit, self.chosen_sex, self.protected.data)

    def read_name(self, *, protected: bool) -> str | None:
        if protected:
            _empty(self.name, NO_NAME)
            return None
        try:
            return name_of(self.name.data or "")
        except NotAName as fault:
            fields.refuse(self.name, fault.reason)
        return None

    def read_address(self, *, protected: bool) -> Address | None:
        if protected:
            _empty(self.address, NO_ADDRESS)
            return None
        try:
            return address_in(self.address.data) if self.address.data else None
        except NotAnAddress as fault:
            fields.refuse(self.address, fault.reason)
        return None

    @property
    def chosen_benefit(self) -> Benefit | None:
        return Benefit(self.benefit.data) if self.benefit.data else None

    @property
    def chosen_sex(self) -> Sex | None:
        return Sex(self.sex.data) if self.sex.data else None


def _empty(field: Field, reason: LazyText) -> None:
    if field.data:
        fields.refuse(field, reason)
