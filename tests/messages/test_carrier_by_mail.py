"""E-mail is handed to a real server on this machine, and each way it can go has one outcome."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.messages.mail_server import PASSWORD, USER, Mailbox, known_user, mail_server, papers
from tests.support.postgres import free_port
from webapp.config.carriers import Line, MailServer
from webapp.messages.carriers import Outcome, smtp
from webapp.messages.speech import Spoken

AT = datetime(2027, 1, 18, 9, 30, 5, tzinfo=UTC)
BASE_URL = "https://mellansteg.example"
FIRST, SECOND = Spoken("kim@post.example", "Hej", "Din länk"), Spoken("amal@post.example", "Hej", "Din länk")
WRONG = "fel ord"
pytestmark = pytest.mark.usefixtures("logging")


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    yield
    smtp.hang_up()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server(Mailbox()) as mailbox:
        yield mailbox


def server(mailbox: Mailbox, line: Line = Line.PLAIN) -> MailServer:
    return MailServer("127.0.0.1", mailbox.port, line, "paminnelse@mellansteg.example")


def carry(mail: MailServer, message: Spoken = FIRST) -> Outcome:
    return smtp.carry(mail, BASE_URL, message, AT)


def test_a_letter_comes_to_whom_it_is_to(mailbox: Mailbox) -> None:
    assert carry(server(mailbox)) is Outcome.SENT
    assert (mailbox.senders, mailbox.receivers) == (["paminnelse@mellansteg.example"], ["kim@post.example"])
    assert mailbox.callers == ["mellansteg.example"]


def test_one_connection_is_kept_for_all_of_them(mailbox: Mailbox) -> None:
    assert [carry(server(mailbox), one) for one in (FIRST, SECOND, FIRST)] == [Outcome.SENT] * 3
    assert mailbox.receivers == ["kim@post.example", "amal@post.example", "kim@post.example"]
    assert len(mailbox.callers) == 1


def test_each_thread_has_its_own_connection(mailbox: Mailbox) -> None:
    def another() -> None:
        carry(server(mailbox), SECOND)
        smtp.hang_up()

    carry(server(mailbox))
    thread = threading.Thread(target=another)
    thread.start()
    thread.join()
    assert (len(mailbox.mail), len(mailbox.callers)) == (2, 2)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("421 Closing", Outcome.LATER),
        ("451 Not now", Outcome.LATER),
        ("530 Sign in first", Outcome.REFUSED),
        ("535 Who are you", Outcome.REFUSED),
        ("550 No such person", Outcome.FAILED),
        ("554 Never", Outcome.FAILED),
    ],
)
def test_a_no_is_for_now_or_for_good_or_against_us(mailbox: Mailbox, step: str, said: str, outcome: Outcome) -> None:
    mailbox.says[step] = said
    assert carry(server(mailbox)) is outcome
    mailbox.says.clear()
    assert carry(server(mailbox), SECOND) is Outcome.SENT


@pytest.mark.parametrize(("step", "outcome"), [("MAIL", Outcome.LATER), ("RCPT", Outcome.LATER), ("DATA", Outcome.UNKNOWN)])
def test_a_break_after_the_letter_was_begun_means_that_nobody_knows(mailbox: Mailbox, step: str, outcome: Outcome) -> None:
    mailbox.says[step] = "hang up"
    assert carry(server(mailbox)) is outcome


def test_an_answer_that_nobody_understands_means_that_nobody_knows(mailbox: Mailbox) -> None:
    mailbox.says["DATA"] = "tack"
    assert carry(server(mailbox)) is Outcome.UNKNOWN


def test_a_connection_that_the_server_has_closed_is_made_anew(mailbox: Mailbox) -> None:
    carry(server(mailbox))
    with mail_server(Mailbox()) as other:
        carry(server(other))
    with mail_server(Mailbox(port=other.port)) as back:
        assert carry(server(back), SECOND) is Outcome.SENT
        assert back.receivers == ["amal@post.example"]


def test_a_kept_connection_that_is_told_to_close_is_made_anew_once(mailbox: Mailbox) -> None:
    carry(server(mailbox))
    mailbox.says["MAIL"] = "421 You were silent too long"
    assert carry(server(mailbox), SECOND) is Outcome.LATER
    assert (len(mailbox.mail), len(mailbox.callers)) == (1, 2)


def test_a_break_on_a_kept_connection_never_sends_twice(mailbox: Mailbox) -> None:
    carry(server(mailbox))
    mailbox.says["DATA"] = "hang up"
    assert carry(server(mailbox), SECOND) is Outcome.UNKNOWN
    assert [letter["To"] for letter in mailbox.mail] == ["kim@post.example", "amal@post.example"]


def test_a_connection_that_nobody_uses_is_ended(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "IDLE", 0.01)
    carry(server(mailbox))
    clock = smtp._kept.clock
    assert clock is not None
    clock.join(timeout=10)
    assert smtp._kept.line is not None
    assert smtp._kept.line.sock is None
    assert carry(server(mailbox), SECOND) is Outcome.SENT
    assert len(mailbox.callers) == 2


def test_a_server_that_is_not_there_means_later() -> None:
    assert carry(server(Mailbox(port=free_port()))) is Outcome.LATER


def test_a_server_that_does_not_answer_means_later(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.1)
    assert carry(server(mailbox, Line.TLS)) is Outcome.LATER


@pytest.mark.parametrize(("greeting", "outcome"), [("554 Not from you", Outcome.REFUSED), ("421 Not now", Outcome.LATER)])
def test_a_server_that_turns_us_away_at_the_door_refuses_us(greeting: str, outcome: Outcome) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, ThreadPoolExecutor(1) as keeper:
        turning = keeper.submit(_greet, door, greeting)
        assert carry(server(Mailbox(port=door.getsockname()[1]))) is outcome
        turning.result()


def _greet(door: socket.socket, greeting: str) -> None:
    caller, _ = door.accept()
    with caller:
        caller.sendall(f"{greeting}\r\n".encode())
        caller.recv(100)


def test_we_sign_in_over_a_line_that_is_closed_to_others(tmp_path: Path) -> None:
    shown = papers(tmp_path)
    more = {"authenticator": known_user, "auth_required": True, "tls_context": shown.context, "require_starttls": True}
    with mail_server(Mailbox(), **more) as mailbox:
        mail = replace(server(mailbox, Line.STARTTLS), ca_file=shown.ca_file, user=USER, password=PASSWORD)
        assert carry(mail) is Outcome.SENT
        assert carry(replace(mail, password=WRONG)) is Outcome.REFUSED
        assert carry(replace(mail, user=None, password=None)) is Outcome.REFUSED
    assert len(mailbox.mail) == 1


def test_a_line_that_is_closed_from_the_start(tmp_path: Path) -> None:
    shown = papers(tmp_path)
    with mail_server(Mailbox(), ssl_context=shown.context) as mailbox:
        assert carry(replace(server(mailbox, Line.TLS), ca_file=shown.ca_file)) is Outcome.SENT


@pytest.mark.parametrize("name", ["127.0.0.1", "127.0.0.2"])
def test_nothing_is_handed_to_a_server_that_nobody_vouches_for(tmp_path: Path, name: str) -> None:
    shown = papers(tmp_path, name)
    with mail_server(Mailbox(), tls_context=shown.context) as mailbox:
        mail = server(mailbox, Line.STARTTLS)
        mail = mail if name == "127.0.0.1" else replace(mail, ca_file=shown.ca_file)
        assert carry(mail) is Outcome.LATER
    assert (mailbox.senders, mailbox.mail) == ([], [])


def test_a_server_that_offers_no_closed_line_is_handed_nothing(mailbox: Mailbox) -> None:
    assert carry(replace(server(mailbox, Line.STARTTLS), user=USER, password=PASSWORD)) is Outcome.LATER
    assert (mailbox.senders, mailbox.mail) == ([], [])


def test_addresses_in_other_signs(mailbox: Mailbox) -> None:
    assert carry(server(mailbox), replace(FIRST, to="kim@räksmörgås.example")) is Outcome.SENT
    assert carry(server(mailbox), replace(FIRST, to="åsa@post.example")) is Outcome.SENT
    assert mailbox.receivers == ["kim@xn--rksmrgs-5wao1o.example", "åsa@post.example"]
    assert mailbox.options == [[], ["SMTPUTF8"]]
    with mail_server(Mailbox(), enable_SMTPUTF8=False) as old:
        assert carry(server(old), replace(FIRST, to="åsa@post.example")) is Outcome.FAILED
        assert old.senders == []


@pytest.mark.parametrize(
    "wrong",
    [replace(FIRST, to="kim@post.example\r\nBcc: a@b.example"), replace(FIRST, subject="Hej\r\nBcc: a@b.example")],
    ids=["to", "subject"],
)
def test_a_line_of_the_head_is_one_line(mailbox: Mailbox, wrong: Spoken) -> None:
    assert carry(server(mailbox), wrong) is Outcome.FAILED
    assert mailbox.mail == []
