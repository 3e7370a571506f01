"""Everything that is kept about one person, in words she can read."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.chat.models import Talk
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.ground.locales import by_id
from webapp.language import t
from webapp.language.dates import moment
from webapp.messages.models import OutboxMessage
from webapp.people.models import Participant
from webapp.people.values import Benefit, Sex
from webapp.security.models import AuditEntry, VisitorSession
from webapp.staircase import queries as staircase
from webapp.staircase.wording import hours_in_words, in_words


@dataclass(frozen=True, slots=True)
class Kept:
    """One heading and what is kept under it, line by line."""

    heading: str
    lines: list[str]


def everything(session: Session, person: Participant) -> list[Kept]:
    """What the database holds about this person, in every table that names her."""
    return [
        Kept(t("about.person", "Om dig"), _person(person)),
        Kept(t("about.consents", "Dina samtycken"), _consents(session, person.id)),
        Kept(t("about.placements", "Dina platser i trappan"), _placements(session, person.id)),
        Kept(t("about.rest", "Annat"), _rest(session, person.id)),
    ]


def _person(person: Participant) -> list[str]:
    pairs = [
        (t("about.name", "Namn"), person.name),
        (t("about.phone", "Telefon"), person.phone),
        (t("about.email", "E-post"), person.email),
        (t("about.language", "Språk"), by_id(person.locale).name),
        (t("about.benefit", "Ersättning"), _benefit(person.benefit)),
        (t("about.sex", "Kön"), _sex(person.sex)),
    ]
    return [f"{name}: {value or t('about.nothing', 'inget sparat')}" for name, value in pairs]


def _benefit(benefit: Benefit | None) -> str | None:
    return (
        benefit
        and {
            Benefit.SP: t("about.sp", "sjukpenning"),
            Benefit.AE: t("about.ae", "aktivitetsersättning"),
            Benefit.OTHER: t("about.other-benefit", "annat"),
        }[benefit]
    )


def _sex(sex: Sex | None) -> str | None:
    return sex and {Sex.WOMAN: t("about.woman", "kvinna"), Sex.MAN: t("about.man", "man"), Sex.OTHER: t("about.other-sex", "annat")}[sex]


def purpose_in_words(purpose: Purpose) -> str:
    """What a consent is about, as short as a heading."""
    return {
        Purpose.SECRECY: t("purpose.secrecy", "Myndigheterna får dela uppgifter"),
        Purpose.STATISTICS: t("purpose.statistics", "Räknas med i uppföljningen"),
        Purpose.SHARING: t("purpose.sharing", "Visa din plats i trappan"),
    }[purpose]


def decision_in_words(decision: Decision) -> str:
    return {
        Decision.GIVEN: t("decision.given", "Ja"),
        Decision.REFUSED: t("decision.refused", "Nej"),
        Decision.WITHDRAWN: t("decision.withdrawn", "Tillbakataget"),
    }[decision]


def _consents(session: Session, participant_id: UUID) -> list[str]:
    entries = consent.history(session, participant_id)
    lines = [f"{purpose_in_words(one.purpose)}: {decision_in_words(one.decision)}, {moment(one.decided_at)}" for one in entries]
    return lines or [t("about.none", "Inget än")]


def _placements(session: Session, participant_id: UUID) -> list[str]:
    lines = []
    for one in staircase.versions(session, participant_id):
        said = [in_words(one), hours_in_words(one), one.need]
        lines.append("\n".join(part for part in (f"{moment(one.written_at)}:", *said) if part))
    return lines or [t("about.none", "Inget än")]


def _rest(session: Session, participant_id: UUID) -> list[str]:
    def count(table: type[Talk] | type[OutboxMessage] | type[VisitorSession] | type[AuditEntry]) -> str:
        return str(session.scalar(select(func.count()).select_from(table).where(table.participant_id == participant_id)))

    return [
        t("about.talks", "Samtal här: {number}", number=count(Talk)),
        t("about.messages", "Meddelanden till dig: {number}. Adress och text sparas inte där.", number=count(OutboxMessage)),
        t("about.devices", "Gånger du har öppnat din länk eller bekräftat en telefon: {number}", number=count(VisitorSession)),
        t("about.audit", "Rader i loggen om vem som gjort vad: {number}", number=count(AuditEntry)),
    ]
