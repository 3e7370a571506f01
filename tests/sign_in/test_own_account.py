"""Mitt konto: one's own sessions and doors. A door is changed only by whoever has just shown who she is."""

from datetime import timedelta

import pyotp
import pytest
from time_machine import Traveller

from tests.sign_in.offices import PASSWORD, Office, key_on
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground import clock as now

NEW = "hund lampa gren blek"
SHOW = "Visa att det är du"


@pytest.fixture
def mine(at_work: Office) -> Visit:
    """The leader, who has just signed in."""
    return at_work.enters(at_work.leader)


def later(clock: Traveller, mine: Visit) -> None:
    clock.shift(timedelta(minutes=11))
    mine.get("/mitt-konto")


def test_the_page_says_how_one_gets_in_and_where_one_is(mine: Visit) -> None:
    page = mine.get("/mitt-konto")
    assert page.texts("main p")[:2] == ["Maj Lind, Kursledare, Försäkringskassan", "Med lösenord och en kod från din app."]
    assert page.texts("main p")[-1] == "En annan webbläsare på dator, den här"
    assert page.texts("main button") == []


def test_another_session_is_shown_and_ended(at_work: Office, mine: Visit, clock: Traveller) -> None:
    clock.shift(timedelta(seconds=30))
    phone = Visit(at_work.app)
    phone.client.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14; Mobile) Firefox/130.0"
    at_work.enters(at_work.leader, phone)
    page = mine.get("/mitt-konto")
    assert [said for said in page.texts("main p") if said.startswith("Firefox på telefon eller platta, sedan")]
    page = mine.send("Avsluta inloggning 1")
    assert page.texts("main p.calm") == ["Inloggningen är avslutad."]
    phone.get("/kurser", status=401)
    mine.get("/kurser")


def test_all_others_are_ended_at_once(at_work: Office, mine: Visit, clock: Traveller) -> None:
    clock.shift(timedelta(seconds=30))
    other, admin = at_work.enters(at_work.leader), at_work.enters(at_work.admin)
    mine.get("/mitt-konto")
    mine.send("Logga ut överallt annars")
    other.get("/kurser", status=401)
    mine.get("/kurser")
    admin.get("/konton")


def test_nobody_ends_somebody_elses_session(at_work: Office, mine: Visit) -> None:
    admin = at_work.enters(at_work.admin)
    at_work.enters(at_work.admin, Visit(at_work.app), code=pyotp.TOTP(at_work.admin.key).at(now.now() + timedelta(seconds=30)))
    form = admin.get("/mitt-konto").one('main form[action^="/mitt-konto/inloggningar/"]')
    token = attribute(mine.get("/mitt-konto").all("input[name=csrf_token]")[0], "value")
    mine.forge(attribute(form, "action"), {"csrf_token": token}, 404)
    assert len(admin.get("/mitt-konto").all('main form[action^="/mitt-konto/inloggningar/"]')) == 1


@pytest.mark.parametrize("path", ["/mitt-konto/losenord", "/mitt-konto/app", "/mitt-konto/passkey"])
def test_before_a_door_is_changed_one_shows_who_one_is(at_work: Office, mine: Visit, clock: Traveller, path: str) -> None:
    assert mine.get(path).heading != SHOW
    later(clock, mine)
    assert mine.get(path).heading == SHOW
    mine.send("Fortsätt", {"Lösenord": PASSWORD, "Kod": at_work.leader.code()})
    assert mine.page.url == path
    later(clock, mine)
    assert mine.get(path).heading == SHOW


@pytest.mark.parametrize("path", ["losenord", "app", "passkey", "reservkoder", "passkey/00000000-0000-0000-0000-000000000001/bort"])
def test_nor_is_anything_sent_past_the_question(mine: Visit, clock: Traveller, path: str) -> None:
    token = attribute(mine.get("/mitt-konto").all("input[name=csrf_token]")[0], "value")
    later(clock, mine)
    assert mine.forge(f"/mitt-konto/{path}", {"csrf_token": token, "password": NEW}, 200).heading == SHOW


