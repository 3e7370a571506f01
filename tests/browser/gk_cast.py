"""What happens to the joint assessments of the people in browser tests."""

from datetime import time, timedelta
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from webapp.assessments import service as assessments
from webapp.assessments.models import GkMeeting
from webapp.assessments.values import OutcomeKind, Why
from webapp.ground import clock
from webapp.people.models import Participant
from webapp.plan import service as plan
from webapp.plan.values import Doer, Fits


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


def planned(session: Session, house: Staff, person: Participant) -> None:
    """GK2 was the other day; a plan was written, and another in its place, of which she has said what she thinks."""
    for number, days in ((1, 9), (2, 1)):
        held_on = clock.today() - timedelta(days=days)
        session.add(GkMeeting(participant_id=person.id, number=number, held_on=held_on, begins=time(13)))
    session.flush()
    first = [plan.Step("Ringa praktikplatsen och fråga om en första dag", Doer.AF, clock.today() + timedelta(days=5))]
    plan.write(session, person.id, first, after=0, by=house.fk, at=clock.now())
    steps = [
        *first,
        plan.Step("Gå ut varje dag", Doer.PARTICIPANT),
        plan.Step("Möte igen", Doer.TOGETHER, clock.today() + timedelta(days=60)),
    ]
    plan.write(session, person.id, steps, after=1, by=house.fk, at=clock.now())


def answered(session: Session, house: Staff, person: Participant) -> None:
    plan.answer(session, person.id, 2, Fits.PARTLY, "Jag sa två dagar i veckan", at=clock.now())


def asked_for(session: Session, house: Staff, person: Participant) -> None:
    """A leader has asked for a joint assessment, with a specialist."""
    checked = assessments.Checklist(consent_attached=True, week_ahead=False, specialist="psychologist")
    assessments.request_gk(session, person.id, checked, by=house.leader, at=clock.now())
