"""Who will see this: a sentence made from the same rows that decide it, so that it cannot lie."""

from collections.abc import Callable, Mapping
from uuid import UUID

from markupsafe import Markup
from sqlalchemy.orm import Session

from webapp.chat.effects import PURPOSES
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground.parties import Agency
from webapp.language import isolate, t
from webapp.language.marks import whole
from webapp.people import queries as people


def agency_name(agency: Agency) -> str:
    return {
        Agency.FK: t("agency.fk", "Försäkringskassan"),
        Agency.AF: t("agency.af", "Arbetsförmedlingen"),
    }[agency]


def let_in(session: Session, participant_id: UUID) -> frozenset[Agency]:
    """The agencies that the consents let read what is shown to them."""
    return frozenset(Agency) if consent.is_given(session, participant_id, Purpose.SECRECY) else frozenset({Agency.FK})


def readers(session: Session, participant_id: UUID) -> dict[Agency, str]:
    """The handlers who could read a shared placement: those of her case whose agency the consents let in."""
    handlers, inside = people.handlers(session, participant_id), let_in(session, participant_id)
    return {agency: handlers[agency].name for agency in Agency if agency in inside and agency in handlers}


def will_read(session: Session, participant_id: UUID, agencies: frozenset[Agency]) -> str:
    """Who reads a place that is shown to these agencies, one line for each."""
    names = readers(session, participant_id)
    return Markup("\n").join(_reads(names.get(agency), agency) for agency in Agency if agency in agencies)


def _reads(name: str | None, agency: Agency) -> str:
    if name:
        return t("who.will-read", "{one} kan läsa den.", one=called(name, agency))
    return t(
        "who.will-read-later", "Du har ingen handläggare på {agency} än. Handläggaren som du får kan läsa den.", agency=agency_name(agency)
    )


def _nobody_yet(_session: Session, _participant_id: UUID) -> str:
    return t("who.nobody", "Bara du ser det här. Du väljer sedan om handläggarna får läsa det.")


def _sharing(session: Session, participant_id: UUID) -> str:
    names = readers(session, participant_id)
    if not names:
        return t("who.no-handler", "Du har ingen handläggare här än. Ingen ser svaret förrän du har fått en.")
    people_in_words = [called(name, agency) for agency, name in names.items()]
    if len(people_in_words) == 1:
        return t("who.one", "Om du visar det kan {one} läsa det. Annars ser bara du det.", one=people_in_words[0])
    return t(
        "who.two", "Du väljer om {one} och {two} får läsa det. Annars ser bara du det.", one=people_in_words[0], two=people_in_words[1]
    )


def called(name: str, agency: Agency) -> str:
    """A handler by name and agency."""
    return t("who.person", "{name} på {agency}", name=isolate(whole(name), "auto"), agency=agency_name(agency))


def _secrecy(session: Session, participant_id: UUID) -> str:
    return Markup("\n").join([*_reopened(session, participant_id), *_decision(session, participant_id, "consent-secrecy")])


def _statistics(session: Session, participant_id: UUID) -> str:
    return Markup("\n").join(_decision(session, participant_id, "consent-statistics"))


def _decision(session: Session, participant_id: UUID, flow: str) -> list[str]:
    """A handler sees a yes that names her agency while it holds, and never a no. Course leaders see numbers."""
    _, named = PURPOSES[flow]
    if not named:
        return [t("who.consent.nobody", "Ingen handläggare ser ditt svar här."), counts()]
    handlers = people.handlers(session, participant_id)
    seeing = [called(handlers[agency].name, agency) for agency in Agency if agency in named and agency in handlers]
    yes = [t("who.consent.yes", "Säger du ja ser {one} ditt ja.", one=one) for one in seeing]
    later = [t("who.consent.later", "Du har ingen handläggare här än. Handläggaren som du får kan se ett ja.")]
    return [*(yes or later), t("who.consent.no", "Säger du nej ser en handläggare bara att det inte finns något ja."), counts()]


def counts() -> str:
    """What the course leaders see of a consent."""
    return t("who.consent.counts", "Kursledarna ser bara hur många som har sagt ja och nej.")


def _reopened(session: Session, participant_id: UUID) -> list[str]:
    if not reopened(session, participant_id):
        return []
    return [t("who.reopened", "Du har valt att visa din plats i trappan för Arbetsförmedlingen. Säger du ja kan de läsa den igen.")]


def reopened(session: Session, participant_id: UUID) -> bool:
    """Whether a yes opens something again: a place that is still shown to Arbetsförmedlingen, though nothing lets them read it now."""
    decided = consent.latest_each(session, participant_id)
    sharing, secrecy = decided.get(Purpose.SHARING), decided.get(Purpose.SECRECY)
    shown = sharing is not None and sharing.decision is Decision.GIVEN and Agency.AF.value in sharing.agencies.split()
    return shown and not (secrecy and secrecy.decision is Decision.GIVEN)


WHO: Mapping[str, Callable[[Session, UUID], str]] = {
    "nobody_yet": _nobody_yet,
    "sharing": _sharing,
    "secrecy": _secrecy,
    "statistics": _statistics,
}
