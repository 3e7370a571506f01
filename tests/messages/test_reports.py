"""A gateway reports at an address of each message's own: once, whenever it comes, and nobody else can."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.messages.box import put, remembered
from tests.messages.gateway import a_gateway
from tests.support.databases import BASE_URL
from tests.support.fixtures import both_databases
from webapp.config.carriers import TextGateway
from webapp.ground import clock as now
from webapp.messages import reports, service, views
from webapp.messages.carriers import Outcome, sms
from webapp.messages.models import OutboxMessage
from webapp.messages.reports import NoSuchMessage
from webapp.messages.speech import Spoken
from webapp.messages.values import State
from webapp.storage import reading, transaction

pytestmark = both_databases
OPEN = [State.CALLING, State.SENT, State.UNKNOWN]
OVER = [state for state in State if state not in OPEN]
#: As the gateway sends it, with its own name for the message.
BODY = {"id": "s70df59406a1b4643b96f3f91e0bfb7b0", "delivered": "2027-01-18T09:00:05.123456"}


def a_message(app: Flask, state: State) -> UUID:
    message = remembered(app, now.now())
    put(app, message, state, now.now() + timedelta(minutes=2))
    return message


def address(app: Flask, message: UUID) -> str:
    with app.app_context():
        return reports.address_of(message).removeprefix(BASE_URL)


def reported(app: Flask, where: str, status: str | None = "delivered", host: str = "192.0.2.7") -> int:
    body = BODY if status is None else {**BODY, "status": status}
    site = {"Sec-Fetch-Site": "cross-site"}
    return app.test_client().post(where, data=body, base_url=BASE_URL, headers=site, environ_base={"REMOTE_ADDR": host}).status_code


def row(app: Flask, message: UUID) -> tuple[object, ...]:
    with app.app_context():
        one = reading().get_one(OutboxMessage, message)
        return one.state, one.leased_until, one.settled_at


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize(("status", "becomes"), [("sent", State.SENT), ("delivered", State.DELIVERED), ("failed", State.FAILED)])
def test_a_report_says_how_it_went(app: Flask, state: State, status: str, becomes: State) -> None:
    message = a_message(app, state)
    assert reported(app, address(app, message), status) == 204
    assert row(app, message) == (becomes, None, now.now())


@pytest.mark.parametrize("state", OVER)
@pytest.mark.parametrize("status", ["sent", "delivered", "failed"])
def test_what_is_settled_or_has_not_left_is_not_changed(app: Flask, state: State, status: str) -> None:
    message = a_message(app, state)
    before = row(app, message)
    assert reported(app, address(app, message), status) == 409
    assert row(app, message) == before


def test_the_same_report_twice_is_taken_once(app: Flask) -> None:
    message = a_message(app, State.SENT)
    where = address(app, message)
    assert [reported(app, where, status) for status in ("sent", "delivered", "delivered", "failed", "sent")] == [204, 204, 409, 409, 409]
    assert row(app, message)[0] is State.DELIVERED


def test_a_report_may_come_before_the_gateway_has_answered(app: Flask) -> None:
    message = a_message(app, State.CALLING)
    statuses: list[int] = []
    with a_gateway() as gateway, app.app_context():
        gateway.first = lambda form: statuses.append(reported(app, form["whendelivered"].removeprefix(BASE_URL)))
        to = TextGateway(gateway.url, "Mellansteg", "u7", "ord")
        assert sms.carry(to, Spoken("+46701740612", "Hej", message_id=message), now.now()) is Outcome.SENT
    assert statuses == [204]
    assert row(app, message)[0] is State.DELIVERED


def test_a_late_report_settles_what_nobody_knew(app: Flask) -> None:
    message = a_message(app, State.CALLING)
    with app.app_context(), transaction() as session:
        service.tidy(session, at=now.now() + timedelta(minutes=3))
    assert row(app, message)[0] is State.UNKNOWN
    assert reported(app, address(app, message)) == 204
    assert row(app, message)[0] is State.DELIVERED


def test_nobody_else_can_make_an_address(app: Flask) -> None:
    message, other = a_message(app, State.SENT), uuid4()
    where = address(app, message)
    token, foreign = where.removeprefix("/r/"), address(app, other).removeprefix("/r/")
    last = "b" if token[-1] == "a" else "a"
    forged = [
        token[:-2] + "aa",
        token[:-1] + last,
        token[:-1],
        token + "a",
        token + "7",
        token.upper(),
        token[:26] + foreign[26:],
        "a" * 52,
        "åäö",
        "1",
    ]
    assert {one: reported(app, f"/r/{one}") for one in forged if one != token} == {one: 404 for one in forged if one != token}
    assert row(app, message)[0] is State.SENT


def test_the_address_of_another_installation_is_no_good(app: Flask) -> None:
    message = a_message(app, State.SENT)
    with app.app_context():
        before = reports.token_of(message)
        app.extensions["keys"]._secrets["reports"] = bytes(32)
        with pytest.raises(NoSuchMessage):
            reports.message_of(before)


def test_a_message_that_is_not_there_any_more_is_answered_as_a_forged_one(app: Flask) -> None:
    message = a_message(app, State.SENT)
    where = address(app, message)
    with app.app_context(), transaction() as session:
        session.execute(delete(OutboxMessage))
    client = app.test_client()
    gone, forged = (client.post(one, data={"status": "delivered"}, base_url=BASE_URL) for one in (where, f"/r/{'a' * 52}"))
    assert (gone.status_code, gone.data) == (forged.status_code, forged.data) == (404, b"")
    assert [name for name, _ in gone.headers] == [name for name, _ in forged.headers]


@pytest.mark.parametrize("status", [None, "", "created", "DELIVERED"])
def test_a_report_that_says_nothing_we_know_changes_nothing(app: Flask, status: str | None) -> None:
    message = a_message(app, State.SENT)
    before = row(app, message)
    assert reported(app, address(app, message), status) == 400
    assert row(app, message) == before


def test_one_network_cannot_try_for_ever(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 3)
    message = a_message(app, State.SENT)
    where = address(app, message)
    assert [reported(app, f"/r/{'a' * 52}", host="198.51.100.9") for _ in range(4)] == [404, 404, 404, 429]
    assert reported(app, where, host="198.51.100.200") == 429
    assert reported(app, where) == 204


def test_nothing_of_a_report_is_logged_but_that_it_came(app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    message = a_message(app, State.SENT)
    where = address(app, message)
    capfd.readouterr()
    reported(app, where)
    out, err = capfd.readouterr()
    [line] = [json.loads(line) for line in out.splitlines()]
    assert (line["endpoint"], line["status"], err) == ("messages.report", 204, "")
    assert [word for word in (where, message.hex, str(message), BODY["id"], "192.0.2") if word in out] == []
