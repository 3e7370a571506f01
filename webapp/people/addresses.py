"""Where a person is reached: one phone that can get a text message, or one e-mail, always written in the same way."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import PhoneNumberType

from webapp.language import LazyText, lazy
from webapp.people.models import Participant
from webapp.storage import fingerprint

#: Longer is not an address (RFC 5321).
LONGEST_EMAIL = 254
EMAIL = re.compile(r"[^@\s<>,;:\"\\()\[\]]+@(?:[^@\s<>,;:\"\\()\[\].]+\.)+[^@\s<>,;:\"\\()\[\].\d]{2,}")
DOT_BETWEEN = re.compile(r"\w\.\w")
GETS_TEXTS = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class NotAnAddress(ValueError):
    """Nothing can be sent there. `reason` says why, in the reader's language."""

    def __init__(self, reason: LazyText) -> None:
        super().__init__(reason.context)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone that can get text messages, in E.164: `+46701740605`."""

    value: str

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address in lower case."""

    value: str

    def __str__(self) -> str:
        return self.value


Address = Phone | Email

NOTHING = lazy("address.nothing", "Skriv ett mobilnummer eller en e-postadress.")
NOT_AN_EMAIL = lazy("address.email", "E-postadressen är inte hel. Skriv den som namn@exempel.se.")
NO_AT = lazy("address.no-at", "E-postadressen saknar @. Skriv den som namn@exempel.se.")
NEITHER = lazy("address.neither", "Det är varken ett mobilnummer eller en e-postadress.")
NOT_A_PHONE = lazy("address.phone", "Telefonnumret är inte helt. Skriv det som 070-174 06 05.")
NO_TEXTS = lazy("address.no-texts", "Det numret kan inte ta emot sms. Skriv ett mobilnummer eller en e-postadress.")


def parse_address(text: str) -> Address:
    """Read what somebody wrote or pasted. Raises NotAnAddress with the reason."""
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
    if not text:
        raise NotAnAddress(NOTHING)
    return _email(text) if "@" in text else _phone(text)


def address_of(participant: Participant) -> Address | None:
    """The stored address, or None for somebody met on paper."""
    if phone := participant.phone:
        return Phone(phone)
    email = participant.email
    return Email(email) if email else None


def phone_as_read(phone: str) -> str:
    """A stored number as it is written in Sweden: 08-465 004 10."""
    return phonenumbers.format_number(phonenumbers.parse(phone, "SE"), phonenumbers.PhoneNumberFormat.NATIONAL)


@lru_cache(maxsize=512)
def phone_both_ways(phone: str) -> tuple[str, str]:
    """As it is read, and as a phone dials it from anywhere: +46846500410."""
    number, forms = phonenumbers.parse(phone, "SE"), phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, forms.NATIONAL), phonenumbers.format_number(number, forms.E164)


def fingerprint_of(address: Address) -> str:
    """For finding the same address again without being able to read it."""
    return fingerprint("addresses", address.value)


def masked(address: Address) -> str:
    """Enough for its owner to know it by: `•• 12`, or `k••@exempel.se`."""
    if isinstance(address, Phone):
        return f"•• {address.value[-2:]}"
    name, _, domain = address.value.partition("@")
    return f"{name[0]}••@{domain}"


def _email(text: str) -> Email:
    email = unicodedata.normalize("NFC", text).lower()
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        raise NotAnAddress(NOT_AN_EMAIL)
    return Email(email)


def _phone(text: str) -> Phone:
    try:
        number = phonenumbers.parse(text, "SE")
    except phonenumbers.NumberParseException as fault:
        raise NotAnAddress(_why_no_phone(text)) from fault
    if not phonenumbers.is_valid_number(number) or number.extension:
        raise NotAnAddress(_why_no_phone(text))
    if phonenumbers.number_type(number) not in GETS_TEXTS:
        raise NotAnAddress(NO_TEXTS)
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _why_no_phone(text: str) -> LazyText:
    """What somebody meant who wrote no @: a phone is mostly digits, and an e-mail address mostly letters with a dot between them."""
    digits, letters = (sum(kind(sign) for sign in text) for kind in (str.isdigit, str.isalpha))
    if letters <= digits:
        return NOT_A_PHONE if digits else NEITHER
    return NO_AT if DOT_BETWEEN.search(text) else NEITHER
