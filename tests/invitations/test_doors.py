"""From a link to a phone of one's own, the way a participant goes it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.invitations.guests import a_guest, code_in, everything, messages, wrong
from tests.support.fixtures import both_databases
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground.clock import now
from webapp.ground.parties import Door
from webapp.invitations import service
from webapp.invitations.models import DeviceCode
from webapp.invitations.values import CODE_HOLDS
from webapp.security.models import VisitorSession
from webapp.storage import reading, transaction

pytestmark = both_databases


def test_a_link_a_button_and_a_code_lead_to_ones_own_page(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Fortsätt")
    assert visit.page.url == "/telefon"
    visit.send("Skicka en kod till •• 12")
    assert visit.page.url == "/telefon/kod"
    visit.send("Fortsätt", {"Skriv koden du fick": code_in(messages(app)[-1])})
    assert visit.page.url == "/min-sida"


@pytest.mark.parametrize(
    "path", ["/m/{token}", "/telefon", "/telefon/kod", "/telefon/ord", "/ny-lank", "/ny-lank/skickad", "/inte-jag", "/klar"]
)
def test_looking_changes_nothing(app: Flask, visit: Visit, path: str) -> None:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send("Fortsätt")
    visit.send("Skicka en kod till •• 12")
    before = everything(app)
    for method in ("GET", "HEAD"):
        visit.client.open(path.format(token=guest.token), base_url=visit.base_url, method=method)
    assert everything(app) == before
    assert before["device_code"]


def test_the_page_behind_a_link_names_nobody(app: Flask, visit: Visit) -> None:
    page = visit.get(a_guest(app, name="Solbritt").path)
    assert "Solbritt" not in page.html
    assert "•• 12" not in page.html


def test_the_link_alone_opens_no_answers(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Fortsätt")
    visit.get("/min-sida")
    assert visit.page.url == "/telefon"


def test_the_link_alone_shows_the_next_meeting(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    assert "måndag 8 februari klockan 13.00" in visit.send("Fortsätt").text


def test_a_meeting_that_is_asked_about_is_named_once(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    clock.move_to(datetime(2027, 2, 7, 12, tzinfo=UTC))
    visit.get(a_guest(app).path)
    assert visit.send("Fortsätt").text.count("måndag 8 februari klockan 13.00") == 1
    assert visit.page.texts(".card .when") == ["måndag 8 februari klockan 13.00"]


def test_the_session_is_a_new_one_behind_every_door(app: Flask, visit: Visit) -> None:
    guest, seen = a_guest(app), []
    visit.get(guest.path)
    visit.send("Fortsätt")
    seen.append(_cookie(visit))
    visit.send("Skicka en kod till •• 12")
    visit.send("Fortsätt", {"code": code_in(messages(app)[-1])})
    seen.append(_cookie(visit))
    assert len(set(seen)) == 2
    assert None not in seen
    with app.app_context():
        assert [row.door for row in reading().scalars(select(VisitorSession).where(VisitorSession.ended_at.is_(None)))] == [Door.DEVICE]


def test_a_code_may_be_pasted_with_spaces(app: Flask, visit: Visit) -> None:
    code = _at_the_code(app, visit)
    visit.send("Fortsätt", {"code": f" {code[:3]} {code[3:]}\u200f "})
    assert visit.page.url == "/min-sida"


def test_a_code_may_be_written_in_arabic_digits(app: Flask, visit: Visit) -> None:
    code = _at_the_code(app, visit)
    visit.send("Fortsätt", {"code": code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))})
    assert visit.page.url == "/min-sida"


def test_the_page_for_the_code_says_where_it_went_and_how_long_it_holds(app: Flask, visit: Visit) -> None:
    _at_the_code(app, visit)
    assert visit.page.texts(".under") == ["Vi skickade den till •• 12. Den gäller i tio minuter."]
    assert timedelta(minutes=10) == CODE_HOLDS


def test_after_five_wrong_codes_the_right_one_is_dead_too(app: Flask, visit: Visit) -> None:
    code = _at_the_code(app, visit)
    for left in ("4 gånger", "3 gånger", "2 gånger", "1 gång"):
        assert f"Du kan försöka {left} till." in visit.send("Fortsätt", {"code": wrong(code)}, status=422).text
    page = visit.send("Fortsätt", {"code": wrong(code)}, status=422)
    assert "Be om en ny kod" in page.text
    assert (page.all("input[name=code]"), page.texts("main .go")) == ([], ["Skicka en ny kod"])
    token = attribute(page.all("input[name=csrf_token]")[0], "value")
    visit.forge("/telefon/kod", {"csrf_token": token, "code": code}, 422)
    visit.send("Skicka en ny kod")
    visit.send("Fortsätt", {"code": code_in(messages(app)[-1])})
    assert visit.page.url == "/min-sida"


def test_what_is_not_six_digits_costs_no_try(app: Flask, visit: Visit) -> None:
    code = _at_the_code(app, visit)
    for _ in range(6):
        assert "Koden har sex siffror" in visit.send("Fortsätt", {"code": "12"}, status=422).text
    visit.send("Fortsätt", {"code": code})
    assert visit.page.url == "/min-sida"


def test_a_code_opens_once(app: Flask, visit: Visit) -> None:
    guest = a_guest(app)
    code = _at_the_code(app, visit, guest.path)
    visit.send("Fortsätt", {"code": code})
    other = visit.another()
    _at_the_code(app, other, guest.path)
    assert _try(other, code) == 422


def test_a_right_code_is_used_up(app: Flask, visit: Visit) -> None:
    code = _at_the_code(app, visit)
    with app.app_context(), transaction() as session:
        row = session.scalars(select(DeviceCode)).one()
        assert service.try_code(session, row.session_id, code, at=now()).right
        assert not service.try_code(session, row.session_id, code, at=now()).right


def test_a_code_opens_only_where_it_was_asked_for(app: Flask, visit: Visit) -> None:
    guest, other = a_guest(app), visit.another()
    code = _at_the_code(app, visit, guest.path)
    _at_the_code(app, other, guest.path)
    assert _try(other, code) == 422


def test_a_new_code_kills_the_one_before(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    first = _at_the_code(app, visit)
    clock.shift(timedelta(seconds=30))
    visit.send("Skicka en ny kod")
    second = code_in(messages(app)[-1])
    assert _try(visit, first) == 422 or first == second
    visit.send("Fortsätt", {"code": second})
    assert visit.page.url == "/min-sida"


def test_a_code_holds_ten_minutes(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    code = _at_the_code(app, visit)
    clock.shift(timedelta(minutes=9, seconds=59))
    assert _at_door(visit) is Door.LINK
    clock.shift(timedelta(seconds=1))
    assert "gäller inte längre" in visit.send("Fortsätt", {"code": code}, status=422).text


def test_a_borrowed_phone_forgets_after_half_an_hour(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    _in(app, visit, "Jag lånar telefonen")
    clock.shift(timedelta(minutes=29))
    visit.get("/min-sida")
    clock.shift(timedelta(minutes=31))
    visit.get("/min-sida", status=401)


def test_ones_own_phone_stays_open(app: Flask, visit: Visit, clock: time_machine.Traveller) -> None:
    guest = _in(app, visit, "Fortsätt")
    clock.shift(timedelta(days=100))
    assert visit.get(guest).url == "/min-sida"


def test_only_a_page_of_ours_can_close_the_visit(app: Flask, visit: Visit) -> None:
    _in(app, visit, "Jag lånar telefonen")
    assert visit.get("/klar").url == "/min-sida"
    visit.forge("/klar", {}, status=400)
    assert visit.get("/telefon").url == "/min-sida"


def test_done_on_the_way_in_ends_the_session(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Jag lånar telefonen")
    visit.send("Klar, stäng sidan")
    assert visit.page.heading == "Klart"
    closed = "Sidan är stängd på den här telefonen. Öppna din länk när du vill komma tillbaka."
    assert visit.page.texts("main p") == [closed, "Enkätsvar som du inte har skickat är borta från telefonen."]
    assert _cookie(visit) is None
    visit.get("/telefon", status=401)


def test_codes_cannot_be_asked_for_without_end_and_another_is_not_shut_out(app: Flask, visit: Visit) -> None:
    _at_the_code(app, visit)
    visit.send("Skicka en ny kod")
    visit.send("Skicka en ny kod")
    visit.send("Skicka en ny kod", status=429)
    assert len(messages(app)) == 3
    _at_the_code(app, visit.another(), a_guest(app, address="070-1740613").path, "•• 13")


def _at_the_code(app: Flask, visit: Visit, path: str = "", masked: str = "•• 12") -> str:
    """At the page where the code is written; returns the code that was sent."""
    before = len(messages(app))
    visit.get(path or a_guest(app).path)
    visit.send("Fortsätt")
    visit.send(f"Skicka en kod till {masked}")
    codes = [code_in(message) for message in messages(app) if "kod" in message["text"]]
    assert len(codes) == before + 1
    return codes[-1]


def _in(app: Flask, visit: Visit, button: str) -> str:
    guest = a_guest(app)
    visit.get(guest.path)
    visit.send(button)
    visit.send("Skicka en kod till •• 12")
    visit.send("Fortsätt", {"code": code_in(messages(app)[-1])})
    assert visit.page.url == "/min-sida"
    return guest.path


def _try(visit: Visit, code: str) -> int:
    visit.send("Fortsätt", {"code": code}, status=422)
    return visit.page.status


def _at_door(visit: Visit) -> Door:
    return Door.LINK if visit.get("/telefon/kod").url == "/telefon/kod" else Door.DEVICE


def _cookie(visit: Visit) -> str | None:
    cookie = visit.client.get_cookie("__Host-mellansteg", domain="mellansteg.example")
    return cookie.value if cookie and cookie.value else None
