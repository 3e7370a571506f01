"""Which way a message goes, and that no way writes down to whom or what."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from tests.invitations.guests import a_guest, everything, messages
from tests.messages.box import remembered, state_of
from tests.messages.gateway import Gateway, a_gateway
from tests.messages.mail_server import Mailbox, mail_server
from tests.support.databases import Databases, Engine, running, settings_for
from webapp.ground import clock
from webapp.logs import MAY_BE_SAID
from webapp.messages import carriers, reports, service
from webapp.messages.carriers import Outcome, smtp
from webapp.messages.speech import Spoken
from webapp.messages.values import State

AT = datetime(2027, 1, 18, 9, 30, tzinfo=UTC)
PHONE, MAIL = "+46701740612", "kim@post.example"


@dataclass(frozen=True)
class Ways:
    app: Flask
    mailbox: Mailbox
    gateway: Gateway


@pytest.fixture
def ways(databases: Databases, engine: Engine, tmp_path: Path) -> Iterator[Ways]:
    """An installation with a mail server and a gateway."""
    url = databases.migrated(engine, tmp_path)
    with mail_server(Mailbox()) as mailbox, a_gateway() as gateway:
        mail = {"SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}", "MAIL_FROM": "paminnelse@mellansteg.example"}
        texts = {"SMS_URL": gateway.url, "SMS_USER": "u7", "SMS_PASSWORD": "hemlig", "SMS_FROM": "Mellansteg"}
        with running(settings_for(url, tmp_path, **mail, **texts)) as app:
            yield Ways(app, mailbox, gateway)
        smtp.hang_up()


def carry(app: Flask, message: Spoken) -> Outcome:
    with app.app_context():
        return carriers.carrier()(message, AT)


def test_the_address_says_which_way_a_message_goes(ways: Ways) -> None:
    assert carry(ways.app, Spoken(PHONE, "Hej", message_id=UUID(int=7))) is Outcome.SENT
    assert carry(ways.app, Spoken(MAIL, "Hej", "Din länk")) is Outcome.SENT
    assert [form["to"] for form in ways.gateway.asked] == [PHONE]
    assert ways.mailbox.receivers == [MAIL]
    assert messages(ways.app) == []


def test_the_gateway_is_told_where_to_report(ways: Ways) -> None:
    message = UUID(int=7)
    carry(ways.app, Spoken(PHONE, "Hej", message_id=message))
    carry(ways.app, Spoken(PHONE, "Hej"))
    with ways.app.app_context():
        token = reports.token_of(message)
    assert [form.get("whendelivered") for form in ways.gateway.asked] == [f"https://mellansteg.example/r/{token}", None]
    assert re.fullmatch("[a-z2-7]{52}", token)


@pytest.mark.parametrize("address", [PHONE, MAIL])
def test_without_a_carrier_a_message_becomes_a_file(app: Flask, address: str) -> None:
    assert carry(app, Spoken(address, "Hej")) is Outcome.SENT
    assert [message["to"] for message in messages(app)] == [address]


@pytest.mark.parametrize("address", ["070-1740612", MAIL])
@pytest.mark.parametrize("goes", ["well", "badly", "silently", "against us"])
def test_neither_log_nor_outbox_holds_an_address_or_a_text(ways: Ways, capfd: pytest.CaptureFixture[str], address: str, goes: str) -> None:
    does: dict[str, tuple[int | str, str]] = {
        "well": (200, "250 OK"),
        "badly": (400, "550 <kim@post.example> No"),
        "silently": ("reset", "hang up"),
        "against us": (402, "535 kim"),
    }
    by_text, by_mail = does[goes]
    ways.gateway.does, ways.mailbox.says["DATA"] = by_text, by_mail
    guest = a_guest(ways.app, address=address)
    message = remembered(ways.app, clock.now(), guest=guest)
    capfd.readouterr()
    with ways.app.app_context():
        service.send_now(message, at=clock.now())
    expected = {"well": State.SENT, "badly": State.FAILED, "silently": State.UNKNOWN, "against us": State.PENDING}
    assert state_of(ways.app, message) is expected[goes]
    assert len(ways.gateway.asked) + len(ways.mailbox.mail) == 1
    out, err = capfd.readouterr()
    assert {key for line in out.splitlines() for key in json.loads(line)} <= MAY_BE_SAID
    assert bool(out) is (goes != "well")
    written = out + err + repr(everything(ways.app)["outbox_message"])
    assert [word for word in ("1740612", "kim", guest.token, "Hej", "länk", "hemlig", "127.0.0.1") if word in written] == []
