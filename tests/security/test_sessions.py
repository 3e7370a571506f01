"""A session is a row: a new one behind each door, ended at once, and never longer than it should be."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from time_machine import Traveller

from tests.security.conftest import House
from tests.support.visit import Visit
from webapp.ground import clock as time
from webapp.ground.parties import Door
from webapp.people.models import Participant, StaffAccount
from webapp.security import access, sessions
from webapp.security.models import VisitorSession
from webapp.storage import transaction

COOKIE = "__Host-mellansteg"


def cookie(visit: Visit) -> str:
    found = visit.client.get_cookie(COOKIE, domain="mellansteg.example")
    return found.value if found else ""


def get(visit: Visit, path: str = "/min-sida") -> int:
    return visit.client.get(path, base_url=visit.base_url).status_code


def raised(house: House, visit: Visit) -> Visit:
    """The same visitor behind the door "device", as the right code or the right words lead to."""
    with house.app.test_request_context(base_url=visit.base_url, headers={"Cookie": f"{COOKIE}={cookie(visit)}"}):
        with transaction() as session:
            sessions.raise_door(session, access.visitor(), at=time.now())
        answer = sessions.send_cookie(house.app.make_response(""))
    another = Visit(house.app)
    secret = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    another.client.set_cookie(COOKIE, secret, domain="mellansteg.example", secure=True)
    return another


def test_a_higher_door_is_a_new_session_and_the_old_one_is_dead(house: House) -> None:
    link = house.knocks("link")
    device = raised(house, link)
    assert cookie(device) != cookie(link)
    assert (get(device), get(link)) == (200, 401)


def test_opening_the_link_gives_a_session_that_was_not_there_before(house: House) -> None:
    visit = house.knocks("stranger")
    visit.client.set_cookie(COOKIE, "chosen-by-somebody-else", domain="mellansteg.example", secure=True)
    visit.get(f"/m/{house.world.token}?sida=1")
    before = cookie(visit)
    visit.send(visit.page.texts("main button")[0])
    assert cookie(visit) not in {"", before}


def test_the_cookie_is_for_us_alone(house: House) -> None:
    visit = house.knocks("stranger")
    page = visit.get(f"/m/{house.world.token}")
    token = page.all("main input[name=csrf_token]")[0].attrs["value"]
    answer = visit.client.post(f"/m/{house.world.token}", base_url=visit.base_url, data={"csrf_token": token})
    set_cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith(COOKIE))
    assert {part.strip().partition("=")[0] for part in set_cookie.split(";")[1:]} == {"Secure", "HttpOnly", "Path", "SameSite"}
    assert "Path=/;" in f"{set_cookie};"
    assert "SameSite=Lax" in set_cookie


def test_only_a_hash_of_the_secret_is_kept(house: House) -> None:
    secret = cookie(house.knocks("phone"))
    with house.inside() as session:
        rows = session.execute(select(VisitorSession.__table__)).all()
    assert rows
    assert secret not in str(rows)


def test_a_borrowed_phone_is_forgotten_after_half_an_hour_without_a_page_turn(house: House, clock: Traveller) -> None:
    device = raised(house, _borrowed(house))
    for _ in range(3):
        clock.shift(timedelta(minutes=29))
        assert get(device) == 200
    clock.shift(timedelta(minutes=31))
    assert get(device) == 401


def _borrowed(house: House) -> Visit:
    """A link opened on a phone that nobody has called her own."""
    visit = house.knocks("stranger")
    with house.app.test_request_context(base_url=visit.base_url):
        with transaction() as session:
            sessions.begin(session, at=time.now(), participant_id=house.world.person, door=Door.LINK)
        answer = sessions.send_cookie(house.app.make_response(""))
    secret = answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    visit.client.set_cookie(COOKIE, secret, domain="mellansteg.example", secure=True)
    return visit


def test_her_own_phone_stays_until_the_case_ends(house: House, clock: Traveller) -> None:
    phone = house.knocks("phone")
    clock.shift(timedelta(days=60))
    assert get(phone) == 200
    with house.inside() as session:
        session.get_one(Participant, house.world.person).ended_at = time.now()
    assert get(phone) == 401


def test_a_desk_left_alone_is_signed_out(house: House, clock: Traveller) -> None:
    desk = house.knocks("fk")
    clock.shift(timedelta(minutes=29))
    assert get(desk, "/mina-deltagare") == 200
    clock.shift(timedelta(minutes=31))
    assert get(desk, "/mina-deltagare") == 401


def test_nobody_on_staff_is_signed_in_longer_than_a_day_at_work(house: House, clock: Traveller) -> None:
    desk = house.knocks("fk")
    for _ in range(36):
        clock.shift(timedelta(minutes=20))
        assert get(desk, "/mina-deltagare") == 200
    clock.shift(timedelta(minutes=1))
    assert get(desk, "/mina-deltagare") == 401


@pytest.mark.parametrize("change", [{"active": False}, {"role": "coordinator"}, {"agency": None}])
def test_what_staff_may_do_follows_the_account_at_once(house: House, change: dict[str, object]) -> None:
    desk = house.knocks("fk")
    assert get(desk, "/mina-deltagare") == 200
    with house.inside() as session:
        account = session.get_one(StaffAccount, house.world.work.fk)
        for name, value in change.items():
            setattr(account, name, type(account.role)(value) if name == "role" else value)
    assert get(desk, "/mina-deltagare") in {401, 403, 404}


def test_signing_out_ends_the_session_and_not_only_the_cookie(house: House) -> None:
    desk = house.knocks("fk")
    secret = cookie(desk)
    desk.get("/mina-deltagare")
    token = next(field.attrs["value"] or "" for field in desk.page.all("input[name=csrf_token]"))
    desk.forge("/logga-ut", {"csrf_token": token}, 200)
    desk.client.set_cookie(COOKIE, secret, domain="mellansteg.example", secure=True)
    assert get(desk, "/mina-deltagare") == 401


def test_a_made_up_cookie_is_a_stranger(house: House) -> None:
    visit = house.knocks("stranger")
    for value in ("", "x", "a" * 3000, "\u00e5"):
        visit.client.set_cookie(COOKIE, value, domain="mellansteg.example", secure=True)
        assert get(visit) == 401


def test_a_file_of_a_page_is_nobodys_visit(house: House, clock: Traveller) -> None:
    desk = house.knocks("leader")
    style = next(address for address in house.app.extensions["static_files"] if address.startswith("mellansteg."))
    clock.shift(timedelta(minutes=5))
    with house.app.app_context(), transaction() as session:
        before = session.scalars(select(VisitorSession.seen_at)).all()
    assert get(desk, f"/s/{style}") == 200
    with house.app.app_context(), transaction() as session:
        assert session.scalars(select(VisitorSession.seen_at)).all() == before
    get(desk, "/kurser")
    with house.app.app_context(), transaction() as session:
        assert session.scalars(select(VisitorSession.seen_at)).all() != before
