"""Links that open nothing: they say so, change nothing, and offer the living one to the address we have."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.invitations.guests import a_guest, afterwards, code_in, everything, messages
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.invitations import queries, service, tokens
from webapp.invitations.models import PersonalLink
from webapp.people.models import Participant
from webapp.security.models import AuditEntry
from webapp.storage import reading, transaction

pytestmark = both_databases


@pytest.mark.parametrize("token", ["abc", "a" * 26, "A" * 26, "0" * 26, "%F0%9F%8D%8E", "a" * 300])
def test_an_address_that_is_no_link_says_so_and_changes_nothing(app: Flask, visit: Visit, token: str) -> None:
    a_guest(app)
    before = everything(app)
    assert visit.get(f"/m/{token}", status=404).heading == "Länken går inte att öppna"
    assert everything(app) == before


def test_a_link_that_lost_its_end_opens_nothing(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path[:-1], status=404)


def test_a_replaced_link_is_dead_and_sends_the_living_one(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    with app.app_context(), transaction() as session:
        living = tokens.address_of(service.replace(session, guest.id, at=now.now()).id)
    before = everything(app)
    visit.send("Fortsätt", status=410)
    assert visit.get(guest.path, status=410).heading == "Länken gäller inte längre"
    assert everything(app) == before
    visit.send("Skicka länken")
    assert visit.page.heading == "Titta i dina meddelanden"
    assert [(message["to"], living in message["text"]) for message in messages(app)] == [("+46701740612", True)]


def test_an_expired_link_is_followed_by_a_new_one(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    clock.shift(timedelta(days=365))
    visit.get(guest.path, status=410)
    visit.send("Skicka länken")
    sent = messages(app)[0]["text"].split()[-1]
    assert not sent.endswith(guest.token)
    visit.get(sent.removeprefix(visit.base_url))


def test_a_link_ends_with_the_case(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        session.get_one(Participant, guest.id).ended_at = now.now()
    assert "Ring din kursledare" in visit.get(guest.path, status=410).text
    assert visit.page.all("main form") == []


def test_it_is_not_me_kills_the_link_everywhere(app: Flask, visit: Visit) -> None:
    guest, stranger = a_guest(app), visit.another()
    visit.get(guest.path)
    visit.send("Fortsätt")
    stranger.get(guest.path)
    stranger.send("Det är inte jag")
    assert stranger.page.heading == "Tack, länken är stängd"
    visit.get("/telefon", status=401)
    assert visit.get(guest.path, status=410).all("main form") == []
    with app.app_context():
        assert queries.disowned(reading(), [guest.id]) == {guest.id}
        assert reading().scalars(select(AuditEntry.act)).all() == ["link-disowned"]


def test_a_new_link_after_it_is_not_me_clears_the_note(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Det är inte jag")
    with app.app_context(), transaction() as session:
        service.link_for(session, guest.id, at=now.now())
    with app.app_context():
        assert queries.disowned(reading(), [guest.id]) == set()


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_row(app: Flask, visit: Visit) -> None:
    guest, answers, rows = a_guest(app), [], []
    for address in ("070-1740612", "070-1740699", "Nobody@Post.Example"):
        visitor = visit.another()
        visitor.get("/ny-lank")
        page = visitor.send("Skicka min länk", {"address": address})
        answers.append((page.url, page.status, page.text))
        afterwards(app)
        rows.append(len(everything(app)["link_request"]))
    assert answers[0] == answers[1] == answers[2]
    assert rows == [1, 2, 3]
    assert all(row.count(None) == 0 for row in everything(app)["link_request"])
    assert [(message["to"], guest.token in message["text"]) for message in messages(app)] == [("+46701740612", True)]


def test_an_address_may_be_written_as_one_likes(app: Flask, visit: Visit) -> None:
    guest = a_guest(app, address="kim@post.example")
    visit.get("/m/abc", status=404)
    visit.send("Skicka min länk", {"address": " KIM@Post.Example"})
    assert guest.token in messages(app)[0]["text"]


def test_what_is_no_address_comes_back_with_the_reason(app: Flask, visit: Visit) -> None:
    visit.get("/ny-lank")
    assert "Det numret kan inte ta emot sms." in visit.send("Skicka min länk", {"address": "08-46500412"}, status=422).text


def test_nothing_goes_to_an_address_that_was_somebody_elses(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Det är inte jag")
    visit.get("/ny-lank")
    visit.send("Skicka min länk", {"address": "070-1740612"})
    assert messages(app) == []


def test_an_address_that_is_asked_for_often_gets_three_messages_and_the_same_answer(app: Flask, visit: Visit) -> None:
    a_guest(app)
    visit.get("/ny-lank")
    pages = []
    for _ in range(5):
        visit.get("/ny-lank")
        pages.append(visit.send("Skicka min länk", {"address": "070-1740612"}).text)
    assert len(set(pages)) == 1
    assert len(messages(app)) == 3


def test_a_dead_link_sends_three_times_an_hour_at_most(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        service.replace(session, guest.id, at=now.now())
    for _ in range(5):
        visit.get(guest.path, status=410)
        visit.send("Skicka länken")
    assert len(messages(app)) == 3


def test_a_person_has_one_link_however_often_it_is_asked_for(app: Flask) -> None:
    guest = a_guest(app)
    with app.app_context(), transaction() as session:
        assert {service.link_for(session, guest.id, at=now.now()).id for _ in range(3)} == {guest.link}
        assert tokens.address_of(guest.link) == f"https://mellansteg.example/m/{guest.token}"


def test_no_secret_is_kept_or_logged(app: Flask, visit: Visit, capfd: pytest.CaptureFixture[str]) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    pages = [visit.send("Fortsätt").html, visit.send("Skicka en kod till •• 12").html]
    code = code_in(messages(app)[-1])
    pages.append(visit.send("Fortsätt", {"code": code}).html)
    stored, logged = repr(everything(app)), capfd.readouterr()
    cookie = visit.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    assert cookie is not None
    for secret in (guest.token, code, cookie.value):
        assert secret not in stored
        assert secret not in logged.out + logged.err
        assert not [page for page in pages if secret in page]
    assert "invitations.try_code" in logged.out


def test_the_first_time_a_link_is_opened_is_kept_and_only_counted(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = a_guest(app)
    a_guest(app, "Bo", "070-1740613", course=guest.course)
    visit.get(guest.path)
    opened = now.now()
    visit.send("Fortsätt")
    clock.shift(timedelta(minutes=5))
    visit.another().get(guest.path)
    visit.get(guest.path)
    visit.send("Fortsätt")
    with app.app_context():
        assert queries.opened_count(reading(), guest.course) == 1
        assert reading().get_one(PersonalLink, guest.link).opened_at == opened
