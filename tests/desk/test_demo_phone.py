"""In the demo there is a phone on which everything that was sent can be read and followed."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.support.databases import BASE_URL, Databases, Engine, running, settings_for
from tests.support.fixtures import START
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.messages import carriers
from webapp.messages.speech import Spoken


@pytest.fixture
def demo(databases: Databases, engine: Engine, tmp_path: Path) -> Iterator[Flask]:
    with running(settings_for(databases.migrated(engine, tmp_path), tmp_path, DEMO="1")) as app:
        yield app


def sent(app: Flask, *messages: Spoken) -> None:
    """A minute between each."""
    with app.app_context():
        for minute, message in enumerate(messages):
            carriers.carrier()(message, START + timedelta(minutes=minute))


def test_each_phone_shows_its_messages_the_newest_first(demo: Flask) -> None:
    sent(demo, Spoken("+46701740612", "Ett"), Spoken("kim@post.example", "Två\n\n<b>Tre</b>", "Din länk"), Spoken("+46701740612", "Fyra"))
    page = Visit(demo).get("/demo/telefon")
    assert page.texts("section h2") == ["+46701740612", "kim@post.example"]
    assert page.texts(".said p") == ["Fyra", "Ett", "Din länk Två <b>Tre</b>"]
    assert page.texts("section .hint")[0] == "måndag 18 januari klockan 10.02"


def test_a_message_stands_in_its_language_and_its_link_can_be_followed(demo: Flask) -> None:
    sent(demo, Spoken("+46701740612", f"مرحبا: {BASE_URL}/hjalp-nu", locale="ar"))
    visit = Visit(demo)
    page = visit.get("/demo/telefon")
    [bubble] = page.all(".said")
    assert (attribute(bubble, "lang"), attribute(bubble, "dir")) == ("ar", "rtl")
    assert [attribute(link, "href") for link in page.all(".said a")] == [f"{BASE_URL}/hjalp-nu"]
    visit.get("/hjalp-nu")


def test_before_anything_is_sent_it_says_so(demo: Flask) -> None:
    visit = Visit(demo)
    visit.get("/demo")
    assert "Inget är skickat än." in visit.click("Se vad som har skickats till telefonerna").text


def test_outside_the_demo_there_is_no_phone(visit: Visit) -> None:
    visit.get("/demo/telefon", status=404)
