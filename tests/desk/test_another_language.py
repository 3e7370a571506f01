"""A form in the middle of which somebody chooses another language: everything typed stands there still, and nothing is stored."""

import pytest
from flask import Flask

from tests.desk.conftest import Office
from tests.desk.course_desk import AMAL, CourseDesk
from tests.invitations.guests import everything
from tests.support.fixtures import both_databases
from tests.support.forms import Given, form_with
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.people.models import StaffAccount
from webapp.storage import reading

COURSE: dict[str, Given] = {
    "name": "Höstkursen",
    "variant": "ae",
    "starts_on": "2027-",
    "weekdays": ["1", "3"],
    "begins": "halv två",
    "place": "Storgatan 1",
    "video_link": "ftp:/fel",
}
PERSON: dict[str, Given] = {"name": "Amal 850312", "address": "070-17", "locale": "ar", "benefit": "ae", "sex": "woman", "protected": True}
TYPED: dict[str, dict[str, Given]] = {
    "/kurser/ny": {**COURSE, "ends_by": "2027-06-01"},
    "{course}/andra": {"name": "", "place": "Kyrkogatan 2", "video_link": "https://"},
    "{course}/traff/3": {"held_on": "2027-13-45", "begins": "14.00"},
    "{course}/deltagare/flera": {"lines": "Amal; 070\nBo"},
    "{course}/deltagare/ny": PERSON,
    "{course}/deltagare/{person}": {"name": "Amal B", "address": "amal@", "locale": "en", "no_address": True, "handler_fk": ""},
    "{course}/deltagare/{person}/byt-lank": {"why": "wrong"},
    "{course}/deltagare/{person}/papper": {"purpose": "statistics", "decided": "no", "signed_on": "i går"},
}


def rows(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored, but for the language of whoever works here."""
    return {table: kept for table, kept in everything(app).items() if table not in {"staff_account", "visitor_session"}}


def sent(visit: Visit, button: str, given: dict[str, Given]) -> dict[str, list[str]]:
    """What the form on the open page would send, without what it carries by itself."""
    fields = form_with(visit.page, button).filled(given)
    return {name: fields.getlist(name) for name in fields if name not in {"csrf_token", "speak"}}


@both_databases
@pytest.mark.parametrize("path", TYPED)
def test_what_was_typed_at_the_desk_is_kept(app: Flask, desk: CourseDesk, path: str) -> None:
    person = desk.puts_in("Amal", AMAL)
    before, maj = rows(app), desk.sits(desk.maj)
    maj.get(path.format(course=desk.page, person=person))
    typed = sent(maj, "English", TYPED[path])
    maj.send("English", TYPED[path])
    assert attribute(maj.page.one("html"), "lang") == "en"
    assert sent(maj, "Svenska", {}) == typed
    assert maj.page.all("#errors, .error") == []
    maj.send("Svenska")
    assert sent(maj, "English", {}) == typed
    assert rows(app) == before


@both_databases
def test_a_meeting_half_written_is_kept(office: Office) -> None:
    nils = office.sits(office.work.fk)
    nils.get(f"{office.page}/gk/1")
    typed: dict[str, Given] = {"held_on": "2027-02-", "begins": "", "place": "Kyrkogatan 2", "video_link": "https"}
    before = rows(office.app)
    nils.send("English", typed)
    assert {name: attribute(nils.page.one(f"#{name}"), "value") for name in typed} == typed
    assert rows(office.app) == before


def test_the_language_is_remembered_and_the_form_can_be_sent(app: Flask, desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    maj.send("English", {"Namn": "Amal", "Mobilnummer eller e-post": AMAL})
    maj.send("Add")
    assert "Amal" in maj.page.text
    with app.app_context():
        assert reading().get_one(StaffAccount, desk.maj).locale == "en"


def test_a_form_of_somebody_else_shows_nothing(desk: CourseDesk) -> None:
    stina = desk.sits(desk.stina)
    csrf = attribute(stina.get("/kurser").all("input[name=csrf_token]")[0], "value")
    stina.forge(f"{desk.page}/deltagare/ny", {"csrf_token": csrf, "speak": "en"}, 404)


@pytest.mark.parametrize("speak", ["en", "klingonska", ""])
def test_a_button_of_language_does_nothing_else(app: Flask, desk: CourseDesk, speak: str) -> None:
    person = desk.puts_in("Amal", AMAL)
    before, maj = rows(app), desk.sits(desk.maj)
    csrf = attribute(maj.get(desk.page).all("input[name=csrf_token]")[0], "value")
    for path in ("/avsluta", "/skydda", "/skicka"):
        maj.forge(f"{desk.page}/deltagare/{person}{path}", {"csrf_token": csrf, "speak": speak}, 200)
    assert rows(app) == before
