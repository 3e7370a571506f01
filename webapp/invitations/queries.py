"""Looking up links, codes and waiting phones. Nothing here changes anything."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.invitations import tokens
from webapp.invitations.models import DeviceCode, LinkRequest, Pairing, PersonalLink
from webapp.invitations.values import CODE_TRIES, LinkEnd
from webapp.people import queries as people
from webapp.people.addresses import address_of, masked
from webapp.people.models import Participant
from webapp.security.models import VisitorSession


@dataclass(frozen=True, slots=True)
class Waiting:
    """A phone in the room that shows two words."""

    participant_id: UUID
    pairing_id: UUID
    words: str


def link_behind(session: Session, token: str, *, lock: bool = False) -> PersonalLink | None:
    """The link with this token, alive or not. Locked, nobody ends it while it is being opened."""
    if not tokens.SHAPE.fullmatch(token):
        return None
    found = select(PersonalLink).where(PersonalLink.token_hash == tokens.hash_of(token))
    return session.scalar(found.with_for_update() if lock else found)


def opens(session: Session, link: PersonalLink, *, at: datetime) -> bool:
    """Whether the link leads anywhere now."""
    return link.ended_at is None and link.expires_at > at and case_open(session, link)


def case_open(session: Session, link: PersonalLink) -> bool:
    return owner(session, link).ended_at is None


def may_be_renewed(session: Session, link: PersonalLink) -> bool:
    """Whether another link may be sent to whoever had this one."""
    return link.ended_because is not LinkEnd.WRONG_PERSON and not owner(session, link).protected and case_open(session, link)


def living(session: Session, participant_id: UUID) -> PersonalLink | None:
    """The participant's link that has not ended. It may have expired."""
    return session.scalar(select(PersonalLink).where(PersonalLink.participant_id == participant_id, PersonalLink.ended_at.is_(None)))


def disowned(session: Session, participant_ids: Collection[UUID]) -> set[UUID]:
    """Those whose latest link came to somebody else ("Det är inte jag"), and who have no other yet."""
    latest: dict[UUID, PersonalLink] = {}
    rows = select(PersonalLink).where(PersonalLink.participant_id.in_(participant_ids)).order_by(PersonalLink.made_at)
    for link in session.scalars(rows):
        if latest.get(link.participant_id) is None or latest[link.participant_id].ended_at is not None:
            latest[link.participant_id] = link
    return {participant_id for participant_id, link in latest.items() if link.ended_because is LinkEnd.WRONG_PERSON}


def opened_count(session: Session, course_id: UUID) -> int:
    """How many in a course have opened their link. Who, nobody is told."""
    opened = select(func.count(PersonalLink.participant_id.distinct())).join(Participant, Participant.id == PersonalLink.participant_id)
    return session.scalar(opened.where(Participant.course_id == course_id, PersonalLink.opened_at.is_not(None))) or 0


def waiting(session: Session, course_id: UUID, *, at: datetime) -> list[Waiting]:
    """Phones in the room that wait for the leader, in the order they came."""
    rows = (
        select(Pairing)
        .join(Participant, Participant.id == Pairing.participant_id)
        .join(VisitorSession, VisitorSession.id == Pairing.session_id)
        .where(Participant.course_id == course_id, Participant.ended_at.is_(None), VisitorSession.ended_at.is_(None))
        .where(Pairing.confirmed_at.is_(None), Pairing.expires_at > at)
        .order_by(Pairing.made_at, Pairing.id)
    )
    return [Waiting(row.participant_id, row.id, row.words) for row in session.scalars(rows)]


def pairing(session: Session, session_id: UUID, *, at: datetime) -> Pairing | None:
    """The words that this visitor's phone shows."""
    return session.scalar(select(Pairing).where(Pairing.session_id == session_id, Pairing.expires_at > at))


def live_code(session: Session, session_id: UUID, *, at: datetime, lock: bool = False) -> DeviceCode | None:
    """The code that would open for this visitor now."""
    alive = (DeviceCode.session_id == session_id) & DeviceCode.used_at.is_(None) & (DeviceCode.expires_at > at)
    found = select(DeviceCode).where(alive, DeviceCode.wrong_tries < CODE_TRIES).order_by(DeviceCode.made_at.desc(), DeviceCode.id).limit(1)
    return session.scalar(found.with_for_update() if lock else found)


def unanswered(session: Session) -> list[UUID]:
    """Requests for a link that nobody has handled, oldest first."""
    return list(session.scalars(select(LinkRequest.id).where(LinkRequest.handled_at.is_(None)).order_by(LinkRequest.asked_at).limit(200)))


def owner(session: Session, link: PersonalLink) -> Participant:
    """Whose link it is."""
    return session.get_one(Participant, link.participant_id)


@dataclass(frozen=True, slots=True)
class Doorway:
    """What somebody who only has the link may see."""

    #: Masked; None for somebody met on paper.
    address: str | None
    next_meeting: datetime | None


def doorway(session: Session, participant_id: UUID, *, at: datetime) -> Doorway:
    """The ways to confirm the phone, and when the next meeting begins."""
    participant = session.get_one(Participant, participant_id)
    address = address_of(participant)
    meeting = people.next_meeting(session, participant.course_id, at)
    begins = clock.at(meeting.held_on, meeting.begins) if meeting else None
    return Doorway(masked(address) if address else None, begins)
