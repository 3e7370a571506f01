"""What staff see and do about the messages to one person: whether they get through, pausing them, and sending a meeting by hand."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.desk.casework import FK, gk, lifts_secrecy
from tests.desk.conftest import Office
from tests.invitations.guests import messages
from tests.support.fixtures import both_databases
from webapp.ground import clock as now
from webapp.ground.parties import Agency
from webapp.invitations import service as invitations
from webapp.messages import service as outbox
from webapp.messages.models import OutboxMessage, Replan
from webapp.messages.values import Kind, State
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.reminders import service as reminders
from webapp.reminders.models import MessageChoice
from webapp.security.models import AuditEntry
from webapp.storage import reading
from webapp.worker import tick

pytestmark = both_databases
GK1 = date(2027, 2, 17)
PAUSE, RESUME, SEND = "Pausa alla meddelanden", "Skicka meddelanden igen", "Skicka mötet igen"


@pytest.fixture
def ready(office: Office) -> Office:
    """She has a link, a GK ahead, and a course with meetings."""
    with office.elsewhere() as session:
        invitations.link_for(session, office.person, at=now.now())
        gk(session, office.person, 1, GK1)
    return office


def page_of(office: Office, who: str) -> str:
    return office.page if who != "leader" else f"/kurser/{office.work.course}/deltagare/{office.person}"


def acts(office: Office) -> list[tuple[str, str]]:
    with office.elsewhere() as session:
        rows = session.execute(
            select(AuditEntry.act, AuditEntry.detail).where(AuditEntry.act.not_like("%.read")).order_by(AuditEntry.number)
        )
        return [(act, detail) for act, detail in rows]


def paused_at(office: Office) -> datetime | None:
    with office.elsewhere() as session:
        return session.scalar(select(MessageChoice.paused_at).where(MessageChoice.participant_id == office.person))


def settled(office: Office, kind: Kind, state: State, about: str = "", *, ago: int = 60) -> None:
    with office.elsewhere() as session:
        at = now.now() - timedelta(minutes=ago)
        one = outbox.remember(session, kind, office.person, dedupe=f"{kind} {about} {ago}", at=at, useless_at=at + timedelta(hours=9))
        row = session.get_one(OutboxMessage, one)
        row.about, row.state, row.settled_at = about, state, at


@pytest.mark.parametrize("who", ["leader", "fk"])
def test_one_click_pauses_and_one_goes_on(ready: Office, who: str) -> None:
    desk = ready.sits(getattr(ready.work, who))
    desk.get(page_of(ready, who))
    assert desk.send(PAUSE).texts("main .calm[role=status]") == ["Meddelandena är pausade."]
    assert paused_at(ready) == now.now()
    desk.send_again()
    assert PAUSE not in desk.page.text
    desk.send(RESUME)
    desk.send_again()
    assert paused_at(ready) is None
    assert acts(ready) == [("messages.paused", ""), ("messages.resumed", "")]
    with ready.elsewhere() as session:
        assert len(session.scalars(select(Replan).where(Replan.participant_id == ready.person)).all()) >= 2


def test_the_other_agency_may_pause_only_while_secrecy_is_lifted(ready: Office) -> None:
    desk = ready.sits(ready.work.af)
    token = desk.get("/mina-deltagare").all("input[name=csrf_token]")[0].attrs["value"] or ""
    for what in ("paus", "mote"):
        desk.forge(f"{ready.page}/{what}", {"csrf_token": token}, 404)
    with ready.elsewhere() as session:
        lifts_secrecy(session, ready.person)
    desk.get(ready.page)
    desk.send(PAUSE)
    assert paused_at(ready) == now.now()


def test_who_is_paused_gets_no_meeting_and_no_survey_but_what_she_asks_for(ready: Office, clock: time_machine.Traveller) -> None:
    desk = ready.sits(ready.work.fk)
    desk.get(ready.page)
    desk.send(SEND)
    with ready.elsewhere() as session:
        row = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == Kind.MEETING)).one()
        row.state, row.settled_at = State.PENDING, None
    desk.send(PAUSE)
    assert SEND not in desk.page.text
    clock.move_to(datetime(2027, 2, 16, 9, tzinfo=UTC))
    before = len(messages(ready.app))
    tick(ready.app)
    assert len(messages(ready.app)) == before
    with ready.app.app_context():
        assert {row.state for row in reading().scalars(select(OutboxMessage).where(OutboxMessage.kind == Kind.MEETING))} == {
            State.CANCELLED
        }
    with ready.elsewhere() as session:
        asked = invitations.send_again(session, ready.person, asked=UUID(int=7), at=now.now())
    with ready.app.app_context():
        assert asked
        assert outbox.send_now(asked, at=now.now()) is State.SENT


@pytest.mark.parametrize(
    ("who", "said"),
    [("leader", "Du har en tid måndag 8 februari klockan 13.00."), ("fk", "Du har en tid onsdag 17 februari klockan 13.00.")],
)
def test_the_next_meeting_is_sent_once_for_each_page(ready: Office, who: str, said: str) -> None:
    desk = ready.sits(getattr(ready.work, who))
    desk.get(page_of(ready, who))
    desk.send(SEND)
    desk.send_again()
    assert [message["text"].split(" Mer")[0] for message in messages(ready.app)] == [said]
    desk.get(page_of(ready, who))
    desk.send(SEND)
    assert len(messages(ready.app)) == 2
    about = {"leader": "course1", "fk": "gk1"}[who]
    assert acts(ready) == [("meeting.sent", about)] * 3


def test_there_is_nothing_to_send_without_a_meeting(office: Office) -> None:
    desk = office.sits(office.work.fk)
    assert SEND not in desk.get(office.page).text
    token = desk.page.all("input[name=csrf_token]")[0].attrs["value"] or ""
    desk.forge(f"{office.page}/mote", {"csrf_token": token, "asked": str(UUID(int=1))}, 200)
    assert messages(office.app) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.SENT, "Kommer fram"),
        (State.DELIVERED, "Kommer fram"),
        (State.FAILED, "Kommer inte fram. Kursledaren på Försäkringskassan kan ändra adressen."),
        (State.EXPIRED, "Kommer inte fram. Kursledaren på Försäkringskassan kan ändra adressen."),
        (State.UNKNOWN, "Oklart om det kommer fram"),
    ],
)
@pytest.mark.parametrize("kind", [Kind.INVITATION, Kind.NEW_LINK, Kind.MEETING, Kind.REMINDER])
def test_the_latest_message_says_whether_they_get_through(ready: Office, kind: Kind, state: State, said: str) -> None:
    settled(ready, Kind.INVITATION, State.UNKNOWN if state is not State.UNKNOWN else State.SENT, ago=120)
    settled(ready, kind, state, "staircase:1:last gk:1:2027-02-17T1300:last" if kind is Kind.REMINDER else "", ago=60)
    settled(ready, Kind.REMINDER, State.FAILED if state is State.SENT else State.SENT, "staircase:1:first", ago=30)
    settled(ready, Kind.SURVEY, State.FAILED if state is State.SENT else State.SENT, ago=20)
    settled(ready, Kind.REMINDER, State.CANCELLED, "gk:1:2027-02-17T1300:last", ago=10)
    page = ready.sits(ready.work.fk).get(ready.page)
    assert page.texts("section[aria-labelledby=messages] > p")[0] == said
    listed = ready.sits(ready.work.fk).get("/mina-deltagare").text
    assert ("Meddelanden kommer inte fram" in listed) is (state in {State.FAILED, State.EXPIRED})


def test_each_reads_of_her_own_meetings_by_date(ready: Office) -> None:
    settled(ready, Kind.REMINDER, State.SENT, "course:1:2027-02-08T1300:last staircase:1:last", ago=3000)
    settled(ready, Kind.REMINDER, State.FAILED, "gk:1:2027-02-17T1300:last staircase:1:middle", ago=1500)
    settled(ready, Kind.MEETING, State.UNKNOWN, "gk:1:2027-02-17T1300", ago=60)
    settled(ready, Kind.REMINDER, State.SENT, "staircase:1:first", ago=40)
    settled(ready, Kind.REMINDER, State.PENDING, "gk:2:2027-02-27T1300:last", ago=30)
    lines = "section[aria-labelledby=messages] li"
    assert ready.sits(ready.work.fk).get(ready.page).texts(lines) == [
        "måndag 18 januari: GK1, oklart om det kom fram",
        "söndag 17 januari: GK1, kom inte fram",
    ]
    assert ready.sits(ready.work.leader).get(page_of(ready, "leader")).texts(lines) == ["lördag 16 januari: träff 1, kom fram"]


def test_who_gets_only_paper_has_no_buttons(ready: Office) -> None:
    with ready.elsewhere() as session:
        people.change_address(session, session.get_one(Participant, ready.person), None)
    text = ready.sits(ready.work.fk).get(ready.page).text
    assert [word in text for word in ("Bara papper", PAUSE, SEND)] == [True, False, False]


def test_the_survey_tells_nobody_who_is_paused(app: Flask, clock: time_machine.Traveller) -> None:
    from tests.course_survey.classroom import a_classroom, open_round  # noqa: PLC0415
    from webapp.reminders import by_hand  # noqa: PLC0415
    from webapp.storage import transaction  # noqa: PLC0415

    room = a_classroom(app, 2)
    clock.move_to(datetime(2027, 3, 3, 12, 30, tzinfo=UTC))
    open_round(app, room)
    clock.move_to(datetime(2027, 3, 4, 8, tzinfo=UTC))
    with app.app_context(), transaction() as session:
        by_hand.pause(session, room.people[0], at=now.now())
        reminders.plan(session, at=now.now())
        told = session.scalars(select(OutboxMessage.participant_id).where(OutboxMessage.kind == Kind.SURVEY)).all()
    assert told == [room.people[1]]


def test_a_handler_of_another_case_can_do_nothing(ready: Office) -> None:
    desk = ready.sits(ready.work.other_fk)
    token = desk.get("/mina-deltagare").all("input[name=csrf_token]")[0].attrs["value"] or ""
    for what in ("paus", "mote"):
        desk.forge(f"{ready.page}/{what}", {"csrf_token": token}, 404)
    assert paused_at(ready) is None
    assert FK is Agency.FK
