"""Everything that leaves the service: e-mail at a real mail server and text messages at a gateway, both on this machine."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from tests.messages.gateway import Gateway
from tests.messages.mail_server import Mailbox
from tests.support.databases import BASE_URL

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LINK = re.compile(r"https://mellansteg\.example/m/([a-z2-7]{26})\b")
CODE = re.compile(r"\b\d{6}\b")
#: Where letters are turned off: by staff, who write from an agency, and by participants.
AGENCIES = ("@fk.example", "@af.example")


@dataclass(frozen=True)
class Item:
    """One message, where and when it arrived. `asked`: it came while somebody had a page open, not from the worker."""

    at: datetime
    to: str
    carrier: str
    text: str
    asked: bool
    subject: str | None = None
    #: What an e-mail says of its own language.
    language: str | None = None

    @property
    def day(self) -> date:
        return self.at.astimezone(STOCKHOLM).date()

    @property
    def hour(self) -> int:
        return self.at.astimezone(STOCKHOLM).hour

    @property
    def tokens(self) -> list[str]:
        """Whose links stand in it."""
        return LINK.findall(self.text)

    @property
    def words(self) -> str:
        """The same every time it is sent: links and codes are other ones in each installation."""
        shown = "\n".join(line for line in (self.subject, self.text.strip()) if line)
        return CODE.sub("<code>", LINK.sub("<her link>", shown))


@dataclass
class Post:
    """What came in, in the order it came."""

    app: Flask
    gateway: Gateway
    mailbox: Mailbox
    items: list[Item] = field(default_factory=list)
    _read: tuple[int, int] = (0, 0)

    def collect(self, at: datetime, *, asked: bool) -> list[Item]:
        """What has come since the last time. Of each text message it is reported that it came through, as a gateway does."""
        texts, letters = self._read
        new: list[Item] = []
        for form in self.gateway.asked[texts:]:
            new.append(Item(at, form["to"], "sms", form["message"], asked))
            self._report(form["whendelivered"])
        for to, letter in zip(self.mailbox.receivers[letters:], self.mailbox.mail[letters:], strict=True):
            plain, page = letter.get_body(("plain",)), letter.get_body(("html",))
            assert plain is not None
            assert page is not None
            assert letter["To"] == to
            assert f"<{BASE_URL}{'/mina-meddelanden' if to.endswith(AGENCIES) else '/paminnelser'}>" in letter["List-Unsubscribe"]
            new.append(
                Item(at, to, "e-mail", plain.get_content().replace("\r\n", "\n"), asked, letter["Subject"], letter["Content-Language"])
            )
        self._read = len(self.gateway.asked), len(self.mailbox.mail)
        self.items += new
        return new

    def latest(self, to: str) -> Item:
        return [one for one in self.items if one.to == to][-1]

    def _report(self, address: str) -> None:
        client = self.app.test_client()
        answer = client.post(address.removeprefix(BASE_URL), data={"status": "delivered"}, base_url=BASE_URL)
        assert answer.status_code == 204
