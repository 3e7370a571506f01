"""The link alone changes nothing about a person: the language is this phone's until she has shown who she is."""

from flask import Flask

from tests.invitations.guests import Guest, a_guest, code_in, everything, messages
from tests.support.fixtures import both_databases
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.people.models import Participant
from webapp.storage import reading

pytestmark = both_databases


def test_the_link_alone_changes_nobodys_language(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("English")
    visit.send("Continue")
    visit.send("العربية")
    assert attribute(visit.page.one("html"), "lang") == "ar"
    assert _stored(app, guest) == "sv"


def test_the_language_chosen_on_her_own_phone_is_hers_when_she_is_in(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("English")
    visit.send("Continue")
    _confirms(app, visit)
    assert _stored(app, guest) == "en"


def test_the_language_chosen_on_the_way_in_is_hers_on_a_borrowed_phone_too(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Jag lånar telefonen")
    visit.send("English")
    _confirms(app, visit)
    assert _stored(app, guest) == "en"


def test_the_language_of_whoever_lends_the_phone_is_not_hers(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get("/hjalp-nu")
    visit.send("English")
    visit.get(guest.path)
    visit.send("I am borrowing the phone")
    _confirms(app, visit)
    assert _stored(app, guest) == "sv"


def test_what_somebody_chose_before_her_on_the_phone_is_not_hers(app: Flask, visit: Visit) -> None:
    before, guest = a_guest(app, "Bo", "070-1740613"), a_guest(app)
    visit.get(before.path)
    visit.send("Jag lånar telefonen")
    visit.send("English")
    visit.get(guest.path)
    visit.send("I am borrowing the phone")
    _confirms(app, visit)
    assert _stored(app, guest) == "sv"


def _confirms(app: Flask, visit: Visit) -> None:
    visit.send(next(text for text in visit.page.texts("main button") if "•• 12" in text))
    visit.send(visit.page.texts("main button.go")[0], {"code": code_in(messages(app)[-1])})
    assert visit.page.url == "/min-sida"


def _stored(app: Flask, guest: Guest) -> str:
    with app.app_context():
        return reading().get_one(Participant, guest.id).locale


def test_an_address_half_written_is_kept_in_another_language(app: Flask, visit: Visit) -> None:
    before = everything(app)
    for path in ("/ny-lank", "/m/abc"):
        visit.get(path, status=None)
        visit.send("English", {"address": "kim@post"})
        visit.send("العربية")
        assert (visit.page.url, attribute(visit.page.one("html"), "lang")) == ("/ny-lank", "ar")
        assert attribute(visit.page.one("#address"), "value") == "kim@post"
        assert visit.page.all("#errors") == []
        visit.send("Svenska")
    assert everything(app) == before


def test_a_code_half_written_uses_up_no_try_and_is_not_shown_again(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")
    before = {table: rows for table, rows in everything(app).items() if table != "visitor_session"}
    visit.send("English", {"code": "123"})
    assert (visit.page.url, attribute(visit.page.one("html"), "lang")) == ("/telefon/kod", "en")
    assert attribute(visit.page.one("#code"), "value") == ""
    assert {table: rows for table, rows in everything(app).items() if table != "visitor_session"} == before
    visit.send("Continue", {"code": code_in(messages(app)[-1])})
    assert visit.page.url == "/min-sida"


def test_a_language_chosen_where_nobody_is_let_in_any_more(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")
    visit.client.delete_cookie("__Host-mellansteg", domain="mellansteg.example")
    visit.send("English", {"code": "123"}, status=401)
