"""Several people at once: lines of `name; phone or e-mail; language`, all of them good or none of them used."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.ground.locales import LOCALES, SIMPLE, Locale
from webapp.ground.personal_number import personal_number_instead_of_phone
from webapp.language import LazyText, lazy
from webapp.people.addresses import NotAnAddress
from webapp.people.service.newcomer import ADDRESS_AS_NAME, NUMBER_AS_NAME, Newcomer, NotAName, address_in, name_of

MOST_LINES = 50
MOST_TEXT = 20_000
#: Stands in place of the name of somebody with a protected identity.
PROTECTED = frozenset({"skyddad", "skyddat", "protected"})
ADDRESS_FIRST = lazy("desk.lines.address-first", "Skriv namnet först och adressen efter ett semikolon.")
COMMAS = lazy("desk.lines.commas", "Sätt semikolon i stället för komma: namn; telefon eller e-post; språk.")
#: What languages are called in English and in everyday Swedish, beside their own names.
ALSO_CALLED = {
    "sv": ("swedish",),
    "sv@simple": ("lätt svenska", "lättläst", "easy swedish", "easy-read swedish", "sv-simple"),
    "en": ("engelska",),
    "ar": ("arabic", "arabiska"),
}


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used, by the number it has in what was pasted."""

    number: int
    text: str
    reason: LazyText


class _Unusable(ValueError):
    def __init__(self, reason: LazyText) -> None:
        super().__init__(reason.context)
        self.reason = reason


def read_lines(text: str) -> tuple[list[tuple[int, Newcomer]], list[BadLine]]:
    """Everybody who could be read, with their line numbers, and every line that could not."""
    good: list[tuple[int, Newcomer]] = []
    bad: list[BadLine] = []
    for number, line in _written(text):
        try:
            good.append((number, _newcomer(line)))
        except (NotAName, NotAnAddress, _Unusable) as fault:
            bad.append(BadLine(number, line, fault.reason))
    if len(good) + len(bad) > MOST_LINES:
        bad.append(BadLine(MOST_LINES + 1, "", lazy("desk.lines.many", "Lägg in högst {most} personer åt gången.", most=MOST_LINES)))
    return good, bad


def _written(text: str) -> Iterator[tuple[int, str]]:
    return ((number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _newcomer(line: str) -> Newcomer:
    # A spreadsheet puts tabs between its columns.
    parts = [part.strip() for part in line.replace("\t", ";").split(";")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if parts[0].casefold() in PROTECTED:
        return _protected(parts[1:])
    if len(parts) > 3:
        raise _Unusable(lazy("desk.lines.parts", "Raden har för många delar. Skriv namn; telefon eller e-post; språk."))
    name = _name(parts[0])
    if len(parts) < 2:
        raise _Unusable(lazy("desk.lines.no-address", "Telefon eller e-post saknas. Skriv den efter ett semikolon."))
    return Newcomer(name=name, address=address_in(parts[1]), locale=_locale(parts[2]).id if len(parts) == 3 else SIMPLE.id)


def _name(text: str) -> str:
    """The name, which comes first on a line."""
    try:
        return name_of(text)
    except NotAName as fault:
        if fault.reason is NUMBER_AS_NAME and personal_number_instead_of_phone(text):
            raise
        if "," in text:
            raise _Unusable(COMMAS) from fault
        raise _Unusable(ADDRESS_FIRST if fault.reason in (ADDRESS_AS_NAME, NUMBER_AS_NAME) else fault.reason) from fault


def _protected(parts: list[str]) -> Newcomer:
    """`skyddad` alone, or with a language. Anything else could give the person away."""
    said = [part for part in parts if part]
    if len(said) > 1 or (said and _called(said[0]) is None):
        raise _Unusable(lazy("desk.lines.protected", "Skriv bara skyddad och eventuellt ett språk. Inget namn och ingen adress sparas."))
    return Newcomer(name=None, address=None, locale=_locale(said[0]).id if said else SIMPLE.id, protected=True)


def _locale(text: str) -> Locale:
    if locale := _called(text):
        return locale
    names = ", ".join(str(locale.name) for locale in LOCALES)
    raise _Unusable(lazy("desk.lines.language", "Språket finns inte här. Välj bland {names}.", names=names))


def _called(text: str) -> Locale | None:
    """The locale with this name, in its own language, in English or Swedish, or our id."""
    asked = text.casefold()
    return next((one for one in LOCALES if asked in {one.id.casefold(), one.name.casefold(), *ALSO_CALLED.get(one.id, ())}), None)
