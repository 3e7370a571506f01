"""An e-mail as it is handed in: the same words plain and as simple HTML, with nothing in it that is fetched from anywhere."""

import re
import secrets
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTPUTF8
from email.utils import format_datetime
from urllib.parse import urlsplit

from markupsafe import Markup

from webapp.config.carriers import MailServer
from webapp.ground.locales import by_id
from webapp.messages.speech import Spoken

LINK = re.compile(r"(https?://[^\s<>\"]*[^\s<>\".,;:!?)])")
#: Where a participant says which reminders she wants, and where staff say which letters. Each asks who it is, so it holds no secret.
SETTINGS_PAGE, STAFF_SETTINGS_PAGE = "/paminnelser", "/mina-meddelanden"


def letter(server: MailServer, base_url: str, message: Spoken, at: datetime) -> EmailMessage:
    """The whole letter. Raises ValueError for a subject or an address that is more than one line."""
    locale = by_id(message.locale)
    written = EmailMessage(policy=SMTPUTF8)
    name = message.message_id.hex if message.message_id else secrets.token_hex(16)
    page = STAFF_SETTINGS_PAGE if message.to_staff else SETTINGS_PAGE
    ways = [f"<{base_url}{page}>", *([f"<mailto:{server.unsubscribe}>"] if server.unsubscribe else [])]
    for header, value in {
        "From": server.sender,
        "To": for_the_line(message.to),
        "Subject": message.subject or "",
        "Date": format_datetime(at),
        "Message-ID": f"<{name}@{urlsplit(base_url).hostname}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": ", ".join(ways),
    }.items():
        written[header] = value
    written.set_content(message.text)
    written.add_alternative(html(message.text, locale.tag, locale.direction), subtype="html")
    # Last, since making two forms moves what is said of the content into the first of them.
    written["Content-Language"] = locale.tag
    return written


def for_the_line(address: str) -> str:
    """An address whose domain is in signs every server reads. Raises ValueError when it cannot be."""
    name, _, domain = address.rpartition("@")
    return f"{name}@{domain.encode('idna').decode()}"


def html(text: str, tag: str, direction: str) -> str:
    """The words as a page: a blank line is a new paragraph, and an address is a link that says where it goes."""
    paragraphs = Markup("").join(Markup("<p>{}</p>\n").format(_lines(one)) for one in re.split(r"\n{2,}", text.strip()))
    page = Markup('<!doctype html>\n<html lang="{}" dir="{}">\n<head><meta charset="utf-8"></head>\n<body dir="{}">\n{}</body>\n</html>\n')
    return str(page.format(tag, direction, direction, paragraphs))


def _lines(paragraph: str) -> Markup:
    return Markup("<br>\n").join(linked(line) for line in paragraph.splitlines())


def linked(line: str) -> Markup:
    """One line of text whose addresses can be followed."""
    link = Markup('<a href="{0}" dir="ltr">{0}</a>')
    parts = LINK.split(line)
    return Markup("").join(link.format(part) if place % 2 else part for place, part in enumerate(parts))
