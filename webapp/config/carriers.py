"""How messages leave this installation: a mail server, a gateway for text messages, or neither."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from webapp.config.faults import PREFIX, SettingsError

#: What telephone companies take as a sender, when it is no number.
SENDER = re.compile(r"[A-Za-z][A-Za-z0-9]{0,10}")
E164 = re.compile(r"\+[1-9][0-9]{7,14}")
ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
PARTS_A_DAY = "2000"


class Line(Enum):
    """How a connection to a mail server is kept from others. The port is the usual one."""

    PLAIN = "smtp"
    STARTTLS = "smtp+starttls"
    TLS = "smtps"

    @property
    def port(self) -> int:
        return {Line.PLAIN: 25, Line.STARTTLS: 587, Line.TLS: 465}[self]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in, and whom it is from."""

    host: str
    port: int
    line: Line
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    #: Who vouches for the server, when it is not somebody the machine knows.
    ca_file: Path | None = None
    #: Where somebody may write who wants no more.
    unsubscribe: str | None = None


@dataclass(frozen=True, slots=True)
class TextGateway:
    """Where text messages are handed in, and whom they are from."""

    url: str
    sender: str
    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Carriers:
    """What is None is not there: those messages become files."""

    mail: MailServer | None = None
    texts: TextGateway | None = None
    #: So many parts of text messages may be paid for in one day.
    parts_a_day: int = int(PARTS_A_DAY)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Carriers":
        """Read and check. Raises SettingsError."""
        said = {name.removeprefix(PREFIX): value for name, value in environment.items() if name.startswith(PREFIX) and value}
        parts = said.get("SMS_PARTS_A_DAY", PARTS_A_DAY)
        if not re.fullmatch(r"[0-9]{1,9}", parts):
            raise SettingsError(f"{PREFIX}SMS_PARTS_A_DAY={parts} is no number. Write how many parts of text messages a day may cost.")
        return cls(_mail(said) if "SMTP_URL" in said else None, _texts(said) if "SMS_URL" in said else None, int(parts))


def _mail(said: Mapping[str, str]) -> MailServer:
    name, sender, whom = PREFIX + "SMTP_URL", said.get("MAIL_FROM"), said.get("MAIL_UNSUBSCRIBE")
    url, port = _split(said["SMTP_URL"], name)
    if url.scheme not in {line.value for line in Line} or url.path.strip("/") or url.query:
        raise SettingsError(f"{name} must look like smtp+starttls://user:password@host:587 or smtps://host:465.")
    line = Line(url.scheme)
    for key, address in (("MAIL_FROM", sender), ("MAIL_UNSUBSCRIBE", whom)):
        if address and not ADDRESS.fullmatch(address):
            raise SettingsError(f"{PREFIX}{key}={address} is no e-mail address. Write only the address.")
    if not sender:
        raise SettingsError(f"Set {PREFIX}MAIL_FROM: e-mail needs somebody it is from.")
    if line is Line.PLAIN and not is_loopback(url.hostname or ""):
        _check_plain(name, url, allowed="SMTP_PLAIN" in said)
    ca_file = Path(said["SMTP_CA_FILE"]).absolute() if "SMTP_CA_FILE" in said else None
    if ca_file and not ca_file.is_file():
        raise SettingsError(f"{PREFIX}SMTP_CA_FILE ({ca_file}) is not there.")
    user, password = (unquote(one) if one else None for one in (url.username, url.password))
    return MailServer(url.hostname or "", port or line.port, line, sender, user, password, ca_file, whom)


def _check_plain(name: str, url: SplitResult, *, allowed: bool) -> None:
    """Addresses and words in the open on a network are a choice; a password there never is."""
    if url.username or url.password:
        raise SettingsError(f"{name} would send the password in the open. Begin it with smtp+starttls:// or smtps://.")
    if not allowed:
        raise SettingsError(
            f"{name} would send messages in the open to another machine. Begin it with smtp+starttls:// or smtps://, "
            f"or set {PREFIX}SMTP_PLAIN=1 if the network between is your own."
        )


def _texts(said: Mapping[str, str]) -> TextGateway:
    name = PREFIX + "SMS_URL"
    if missing := [PREFIX + key for key in ("SMS_USER", "SMS_PASSWORD", "SMS_FROM") if key not in said]:
        raise SettingsError(f"Set {', '.join(missing)}: text messages need it.")
    url, _ = _split(said["SMS_URL"], name)
    if url.username or url.password:
        raise SettingsError(f"{name} must not hold the password. Set {PREFIX}SMS_USER and {PREFIX}SMS_PASSWORD.")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
        raise SettingsError(f"{name} must begin with https://.")
    sender = said["SMS_FROM"]
    if not SENDER.fullmatch(sender) and not E164.fullmatch(sender):
        raise SettingsError(
            f"{PREFIX}SMS_FROM={sender} is no sender. Write at most 11 of A-Z, a-z and 0-9, beginning with a letter, "
            "or a number like +46701740600."
        )
    return TextGateway(said["SMS_URL"], sender, said["SMS_USER"], said["SMS_PASSWORD"])


def _split(address: str, name: str) -> tuple[SplitResult, int | None]:
    """The parts of an address. What is said of a wrong one never repeats it: it may hold a password."""
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError as fault:
        raise SettingsError(f"{name} is no address.") from fault
    if not url.hostname:
        raise SettingsError(f"{name} names no host.")
    return url, port


def is_loopback(host: str) -> bool:
    """Whether this is the machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
