"""Who will see this: a sentence made from the same rows that decide it, so that it cannot lie."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.consent import queries as consent
from webapp.consent.values import Purpose
from webapp.ground.parties import Agency
from webapp.language import isolate, t
from webapp.people import queries as people


def agency_name(agency: Agency) -> str:
    return {
        Agency.FK: t("agency.fk", "Försäkringskassan"),
        Agency.AF: t("agency.af", "Arbetsförmedlingen"),
    }[agency]


def readers(session: Session, participant_id: UUID) -> dict[Agency, str]:
    """The handlers who could read a shared placement: those of her case whose agency the consents let in."""
    handlers = people.handlers(session, participant_id)
    let_in = set(Agency) if consent.is_given(session, participant_id, Purpose.SECRECY) else {Agency.FK}
    return {agency: handlers[agency].name for agency in Agency if agency in let_in and agency in handlers}


def _nobody_yet(_session: Session, _participant_id: UUID) -> str:
    return t("who.nobody", "Bara du ser det här. Du väljer sedan om dina handläggare får läsa det.")


def _sharing(session: Session, participant_id: UUID) -> str:
    names = readers(session, participant_id)
    if not names:
        return t("who.no-handler", "Du har ingen handläggare här än. Ingen ser svaret förrän du har fått en.")
    people_in_words = [
        t("who.person", "{name} på {agency}", name=isolate(name, "auto"), agency=agency_name(agency)) for agency, name in names.items()
    ]
    if len(people_in_words) == 1:
        return t("who.one", "Om du visar det kan {one} läsa det. Annars ser bara du det.", one=people_in_words[0])
    return t(
        "who.two", "Du väljer om {one} och {two} får läsa det. Annars ser bara du det.", one=people_in_words[0], two=people_in_words[1]
    )


def _consent(_session: Session, _participant_id: UUID) -> str:
    return t("who.consent", "Dina handläggare ser ditt svar. Kursledarna ser bara hur många som har svarat.")


WHO: Mapping[str, Callable[[Session, UUID], str]] = {"nobody_yet": _nobody_yet, "sharing": _sharing, "consent": _consent}
