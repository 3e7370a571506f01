"""Text messages are handed to a real gateway on this machine, and each way it can go has one outcome."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.messages.gateway import Gateway, a_gateway
from tests.messages.mail_server import papers
from tests.support.postgres import free_port
from webapp.config.carriers import TextGateway
from webapp.messages.carriers import Outcome, sms
from webapp.messages.speech import Spoken

AT = datetime(2027, 1, 18, 9, 30, 5, tzinfo=UTC)
MESSAGE = Spoken("+46701740612", "Hej på dig & välkommen +1")
pytestmark = pytest.mark.usefixtures("logging")


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with a_gateway() as gateway:
        yield gateway


def carry(url: str) -> Outcome:
    return sms.carry(TextGateway(url, "Mellansteg", "u7", "lösen:ord"), MESSAGE, AT)


def test_a_text_message_is_a_form(gateway: Gateway) -> None:
    assert carry(gateway.url) is Outcome.SENT
    assert gateway.asked == [{"from": "Mellansteg", "to": "+46701740612", "message": "Hej på dig & välkommen +1"}]
    assert gateway.signed == [f"Basic {base64.b64encode('u7:lösen:ord'.encode()).decode()}"]


@pytest.mark.parametrize(
    ("does", "outcome"),
    [
        (200, Outcome.SENT),
        (201, Outcome.SENT),
        ("twice", Outcome.SENT),
        (302, Outcome.REFUSED),
        (307, Outcome.REFUSED),
        (400, Outcome.FAILED),
        (401, Outcome.REFUSED),
        (402, Outcome.REFUSED),
        (403, Outcome.REFUSED),
        (404, Outcome.FAILED),
        (429, Outcome.LATER),
        (500, Outcome.UNKNOWN),
        (503, Outcome.UNKNOWN),
        ("reset", Outcome.UNKNOWN),
    ],
)
def test_each_answer_means_one_thing_and_is_asked_for_once(gateway: Gateway, does: int | str, outcome: Outcome) -> None:
    gateway.does = does
    assert carry(gateway.url) is outcome
    assert len(gateway.asked) == 1


def test_a_gateway_that_takes_the_message_and_says_nothing_means_that_nobody_knows(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sms, "TIMEOUT", (5, 0.1))
    gateway.does = "silent"
    assert carry(gateway.url) is Outcome.UNKNOWN
    assert len(gateway.asked) == 1


def test_a_gateway_that_is_not_there_means_later() -> None:
    assert carry(f"http://127.0.0.1:{free_port()}/a1/sms") is Outcome.LATER


def test_a_gateway_that_nobody_vouches_for_is_told_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = papers(tmp_path)
    with a_gateway(shown.context) as gateway:
        closed = gateway.url.replace("http:", "https:")
        assert carry(closed) is Outcome.LATER
        assert gateway.asked == []
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(shown.ca_file))
        assert carry(closed) is Outcome.SENT
