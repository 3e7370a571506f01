"""What was decided after the joint assessment is kept, and its days come in order."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests.desk.casework import Casework, a_case, casework, gk
from webapp.assessments import queries
from webapp.assessments.models import GkOutcome
from webapp.assessments.service import CannotRecord, Outcome, record_outcome
from webapp.assessments.values import OutcomeKind, OutcomeRefusal
from webapp.ground import clock as time

GK1, TODAY = date(2027, 1, 26), date(2027, 2, 3)
PLANNED = Outcome(OutcomeKind.PREPARATORY, TODAY, date(2027, 2, 15), date(2027, 5, 15))


@pytest.fixture
def work(session: Session) -> Casework:
    return casework(session)


@pytest.fixture
def kim(session: Session, work: Casework, clock: Traveller) -> UUID:
    person = a_case(session, work)
    gk(session, person, 1, GK1)
    clock.shift(timedelta(days=16))
    return person


def recorded(session: Session, person: UUID, outcome: Outcome, work: Casework, seen: int = 0) -> bool:
    return record_outcome(session, person, outcome, seen=seen, by=work.fk, at=time.now())


@pytest.mark.parametrize("kind", OutcomeKind)
def test_each_kind_is_kept(session: Session, work: Casework, kim: UUID, kind: OutcomeKind) -> None:
    assert recorded(session, kim, Outcome(kind, TODAY), work)
    found = queries.latest_outcome(session, kim)
    assert found
    assert (found.kind, found.decided_on, found.starts_on, found.number, found.recorded_by) == (kind, TODAY, None, 1, work.fk)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"decided_on": date(2027, 1, 25)}, OutcomeRefusal.BEFORE_GK),
        ({"decided_on": date(2027, 2, 4)}, OutcomeRefusal.AHEAD),
        ({"kind": OutcomeKind.ORDINARY}, OutcomeRefusal.NO_DAYS),
        ({"kind": OutcomeKind.BACK_TO_FK, "starts_on": None}, OutcomeRefusal.NO_DAYS),
        ({"starts_on": date(2027, 2, 2)}, OutcomeRefusal.STARTS_BEFORE),
        ({"starts_on": None}, OutcomeRefusal.NO_START),
        ({"ends_on": date(2027, 2, 14)}, OutcomeRefusal.ENDS_BEFORE),
        ({"ends_on": date(2033, 1, 1)}, OutcomeRefusal.TOO_FAR),
        ({"kind": OutcomeKind.CANCELLED, "decided_on": date.min, "starts_on": None, "ends_on": None}, OutcomeRefusal.TOO_FAR),
    ],
)
def test_days_out_of_order_are_refused(session: Session, work: Casework, kim: UUID, change: dict[str, object], why: OutcomeRefusal) -> None:
    with pytest.raises(CannotRecord) as fault:
        recorded(session, kim, replace(PLANNED, **change), work)  # type: ignore[arg-type]
    assert fault.value.refusal is why
    assert queries.latest_outcome(session, kim) is None


def test_days_that_meet_are_in_order(session: Session, work: Casework, kim: UUID) -> None:
    assert recorded(session, kim, Outcome(OutcomeKind.WORK_LIFE, GK1, GK1, GK1), work)


def test_without_a_gk_only_what_is_broken_off_is_an_outcome(session: Session, work: Casework) -> None:
    kim, day = a_case(session, work), time.today()
    with pytest.raises(CannotRecord) as fault:
        recorded(session, kim, Outcome(OutcomeKind.ORDINARY, day), work)
    assert fault.value.refusal is OutcomeRefusal.NO_GK
    assert recorded(session, kim, Outcome(OutcomeKind.CANCELLED, day), work)


def test_what_a_colleague_wrote_meanwhile_is_not_passed_over_and_nothing_is_lost(session: Session, work: Casework, kim: UUID) -> None:
    recorded(session, kim, PLANNED, work)
    other = replace(PLANNED, kind=OutcomeKind.COOPERATION)
    with pytest.raises(CannotRecord) as fault:
        recorded(session, kim, other, work)
    assert fault.value.refusal is OutcomeRefusal.CHANGED
    assert recorded(session, kim, other, work, seen=1)
    assert not recorded(session, kim, other, work)
    rows = session.scalars(select(GkOutcome).order_by(GkOutcome.number)).all()
    assert [(one.number, one.kind) for one in rows] == [(1, OutcomeKind.PREPARATORY), (2, OutcomeKind.COOPERATION)]


@pytest.mark.parametrize(
    "days", [(TODAY, date(2027, 2, 2), None), (TODAY, None, TODAY), (TODAY, date(2027, 3, 2), date(2027, 3, 1))], ids=str
)
def test_the_database_refuses_days_out_of_order_too(
    session: Session, work: Casework, kim: UUID, days: tuple[date, date | None, date | None]
) -> None:
    decided_on, starts_on, ends_on = days
    values = {"participant_id": kim, "number": 1, "kind": OutcomeKind.COOPERATION, "recorded_at": time.now(), "recorded_by": work.fk}
    row = insert(GkOutcome).values(**values, decided_on=decided_on, starts_on=starts_on, ends_on=ends_on)
    with pytest.raises(IntegrityError):
        session.execute(row)
