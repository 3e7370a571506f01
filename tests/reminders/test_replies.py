"""What a participant says about a meeting is about the time she saw; whoever it concerns is told, and nobody else."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from time_machine import Traveller

from tests.desk.casework import Casework, a_case, casework, gk, lifts_secrecy, withdraws
from tests.support.fixtures import both_databases
from webapp.assessments import service as assessments
from webapp.consent.values import Purpose
from webapp.ground import clock as clocks
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import StaffAccount
from webapp.reminders import appointments, notices, replies
from webapp.reminders.models import MeetingReply, NoticeOff
from webapp.reminders.values import Notice

pytestmark = both_databases

GK_DAY = date(2027, 2, 1)
FIRST = "2027-02-08T13:00"
AT_GK = "2027-02-01T13:00"


@pytest.fixture
def work(session: Session) -> Casework:
    made = casework(session)
    for name in ("fk", "af", "other_fk", "other_af", "leader"):
        session.get_one(StaffAccount, getattr(made, name)).email = f"{name}@myndighet.example"
    return made


@pytest.fixture
def person(session: Session, work: Casework) -> UUID:
    person = a_case(session, work)
    gk(session, person, 1, GK_DAY)
    return person


def says(session: Session, person: UUID, key: str, when: str, *, coming: bool = False) -> MeetingReply:
    return replies.answer_meeting(session, person, key, when, coming=coming, at=clocks.now())


def told(session: Session, reply: MeetingReply) -> set[UUID | None]:
    ids = notices.cannot_come(session, reply, at=clocks.now())
    rows = session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(ids))).all()
    assert {row.kind for row in rows} <= {Kind.STAFF_CANNOT_COME}
    assert all(row.useless_at == clocks.at(reply.held_on, reply.begins) for row in rows)
    return {row.staff_id for row in rows}


def test_an_answer_is_kept_once_and_marks_her_for_planning(session: Session, person: UUID) -> None:
    session.execute(delete(Replan))
    first = says(session, person, "course:1", FIRST)
    again = says(session, person, "course:1", FIRST)
    assert (first.id, first.said_at) == (again.id, again.said_at)
    assert list(session.scalars(select(Replan.participant_id))) == [person]


def test_she_may_change_her_mind_and_the_reason_goes_with_the_answer(session: Session, person: UUID) -> None:
    says(session, person, "gk:1", AT_GK)
    replies.explain(session, person, "gk:1", AT_GK, "Tandläkaren", shown=True, at=clocks.now())
    assert says(session, person, "gk:1", AT_GK).reason == "Tandläkaren"
    changed = says(session, person, "gk:1", AT_GK, coming=True)
    assert (changed.coming, changed.reason, changed.reason_shown) == (True, None, False)


def test_a_moved_meeting_has_no_answer_yet(session: Session, person: UUID) -> None:
    reply = says(session, person, "gk:1", AT_GK)
    replies.explain(session, person, "gk:1", AT_GK, "Tandläkaren", shown=True, at=clocks.now())
    assessments.book(session, person, 1, held_on=GK_DAY, begins=time(14), place="Kyrkogatan 2", at=clocks.now())
    assert appointments.reply_to(session, person, "gk:1", GK_DAY, time(14)) is None
    with pytest.raises(replies.MeetingMoved):
        says(session, person, "gk:1", AT_GK, coming=True)
    with pytest.raises(replies.MeetingMoved):
        replies.explain(session, person, "gk:1", AT_GK, "Nej", shown=True, at=clocks.now())
    later = says(session, person, "gk:1", "2027-02-01T14:00")
    assert (later.id, later.begins, later.coming, later.reason) == (reply.id, time(14), False, None)


@pytest.mark.parametrize("key", ["course:9", "gk:2", "gk:0", "course:", "lunch:1", "gk:1 ", ""])
def test_a_meeting_that_is_not_hers_to_answer_is_not_there(session: Session, person: UUID, key: str) -> None:
    with pytest.raises(replies.NoMeeting):
        says(session, person, key, AT_GK)


def test_another_persons_meeting_is_not_hers(session: Session, work: Casework, person: UUID) -> None:
    other = a_case(session, work, "Ali")
    with pytest.raises(replies.NoMeeting):
        says(session, other, "gk:1", AT_GK)


def test_a_meeting_that_has_begun_is_over(session: Session, person: UUID, clock: Traveller) -> None:
    clock.move_to(clocks.at(GK_DAY, time(12, 59)))
    assert says(session, person, "gk:1", AT_GK, coming=True).coming
    clock.shift(timedelta(minutes=1))
    with pytest.raises(replies.NoMeeting):
        says(session, person, "gk:1", AT_GK)


@pytest.mark.parametrize(("key", "coming"), [("gk:1", True), ("course:1", False)])
def test_only_an_absence_from_the_handlers_has_a_reason(session: Session, person: UUID, key: str, coming: bool) -> None:
    when = AT_GK if key == "gk:1" else FIRST
    says(session, person, key, when, coming=coming)
    with pytest.raises(replies.NothingToExplain):
        replies.explain(session, person, key, when, "Tandläkaren", shown=True, at=clocks.now())


def test_a_reason_is_shown_only_when_she_says_so(session: Session, person: UUID) -> None:
    reply = says(session, person, "gk:1", AT_GK)
    replies.explain(session, person, "gk:1", AT_GK, "Tandläkaren", shown=False, at=clocks.now())
    assert (reply.reason, reply.reason_shown) == ("Tandläkaren", False)
    assert "Tandläkaren" not in (reply.reason_sealed or "Tandläkaren")
    replies.explain(session, person, "gk:1", AT_GK, None, shown=True, at=clocks.now())
    assert (reply.reason, reply.reason_shown) == (None, False)


def test_the_leaders_are_told_of_a_course_meeting_and_nobody_else(session: Session, work: Casework, person: UUID) -> None:
    lifts_secrecy(session, person)
    assert told(session, says(session, person, "course:1", FIRST)) == {work.leader}


def test_handlers_are_told_of_their_own_and_af_only_while_secrecy_is_lifted(session: Session, work: Casework, person: UUID) -> None:
    reply = says(session, person, "gk:1", AT_GK)
    assert told(session, reply) == {work.fk}
    lifts_secrecy(session, person)
    assert told(session, reply) == {work.fk, work.af}
    withdraws(session, person, Purpose.SECRECY)
    assert told(session, reply) == {work.fk}


def test_somebody_who_wants_no_such_mail_or_has_no_address_gets_none(session: Session, work: Casework, person: UUID) -> None:
    lifts_secrecy(session, person)
    session.add_all([NoticeOff(staff_id=work.fk, notice=Notice.CANNOT_COME), NoticeOff(staff_id=work.af, notice=Notice.MEETING)])
    session.flush()
    reply = says(session, person, "gk:1", AT_GK)
    assert told(session, reply) == {work.af}
    session.get_one(StaffAccount, work.af).email = None
    assert told(session, reply) == set()


def test_they_are_told_once_a_day_and_again_when_the_time_is_another(session: Session, work: Casework, person: UUID) -> None:
    reply = says(session, person, "gk:1", AT_GK)
    first = notices.cannot_come(session, reply, at=clocks.now())
    says(session, person, "gk:1", AT_GK, coming=True)
    says(session, person, "gk:1", AT_GK)
    assert notices.cannot_come(session, reply, at=clocks.now()) == first
    assessments.book(session, person, 1, held_on=GK_DAY, begins=time(14), place="Kyrkogatan 2", at=clocks.now())
    assert notices.cannot_come(session, says(session, person, "gk:1", "2027-02-01T14:00"), at=clocks.now()) != first


def test_moving_a_course_meeting_is_another_time_for_everybody(session: Session, work: Casework, person: UUID) -> None:
    says(session, person, "course:1", FIRST)
    first = people.meeting(session, work.course, 1)
    assert first
    service.move_meeting(session, first, date(2027, 2, 9), time(13))
    assert appointments.reply_to(session, person, "course:1", date(2027, 2, 9), time(13)) is None
    with pytest.raises(replies.MeetingMoved):
        says(session, person, "course:1", FIRST, coming=True)


def test_the_outbox_says_no_name(app: Flask, session: Session, person: UUID) -> None:
    notices.cannot_come(session, says(session, person, "gk:1", AT_GK), at=clocks.now())
    row = session.scalars(select(OutboxMessage)).one()
    assert (row.participant_id, row.about, str(person) in row.dedupe) == (None, "", False)
