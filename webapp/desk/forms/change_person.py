"""The form that changes what is known about somebody in a course."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from wtforms import SelectField

from webapp.desk.forms import fields, since
from webapp.desk.forms.people import PersonForm
from webapp.ground.locales import SIMPLE
from webapp.ground.parties import Agency
from webapp.language import lazy
from webapp.people.addresses import Address, address_of, fingerprint_of, masked
from webapp.people.models import Participant, StaffAccount
from webapp.people.service import name_of


class ChangeForm(PersonForm):
    """Somebody who is in the course already. An empty address means the one that is stored."""

    shown = since.mark()
    address = fields.text(lazy("desk.people.address", "Mobilnummer eller e-post"))
    handler_fk = fields.one_of(lazy("desk.people.handler-fk", "Handläggare på Försäkringskassan"))
    handler_af = fields.one_of(lazy("desk.people.handler-af", "Handläggare på Arbetsförmedlingen"))
    no_address = fields.tick(lazy("desk.people.no-address", "Ta bort adressen"))
    new_address: Address | None = None

    def whole(self, *, protected: bool) -> bool:
        """Read everything; False with the reasons beside the fields."""
        good: bool = self.validate()
        self.read_name(protected=protected)
        self.new_address = self.read_address(protected=protected)
        return good and not self.errors

    def begin(self, person: Participant, stored: since.Values) -> None:
        """Remember what the page shows, and which address it masks."""
        self.shown.data = since.shown(person.id, {**stored, "address": person.address_hash})

    def settle(self, person: Participant, stored: since.Values) -> bool:
        """Join it with what was saved since; False with the reasons beside the fields."""
        since.settle(self, person.id, stored)
        if self.changes_address and not since.was_shown(self, person.id, "address", person.address_hash):
            self._settle_address(person)
        self.begin(person, stored)
        return not self.errors

    def _settle_address(self, person: Participant) -> None:
        if person.address_hash == (fingerprint_of(self.new_address) if self.new_address else None):
            return
        there = address_of(person)
        since.refuse(self.address, masked(there) if there else since.NOTHING, self.address.data or since.NOTHING)

    @property
    def changes_address(self) -> bool:
        """Whether the one that is stored is to go."""
        return bool(self.new_address or self.no_address.data)

    @property
    def new_name(self) -> str | None:
        return name_of(self.name.data) if self.name.data else None

    def offer(self, handlers: Sequence[StaffAccount]) -> None:
        """The handlers to choose from."""
        for agency, field in self.handler_fields.items():
            theirs = [(str(one.id), one.name) for one in handlers if one.agency is agency]
            field.choices = fields.options([("", lazy("desk.people.no-handler", "Ingen än")), *theirs])

    @property
    def handler_fields(self) -> dict[Agency, SelectField]:
        return {Agency.FK: self.handler_fk, Agency.AF: self.handler_af}

    def handlers(self) -> dict[Agency, UUID | None]:
        return {agency: UUID(field.data) if field.data else None for agency, field in self.handler_fields.items()}


def as_shown(person: Participant, handlers: Mapping[Agency, StaffAccount]) -> dict[str, str | None]:
    """What the form begins with. The address stays masked."""
    theirs = {agency: str(account.id) for agency, account in handlers.items()}
    return {
        "name": person.name,
        "locale": person.locale or SIMPLE.id,
        "benefit": person.benefit.value if person.benefit else "",
        "sex": person.sex.value if person.sex else "",
        "handler_fk": theirs.get(Agency.FK, ""),
        "handler_af": theirs.get(Agency.AF, ""),
    }