def test_a_wrong_answer_changes_nothing(at_work: Office, mine: Visit, clock: Traveller) -> None:
    later(clock, mine)
    mine.get("/mitt-konto/losenord")
    for given in ({"Lösenord": NEW, "Kod": at_work.leader.code()}, {"Lösenord": PASSWORD, "Kod": "000000"}):
        page = mine.send("Fortsätt", given, status=422)
        assert page.texts(".errors li") == ["Lösenordet eller koden stämmer inte. En kod går bara att använda en gång."]
    assert mine.get("/mitt-konto/losenord").heading == SHOW


def test_showing_who_one_is_does_not_make_the_day_longer(at_work: Office, mine: Visit, clock: Traveller) -> None:
    for _ in range(11 * 3):
        clock.shift(timedelta(minutes=20))
        mine.get("/kurser")
    mine.get("/mitt-konto/losenord")
    before = mine.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    mine.send("Fortsätt", {"Lösenord": PASSWORD, "Kod": at_work.leader.code()})
    after = mine.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    assert before
    assert after
    assert before.value != after.value
    for _ in range(3):
        clock.shift(timedelta(minutes=20))
        mine.get("/kurser")
    clock.shift(timedelta(minutes=1))
    mine.get("/kurser", status=401)


def test_a_new_password_ends_the_old_one_and_other_sessions(at_work: Office, mine: Visit, clock: Traveller) -> None:
    clock.shift(timedelta(seconds=30))
    other = at_work.enters(at_work.leader)
    mine.get("/mitt-konto/losenord")
    assert mine.send("Byt lösenord", {"Nytt lösenord": "kort"}, status=422).title.startswith("Fel: ")
    page = mine.send("Byt lösenord", {"Nytt lösenord": NEW})
    assert page.texts("main p.calm") == ["Lösenordet är bytt. Du är utloggad överallt annars."]
    other.get("/kurser", status=401)
    clock.shift(timedelta(seconds=30))
    at_work.enters(at_work.leader, status=422)
    at_work.enters(at_work.leader, password=NEW)


def test_another_app_ends_the_old_one(at_work: Office, mine: Visit, clock: Traveller) -> None:
    mine.get("/mitt-konto/app")
    key = key_on(mine)
    mine.send("Använd den här appen", {"Kod": "000000"}, status=422)
    page = mine.send("Använd den här appen", {"Kod": pyotp.TOTP(key).at(now.now())})
    assert page.texts("main p.calm") == ["Appen är bytt. Den gamla fungerar inte längre."]
    clock.shift(timedelta(seconds=60))
    at_work.enters(at_work.leader, status=422)
    at_work.enters(at_work.leader, code=pyotp.TOTP(key).at(now.now()))


def test_new_recovery_codes_end_the_old_ones(mine: Visit) -> None:
    mine.get("/mitt-konto/reservkoder")
    first = mine.send("Gör tio nya koder").texts("main .codes li")
    mine.send("Jag har sparat dem")
    mine.get("/mitt-konto/reservkoder")
    second = mine.send("Gör tio nya koder").texts("main .codes li")
    assert (len(first), len(second), set(first) & set(second)) == (10, 10, set())


def test_every_change_is_in_the_log(at_work: Office, mine: Visit) -> None:
    before = len(at_work.acts())
    mine.get("/mitt-konto/losenord")
    mine.send("Byt lösenord", {"Nytt lösenord": NEW})
    mine.get("/mitt-konto/reservkoder")
    mine.send("Gör tio nya koder")
    mine.send("Logga ut")
    assert at_work.acts()[before:] == [
        ("staff.door-changed", "password"),
        ("staff.door-changed", "recovery codes"),
        ("staff.signed-out", ""),
    ]


@pytest.mark.parametrize("on", ["", "finns-inte", "//evil.example", "https://evil.example"])
def test_the_way_on_leads_nowhere_else(at_work: Office, mine: Visit, clock: Traveller, on: str) -> None:
    later(clock, mine)
    mine.get(f"/mitt-konto/bekrafta?till={on}")
    mine.send("Fortsätt", {"Lösenord": PASSWORD, "Kod": at_work.leader.code()})
    assert mine.page.url == "/mitt-konto"
