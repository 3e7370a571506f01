"""What stands on a participant's sheet of paper: the same in her language and in Swedish."""

from dataclasses import dataclass
from uuid import UUID

from markupsafe import Markup

from webapp.desk.queries.room import Sheet
from webapp.ground.locales import SIMPLE, SV, Locale
from webapp.invitations.drawing import qr_svg
from webapp.language import isolate, speaking, t
from webapp.people.addresses import phone_as_read
from webapp.people.models import StaffAccount


@dataclass(frozen=True, slots=True)
class Words:
    """The text of a sheet in one language."""

    locale: Locale
    heading: str
    lines: list[str]
    human: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet ready to print."""

    id: UUID
    called: str
    words: list[Words]
    address: str | None
    qr: Markup | None


def drawn(sheet: Sheet) -> Drawn:
    """Her own language first; Swedish beside it unless hers is Swedish."""
    voices = [sheet.locale] if sheet.locale in (SV, SIMPLE) else [sheet.locale, SV]
    return Drawn(
        id=sheet.participant_id,
        called=sheet.called,
        words=[_words(sheet, voice) for voice in voices],
        address=sheet.address,
        qr=qr_svg(sheet.address) if sheet.address else None,
    )


def _words(sheet: Sheet, voice: Locale) -> Words:
    with speaking(voice):
        return Words(voice, t("sheet.heading", "Mellansteg: mellan dina möten"), _sentences(sheet), _human(sheet.human))


def _sentences(sheet: Sheet) -> list[str]:
    if sheet.protected:
        return _on_paper()
    if sheet.address is None:
        return [*_about(), t("sheet.closed", "Länken är stängd just nu. Be kursledaren om en ny.")]
    return [
        *_about(),
        t("sheet.open", "Öppna kameran i telefonen och rikta den mot rutan."),
        t("sheet.yours", "Länken är bara din. Visa inte papperet för andra."),
    ]


def _about() -> list[str]:
    return [
        t("sheet.what", "Här tänker du igenom dina möten i lugn och ro."),
        t("sheet.choose", "Du väljer vad du svarar och vem som får se det."),
    ]


def _on_paper() -> list[str]:
    return [
        t("sheet.paper.what", "Du får papper i stället för en länk."),
        t("sheet.paper.nothing", "Vi sparar inget namn och ingen adress."),
        t("sheet.choose", "Du väljer vad du svarar och vem som får se det."),
        t("sheet.paper.ask", "Fråga din kursledare om du undrar något."),
    ]


def _human(account: StaffAccount | None) -> str:
    if account is None or account.phone is None:
        return t("sheet.nobody", "Vill du prata med någon? Fråga din kursledare.")
    number = phone_as_read(account.phone)
    return t("sheet.human", "Vill du prata med någon? Ring {name} på {phone}.", name=isolate(account.name, "auto"), phone=isolate(number))
