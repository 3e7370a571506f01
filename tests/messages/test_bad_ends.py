"""A wrong number, a mailbox that bounces, a password that is refused: through the real carriers, to whoever has to know."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.desk.casework import gk
from tests.messages.gateway import Gateway, a_gateway
from tests.messages.mail_server import Mailbox, mail_server
from tests.people import some
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.ground.parties import Agency
from webapp.invitations import service as invitations
from webapp.messages import stops
from webapp.messages.carriers import smtp
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State, Stop
from webapp.people import service as people
from webapp.people.models import StaffAccount
from webapp.storage import reading, transaction
from webapp.worker import tick

pytestmark = both_databases
#: The morning before the meeting, before anything is sent; the course is over.
MORNING = datetime(2027, 3, 9, 7, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA = "anna@fk.example"
each_way = pytest.mark.parametrize("address", ["070-1740699", "nobody@post.example"])


@dataclass(frozen=True)
class Ways:
    """An installation with a gateway and a mail server, and somebody with a meeting tomorrow."""

    app: Flask
    gateway: Gateway
    mailbox: Mailbox

    def her(self, address: str) -> tuple[UUID, UUID]:
        """Her and her handler."""
        with self.app.app_context(), transaction() as session:
            person = some.a_person(session, some.a_course(session, some.leader(session)).id, address=address)
            anna = some.handler(session, "Anna Ek")
            session.get_one(StaffAccount, anna).email = ANNA
            people.give_handler(session, person, Agency.FK, anna)
            link = invitations.link_for(session, person.id, at=now.now())
            invitations.note_opened(session, link, at=now.now())
            gk(session, person.id, 1, date(2027, 3, 10))
            return person.id, anna

    def states(self) -> list[State]:
        with self.app.app_context():
            mine = select(OutboxMessage.state).where(OutboxMessage.kind == Kind.REMINDER, OutboxMessage.due_at < now.now() + HOUR)
            return list(reading().scalars(mine))

    def letters(self) -> list[str]:
        """What the handler has been told."""
        return [letter["Subject"] for letter in self.mailbox.mail if letter["To"] == ANNA]


@pytest.fixture
def ways(databases: Databases, engine: Engine, tmp_path: Path, clock: time_machine.Traveller) -> Iterator[Ways]:
    clock.move_to(MORNING)
    with mail_server(Mailbox()) as mailbox, a_gateway() as gateway:
        given = {"SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}", "MAIL_FROM": "hej@mellansteg.example"}
        texts = {"SMS_URL": gateway.url, "SMS_USER": "u7", "SMS_PASSWORD": "hemlig", "SMS_FROM": "Mellansteg"}
        with running(settings_for(databases.migrated(engine, tmp_path), tmp_path, **given, **texts)) as app:
            yield Ways(app, gateway, mailbox)
            smtp.hang_up()


@each_way
def test_what_can_never_come_through_is_told_to_the_handler_and_not_tried_again(
    ways: Ways, clock: time_machine.Traveller, address: str
) -> None:
    person, anna = ways.her(address)
    ways.gateway.does, ways.mailbox.says["RCPT"] = 400, "550 5.1.1 No such user here"
    clock.shift(HOUR)
    tick(ways.app)
    assert ways.states() == [State.FAILED]
    ways.mailbox.says.clear()
    tried = len(ways.gateway.asked) + ways.mailbox.receivers.count(address)
    assert tried == 1
    for _ in range(3):
        clock.shift(HOUR)
        tick(ways.app)
    assert len(ways.gateway.asked) + ways.mailbox.receivers.count(address) == tried
    assert ways.letters() == ["Meddelanden kommer inte fram"], "the one about the meeting was turned away too"
    page = comes_in(Visit(ways.app), staff_id=anna).get(f"/mina-deltagare/{person}")
    assert "Kommer inte fram" in page.texts("section[aria-labelledby=messages] > p")[0]


@each_way
def test_a_password_that_is_refused_stops_and_alarms_and_loses_nothing(
    ways: Ways, clock: time_machine.Traveller, capfd: pytest.CaptureFixture[str], address: str
) -> None:
    """And nothing is said of a message at all before the operator has mended it."""
    ways.her(address)
    ways.gateway.does, ways.mailbox.says["MAIL"] = 401, "530 5.7.0 Authentication required"
    clock.shift(HOUR)
    capfd.readouterr()
    tick(ways.app)
    stop = Stop.EMAIL if "@" in address else Stop.SMS
    assert f'"kind": "{stop.value}"' in capfd.readouterr().out
    for _ in range(3):
        clock.shift(HOUR)
        tick(ways.app)
    with ways.app.app_context():
        assert stop in stops.stopped(reading())
    assert (ways.states(), len(ways.gateway.asked), ways.mailbox.mail) == ([State.PENDING], "@" not in address, [])
    ways.gateway.does = 200
    ways.mailbox.says.clear()
    with ways.app.app_context(), transaction() as session:
        for one in Stop:
            stops.release(session, one)
    clock.shift(HOUR)
    tick(ways.app)
    assert ways.states() == [State.SENT]
    assert len(ways.gateway.asked) == (2 if "@" not in address else 0)
