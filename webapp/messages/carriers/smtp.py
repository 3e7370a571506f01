"""E-mail to a mail server of our own choice, over a connection that each thread keeps as long as it has use for it."""

import smtplib
import ssl
import threading
import time
from datetime import datetime
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from urllib.parse import urlsplit

from webapp.config.carriers import Line, MailServer
from webapp.logs import log
from webapp.messages.carriers.letter import for_the_line, letter
from webapp.messages.carriers.outcome import Outcome
from webapp.messages.speech import Spoken

#: Seconds to wait for each answer of the server.
TIMEOUT = 10.0
#: Seconds that a connection is kept without anything to send.
IDLE = 30.0
#: The server wants a sign-in, or does not take ours.
AGAINST_US = {530, 535}
#: The server is about to hang up.
CLOSING = 421


class _Answer(Exception):
    """The server said no. `before` is true when it was to us, before there was any message."""

    def __init__(self, code: int, *, before: bool = False) -> None:
        super().__init__(str(code))
        self.code, self.before = code, before


class _HungUp(Exception):
    """A kept connection was over before anything was handed in."""


class _Kept(threading.local):
    """The connection of one thread, and the clock that ends it. The lock is between the thread and that clock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.server: MailServer | None = None
        self.line: smtplib.SMTP | None = None
        self.clock: threading.Timer | None = None
        self.wound_at = 0.0
        self.wound_for: smtplib.SMTP | None = None

    def wind(self) -> None:
        """Let the clock run anew: not after every message, since each time costs a thread."""
        now = time.monotonic()
        if self.line is None or (self.wound_for is self.line and now - self.wound_at < IDLE / 30):
            return
        self.stop()
        self.clock, self.wound_at, self.wound_for = threading.Timer(IDLE, _end, (self.lock, self.line)), now, self.line
        self.clock.daemon = True
        self.clock.start()

    def stop(self) -> None:
        """The clock is not to ring."""
        if self.clock:
            self.clock.cancel()
        self.wound_for = None


_kept = _Kept()


def carry(server: MailServer, base_url: str, message: Spoken, at: datetime) -> Outcome:
    """Hand one e-mail to the mail server."""
    try:
        written = letter(server, base_url, message, at)
        receiver = for_the_line(message.to)
    except ValueError as fault:
        log.warning("carrier", kind="email", state="unwritable", exc_info=fault)
        return Outcome.FAILED
    with _kept.lock:
        outcome = _hand_in(server, urlsplit(base_url).hostname or "", receiver, written)
        _kept.wind()
        return outcome


def hang_up() -> None:
    """End the connection of this thread, if it has one."""
    with _kept.lock:
        _kept.stop()
        _drop()


def _hand_in(server: MailServer, our_name: str, receiver: str, written: EmailMessage) -> Outcome:
    """Over the kept connection, and over a new one when that was over. Only one of them can have taken the message."""
    for _ in range(2):
        try:
            return _once(server, our_name, receiver, written)
        except _HungUp:
            _drop()
        except _Answer as answer:
            return _refusal(answer)
        except (OSError, smtplib.SMTPException) as fault:
            _drop()
            log.warning("carrier", kind="email", state="not reached", exc_info=fault)
            return Outcome.LATER
    return Outcome.LATER


def _once(server: MailServer, our_name: str, receiver: str, written: EmailMessage) -> Outcome:
    used_before = _kept.line is not None and _kept.server == server
    line = _connection(server, our_name)
    international = not f"{server.sender}{receiver}".isascii()
    if international and not line.has_extn("smtputf8"):
        log.warning("carrier", kind="email", state="unwritable")
        return Outcome.FAILED
    options = ["SMTPUTF8"] if international else []
    try:
        _ask(line.mail(server.sender, options)[0])
        _ask(line.rcpt(receiver)[0])
    except (OSError, smtplib.SMTPServerDisconnected) as fault:
        if used_before:
            raise _HungUp from fault
        raise
    except _Answer as answer:
        if answer.code == CLOSING and used_before:
            raise _HungUp from answer
        raise
    return _data(line, _bytes(written, utf8=international))


def _connection(server: MailServer, our_name: str) -> smtplib.SMTP:
    """The one that is kept, or a new one that is let in."""
    if _kept.line is not None and _kept.line.sock is not None and _kept.server == server:
        return _kept.line
    _drop()
    try:
        _kept.line, _kept.server = _let_in(server, our_name), server
    except smtplib.SMTPResponseException as fault:
        raise _Answer(fault.smtp_code, before=True) from fault
    return _kept.line


def _let_in(server: MailServer, our_name: str) -> smtplib.SMTP:
    trusted = ssl.create_default_context(cafile=server.ca_file)
    if server.line is Line.TLS:
        line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, our_name, timeout=TIMEOUT, context=trusted)
    else:
        line = smtplib.SMTP(server.host, server.port, our_name, timeout=TIMEOUT)
    try:
        if server.line is Line.STARTTLS:
            line.starttls(context=trusted)
        line.ehlo_or_helo_if_needed()
        if server.user:
            line.login(server.user, server.password or "")
    except BaseException:
        line.close()
        raise
    return line


def _data(line: smtplib.SMTP, content: bytes) -> Outcome:
    """From here on a break means that nobody knows."""
    try:
        code = line.data(content)[0]
    except smtplib.SMTPDataError as fault:
        code = fault.smtp_code
    except (OSError, smtplib.SMTPException) as fault:
        _drop()
        log.warning("carrier", kind="email", state="no answer", exc_info=fault)
        return Outcome.UNKNOWN
    if 200 <= code < 300:
        return Outcome.SENT
    if not 400 <= code < 600:
        log.warning("carrier", kind="email", state="no answer", status=code)
        _drop()
        return Outcome.UNKNOWN
    return _refusal(_Answer(code))


def _refusal(answer: _Answer) -> Outcome:
    """What a no means. The connection ends with it: the next message begins afresh."""
    _drop()
    against_us = answer.code in AGAINST_US or (answer.before and answer.code >= 500)
    say = log.error if against_us else log.warning
    say("carrier", kind="email", state="refused" if against_us else "answer", status=answer.code)
    if against_us:
        return Outcome.REFUSED
    return Outcome.FAILED if answer.code >= 500 else Outcome.LATER


def _ask(code: int) -> None:
    """Raises _Answer unless the server said yes."""
    if not 200 <= code < 300:
        raise _Answer(code)


def _bytes(written: EmailMessage, *, utf8: bool) -> bytes:
    out = BytesIO()
    BytesGenerator(out, policy=SMTP.clone(utf8=utf8)).flatten(written)
    return out.getvalue()


def _drop() -> None:
    if _kept.line:
        _say_goodbye(_kept.line)
    _kept.line = None


def _end(lock: threading.Lock, line: smtplib.SMTP) -> None:
    """The clock has rung. What is closed is noticed by the thread when it wants to send again."""
    with lock:
        _say_goodbye(line)


def _say_goodbye(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()
