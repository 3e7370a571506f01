"""What opens a door stands in no log, whatever goes well or wrong, and no page gives it back."""

import pyotp
import pytest
from flask import Flask

from tests.sign_in.offices import PASSWORD, Office, account_of, key_on
from tests.support.visit import Visit
from webapp.ground import clock as now


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_no_secret_and_no_address_is_logged(at_work: Office, app: Flask, capfd: pytest.CaptureFixture[str]) -> None:
    desk = at_work.enters(at_work.admin)
    desk.get("/konton/nytt")
    desk.send("Bjud in", {"Namn": "Nils Ek", "E-post": "nils@exempel.se", "Roll": "Redaktör", "Myndighet": "Ingen"})
    link = at_work.link_of(account_of(app, "nils@exempel.se"))
    visit = Visit(app)
    visit.get(link)
    visit.send("Fortsätt")
    visit.send("Fortsätt", {"Nytt lösenord": "kortkanarie"}, status=422)
    visit.send("Fortsätt", {"Nytt lösenord": "hund lampa gren blek"})
    key, code = key_on(visit), pyotp.TOTP(key_on(visit)).at(now.now())
    codes = visit.send("Klart", {"Kod": code}).texts("main .codes li")
    at_work.enters(at_work.leader, password="fel kanarie lösen", status=422)
    visit.get("/logga-in/svar/staden?code=kodkanarie&state=x", status=404)
    written = capfd.readouterr().out
    assert written.count("sign_in.") > 10
    secrets = ("kanarie", "hund lampa", PASSWORD, key, code, link.rpartition("/")[2], "exempel.se", "Nils", *codes)
    assert [word for word in secrets if word in written] == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_password_in_a_form_that_is_too_old_is_not_shown_again(at_work: Office, visit: Visit) -> None:
    page = visit.forge("/logga-in", {"address": "maj@exempel.se", "password": PASSWORD, "code": "123456", "csrf_token": "old"}, 400)
    assert page.heading == "Formuläret är för gammalt"
    assert [word for word in (PASSWORD, "123456") if word in page.html] == []
