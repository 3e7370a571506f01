"""A mail server on this machine that says what it is told to, with papers from a CA of its own."""

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.support.postgres import free_port

USER, PASSWORD = "mellansteg", "hemlig/ord"


@dataclass
class Mailbox:
    """What came in, and what the server says at each step: a full answer, or `hang up`."""

    says: dict[str, str] = field(default_factory=dict)
    mail: list[EmailMessage] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    receivers: list[str] = field(default_factory=list)
    #: What each connection called itself.
    callers: list[str] = field(default_factory=list)
    #: What came with MAIL, beside the sender.
    options: list[list[str]] = field(default_factory=list)
    port: int = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        session.host_name = hostname
        self.callers.append(hostname)
        return responses

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        self.options.append(options)
        self.senders.append(address)
        return self._said("MAIL", server)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802
        envelope.rcpt_tos.append(address)
        self.receivers.append(address)
        return self._said("RCPT", server)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        parsed = message_from_bytes(envelope.content, policy=default)
        assert isinstance(parsed, EmailMessage)
        self.mail.append(parsed)
        return self._said("DATA", server)

    def _said(self, step: str, server: Any) -> str:
        said = self.says.get(step, "250 OK")
        if said == "hang up":
            server.transport.abort()
        return said


class _Server(Controller):
    """Knows every line it has answered, so that none stays open after it: aiosmtpd forgets those that ended in a fault."""

    def factory(self) -> SMTP:
        line = SMTP(self.handler, **self.SMTP_kwargs)
        self.__dict__.setdefault("lines", []).append(line)
        return line

    def stop(self, no_assert: bool = False) -> None:
        for line in self.__dict__.get("lines", []):
            if line.transport:
                self.loop.call_soon_threadsafe(line.transport.abort)
        super().stop(no_assert)


@contextmanager
def mail_server(mailbox: Mailbox, **more: Any) -> Iterator[Mailbox]:
    """The server, until the block ends. What more it is told is as aiosmtpd has it."""
    mailbox.port = mailbox.port or free_port()
    controller = _Server(mailbox, hostname="127.0.0.1", port=mailbox.port, **more)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


def known_user(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


@dataclass(frozen=True)
class Papers:
    """Who vouches, and what the server shows."""

    ca_file: Path
    context: ssl.SSLContext


def papers(folder: Path, name: str = "127.0.0.1") -> Papers:
    """A CA of our own, and a server it vouches for."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Our own CA")])
    authority = _signed(who, who, ca_key.public_key(), ca_key, lambda b: b.add_extension(x509.BasicConstraints(True, None), critical=True))
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(name))])
    server = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    shown = _signed(server, who, key.public_key(), ca_key, lambda b: b.add_extension(names, critical=False))
    ca_file, chain = folder / "ca.pem", folder / "server.pem"
    ca_file.write_bytes(authority.public_bytes(Encoding.PEM))
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    chain.write_bytes(secret + shown.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return Papers(ca_file, context)


def _signed(
    subject: x509.Name, issuer: x509.Name, public: Any, signer: Any, more: Callable[[x509.CertificateBuilder], x509.CertificateBuilder]
) -> x509.Certificate:
    begun = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public).serial_number(x509.random_serial_number())
    )
    valid = begun.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
    return more(valid).sign(signer, hashes.SHA256())
