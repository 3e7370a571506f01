"""Somebody about to be put in a course, and what a name may be. Personal numbers are refused, whatever field they stand in."""

import unicodedata
from dataclasses import dataclass

from webapp.ground.locales import SIMPLE
from webapp.ground.personal_number import personal_number_in, personal_number_instead_of_phone
from webapp.language import LazyText, lazy
from webapp.people.addresses import Address, NotAnAddress, parse_address
from webapp.people.values import Benefit, Sex

LONGEST_NAME = 60
NUMBER_AS_NAME = lazy("desk.people.number-as-name", "Namnet ser ut som ett personnummer. Mellansteg sparar inga personnummer.")
NUMBER_AS_ADDRESS = lazy("desk.people.number-as-address", "Adressen ser ut som ett personnummer. Mellansteg sparar inga personnummer.")
NO_NAME = lazy("desk.people.no-name", "Skriv ett namn. Det kan vara ett förnamn eller något annat som personen väljer.")
LONG_NAME = lazy("desk.people.long-name", "Namnet är för långt. Skriv högst {most} tecken.", most=LONGEST_NAME)
ADDRESS_AS_NAME = lazy("desk.people.address-as-name", "Namnet ser ut som en adress. Skriv namnet här och adressen i nästa ruta.")


class NotAName(ValueError):
    """A person cannot be called that. `reason` says why, in the reader's language."""

    def __init__(self, reason: LazyText) -> None:
        super().__init__(reason.context)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known about a person who is put in a course. A protected identity has neither name nor address."""

    name: str | None
    address: Address | None
    locale: str = SIMPLE.id
    benefit: Benefit | None = None
    sex: Sex | None = None
    protected: bool = False

    def __post_init__(self) -> None:
        if self.protected and (self.name or self.address):
            raise ValueError("a protected identity has no name and no address")


def name_of(text: str) -> str:
    """The name as it will be stored. Raises NotAName with the reason."""
    name = " ".join("".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C").split())
    if not name:
        raise NotAName(NO_NAME)
    if personal_number_in(name):
        raise NotAName(NUMBER_AS_NAME)
    if len(name) > LONGEST_NAME:
        raise NotAName(LONG_NAME)
    if "@" in name or sum(sign.isdigit() for sign in name) > 5:
        raise NotAName(ADDRESS_AS_NAME)
    return name


def address_in(text: str) -> Address:
    """Read an address. Raises NotAnAddress, also for a personal number."""
    if personal_number_instead_of_phone(text):
        raise NotAnAddress(NUMBER_AS_ADDRESS)
    return parse_address(text)
