"""What happens to the joint assessments of the people in browser tests."""

from datetime import time, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from webapp.assessments import service as assessments
from webapp.assessments.values import OutcomeKind, Why
from webapp.ground import clock
from webapp.people.models import Participant


class Staff(Protocol):
    """Who has something to do with them."""

    @property
    def leader(self) -> UUID: ...

    @property
    def fk(self) -> UUID: ...


def free_times(session: Session, fk: UUID, af: UUID) -> None:
    """Two pairs of times that the handlers have published; of one the meetings are far apart."""
    for days, apart, begins, other in ((20, 7, 10, af), (21, 21, 15, None)):
        first, place = clock.today() + timedelta(days=days), "Kyrkogatan 2, rum 4"
        offer = assessments.Offer(first, time(begins), first + timedelta(days=apart), time(begins), place=place, other_staff_id=other)
        assessments.publish(session, fk, offer, asked=uuid4(), at=clock.now())


def cancelled(session: Session, house: Staff, person: Participant) -> None:
    """Her meetings are, by her handler."""
    assessments.cancel(session, person.id, 1, why=Why.HEALTH, by=house.fk, at=clock.now())


def broken_off(session: Session, house: Staff, person: Participant) -> None:
    """That is what was decided."""
    over = assessments.Outcome(OutcomeKind.CANCELLED, clock.today())
    assessments.record_outcome(session, person.id, over, seen=0, by=house.fk, at=clock.now())


def asked_for(session: Session, house: Staff, person: Participant) -> None:
    """A leader has asked for a joint assessment, with a specialist."""
    checked = assessments.Checklist(consent_attached=True, week_ahead=False, specialist="psychologist")
    assessments.request_gk(session, person.id, checked, by=house.leader, at=clock.now())
