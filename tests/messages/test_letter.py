"""What an e-mail looks like to whoever gets it: the same words twice, and nothing that is fetched from anywhere."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from uuid import UUID

import pytest

from webapp.config.carriers import Line, MailServer
from webapp.ground.locales import LOCALES, SV, Locale
from webapp.messages.carriers import smtp
from webapp.messages.carriers.letter import html, letter
from webapp.messages.letters import Letter
from webapp.messages.speech import Spoken, speak
from webapp.messages.values import Kind

AT = datetime(2027, 1, 18, 9, 30, 5, tzinfo=UTC)
SERVER = MailServer("127.0.0.1", 25, Line.PLAIN, "paminnelse@mellansteg.example")
LINK = "https://mellansteg.example/m/abcdefghijklmnopqrstuvwxyz"
TEXT = f"Hej på dig.\nHär är <din> länk: {LINK}.\n\nHälsningar"
MESSAGE = Spoken("kim@post.example", TEXT, "Din länk, här är den", message_id=UUID(int=7))


def received(message: Spoken = MESSAGE, server: MailServer = SERVER) -> EmailMessage:
    """As it comes out at the other end."""
    read = message_from_bytes(smtp._bytes(letter(server, "https://mellansteg.example", message, AT), utf8=False), policy=default)
    assert isinstance(read, EmailMessage)
    return read


def test_the_head_says_whom_it_is_from_and_how_to_be_without() -> None:
    mail = received()
    wanted = {
        "From": "paminnelse@mellansteg.example",
        "To": "kim@post.example",
        "Subject": "Din länk, här är den",
        "Date": "Mon, 18 Jan 2027 09:30:05 +0000",
        "Message-ID": "<00000000000000000000000000000007@mellansteg.example>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "sv",
        "List-Unsubscribe": "<https://mellansteg.example/paminnelser>",
        "MIME-Version": "1.0",
    }
    assert {name: value for name, value in mail.items() if name != "Content-Type"} == wanted
    written = received(server=replace(SERVER, unsubscribe="nej@mellansteg.example"))
    assert written["List-Unsubscribe"].strip() == "<https://mellansteg.example/paminnelser>, <mailto:nej@mellansteg.example>"


def test_staff_are_shown_where_they_turn_off_their_own_letters() -> None:
    staff = speak(Kind.STAFF_MEETING, Letter("sara@af.example", SV.id, {"day": "i morgon", "link": "https://mellansteg.example"}))
    hers = speak(Kind.NEW_LINK, Letter("kim@post.example", SV.id, {"link": LINK}))
    pages = [received(one)["List-Unsubscribe"] for one in (staff, hers)]
    assert pages == ["<https://mellansteg.example/mina-meddelanden>", "<https://mellansteg.example/paminnelser>"]


def test_letters_that_are_no_row_of_the_outbox_have_names_of_their_own() -> None:
    plain = replace(MESSAGE, message_id=None)
    assert received(plain)["Message-ID"] != received(plain)["Message-ID"]


def test_the_same_words_stand_twice_plain_and_as_a_page() -> None:
    mail = received()
    assert mail.get_content_type() == "multipart/alternative"
    plain, page = mail.iter_parts()
    assert (plain.get_content_type(), page.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n").strip() == TEXT
    assert page.get_content().replace("\r\n", "\n").strip() == html(TEXT, "sv", "ltr").strip()


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
def test_the_page_says_its_language_and_its_direction(locale: Locale) -> None:
    [_, page] = received(replace(MESSAGE, locale=locale.id)).iter_parts()
    assert f'<html lang="{locale.tag}" dir="{locale.direction}">' in page.get_content()


def test_the_page_holds_the_words_and_a_link_and_nothing_else() -> None:
    assert html(TEXT, "sv", "ltr") == (
        '<!doctype html>\n<html lang="sv" dir="ltr">\n<head><meta charset="utf-8"></head>\n<body dir="ltr">\n'
        f'<p>Hej på dig.<br>\nHär är &lt;din&gt; länk: <a href="{LINK}" dir="ltr">{LINK}</a>.</p>\n<p>Hälsningar</p>\n</body>\n</html>\n'
    )
