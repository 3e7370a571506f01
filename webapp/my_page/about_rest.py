"""What else is kept about her: her links, messages, phones and who has done something. As numbers, since nothing more stands there."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.invitations.models import Pairing, PersonalLink
from webapp.language import t
from webapp.language.dates import moment, short_day
from webapp.messages.models import OutboxMessage
from webapp.messages.values import SAID
from webapp.reminders import queries as reminders
from webapp.security.models import AuditEntry, VisitorSession

Counted = type[VisitorSession] | type[AuditEntry] | type[Pairing]


def lines(session: Session, participant_id: UUID) -> list[str]:
    """Her links, her messages, and how often something was done."""

    def count(table: Counted) -> str:
        return str(session.scalar(select(func.count()).select_from(table).where(table.participant_id == participant_id)))

    links = session.scalars(select(PersonalLink).where(PersonalLink.participant_id == participant_id).order_by(PersonalLink.made_at))
    choice = reminders.choices(session, [participant_id]).get(participant_id)
    paused = [choice.paused_at] if choice and choice.paused_at else []
    return [
        *(t("about.link", "Din länk gjordes {moment}", moment=moment(one.made_at)) for one in links),
        *_messages(session, participant_id),
        *(
            t("about.paused", "Dina påminnelser är pausade sedan {day}. Säg till om du vill ha dem igen.", day=short_day(at))
            for at in paused
        ),
        t("about.devices", "Gånger du har öppnat din länk eller bekräftat en telefon: {number}", number=count(VisitorSession)),
        t("about.pairings", "Gånger du har bekräftat en telefon i kursrummet: {number}", number=count(Pairing)),
        t("about.audit", "Gånger någon har gjort något med dina uppgifter här: {number}", number=count(AuditEntry)),
    ]


def _messages(session: Session, participant_id: UUID) -> list[str]:
    """How many have left us, or may have, and how many rows are only a plan or one that came to nothing."""
    states = session.scalars(select(OutboxMessage.state).where(OutboxMessage.participant_id == participant_id)).all()
    sent = sum(state in SAID for state in states)
    return [
        t(
            "about.messages.sent",
            "Meddelanden som vi har skickat, eller försökt skicka: {number}. Adress och text sparas inte där.",
            number=str(sent),
        ),
        t("about.messages.planned", "Meddelanden som väntar, eller som inte behövdes: {number}", number=str(len(states) - sent)),
    ]
