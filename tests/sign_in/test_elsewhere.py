"""Signing in with a provider: a real one, on this machine. Only whom it calls what counts, and only for whoever was invited that way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.sign_in import provider
from tests.sign_in.offices import Office, office
from tests.sign_in.provider import RealProvider
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.visit import Visit
from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.people.models import StaffAccount
from webapp.sign_in import queries, service
from webapp.sign_in.models import OutsideAccount
from webapp.sign_in.values import NewAccount
from webapp.storage import reading

NOT_IN = "Inloggningen blev inte av"
NO_ACCOUNT = "Du har inget konto här"


@pytest.fixture(scope="module")
def staden() -> Iterator[RealProvider]:
    with provider.running() as here:
        yield here


@pytest.fixture(autouse=True)
def today() -> Iterator[time_machine.Traveller]:
    """The provider's clock is the machine's, so ours is too."""
    real = time_machine.escape_hatch.datetime.datetime.now(UTC)
    with time_machine.travel(real, tick=True) as traveller:
        yield traveller


@contextmanager
def an_office(databases: Databases, engine: Engine, folder: Path, *here: RealProvider) -> Iterator[Office]:
    more = {name: value for one in here for name, value in one.settings.items()}
    with running(settings_for(databases.migrated(engine, folder), folder, **more)) as app:
        yield office(app)


@pytest.fixture
def at_work(databases: Databases, engine: Engine, tmp_path: Path, staden: RealProvider) -> Iterator[Office]:
    with an_office(databases, engine, tmp_path, staden) as at_work:
        yield at_work


def way(visit: Visit, path: str = "/logga-in/med/staden") -> str:
    """Where the link leads: to the provider."""
    answer = visit.client.get(path, base_url=visit.base_url)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def joins(at_work: Office, staden: RealProvider, who: str, visit: Visit | None = None) -> Visit:
    """The editor is invited, and takes it up with the provider."""
    with at_work.elsewhere() as session:
        address = f"{who}@inbjuden.example"
        staff_id = service.invite(session, at_work.area, NewAccount("Rut Hed", address, Role.EDITOR), at=clock.now())
    visit = visit or Visit(at_work.app)
    visit.get(at_work.link_of(staff_id))
    page = visit.send("Fortsätt")
    visit.get(staden.says_who(way(visit, page.link("Logga in med Staden")), who), status=None)
    return visit


def test_whoever_was_invited_and_took_it_up_there_comes_in_that_way(at_work: Office, staden: RealProvider) -> None:
    joins(at_work, staden, "rut").send("Logga ut")
    visit = Visit(at_work.app)
    visit.get("/logga-in")
    page = visit.get(staden.says_who(way(visit, visit.page.link("Logga in med Staden")), "rut"))
    assert page.heading == "Mellansteg, mellan två möten"
    assert "Rut Hed, Redaktör" in visit.get("/mitt-konto").texts("main p")
    assert at_work.acts()[-1] == ("staff.signed-in", "provider staden")


def test_no_claim_of_a_role_makes_anybody_more(at_work: Office, staden: RealProvider) -> None:
    """The provider says of everybody that she is an administrator."""
    joins(at_work, staden, "rut").get("/konton", status=403)


def test_an_address_alone_opens_nothing(at_work: Office, staden: RealProvider) -> None:
    """`ada@exempel.se` is an administrator's, and the provider says that this is her address."""
    visit = Visit(at_work.app)
    assert visit.get(staden.says_who(way(visit), "ada"), status=403).heading == NO_ACCOUNT
    visit.get("/konton", status=401)
    assert at_work.acts()[-1] == ("staff.refused", "provider staden")


def test_one_person_there_is_one_account_here(at_work: Office, staden: RealProvider) -> None:
    joins(at_work, staden, "rut")
    other = joins(at_work, staden, "rut2")
    assert other.get("/mitt-konto").heading == "Mitt konto"
    with at_work.elsewhere() as session:
        staff_id = service.invite(session, at_work.area, NewAccount("Siv Ny", "siv@exempel.se", Role.EDITOR), at=clock.now())
    third = Visit(at_work.app)
    third.get(at_work.link_of(staff_id))
    third.send("Fortsätt")
    page = third.get(staden.says_who(way(third, "/logga-in/med/staden?inbjudan=1"), "rut"), status=403)
    assert page.heading == NO_ACCOUNT
    third.get(at_work.link_of(staff_id))


def test_of_her_name_there_only_a_hash_is_kept(at_work: Office, staden: RealProvider) -> None:
    joins(at_work, staden, "19850101-2384")
    with at_work.app.app_context():
        rows = reading().execute(select(OutsideAccount.__table__)).all()
    assert len(rows) == 1
    assert "2384" not in str(rows)


def test_whoever_has_left_is_not_let_in(at_work: Office, staden: RealProvider) -> None:
    visit = joins(at_work, staden, "rut")
    with at_work.elsewhere() as session:
        found = queries.outside(session, staden.issuer, "rut")
        assert found
        session.get_one(StaffAccount, found.staff_id).active = False
    visit.get("/mitt-konto", status=401)
    again = Visit(at_work.app)
    assert again.get(staden.says_who(way(again), "rut"), status=403).heading == NO_ACCOUNT


def changed(back: str, **other: str | None) -> str:
    """The same way back with something else in it."""
    path, _, query = back.partition("?")
    said = {name: values[0] for name, values in parse_qs(query).items()} | other
    return f"{path}?{urlencode({name: value for name, value in said.items() if value is not None})}"


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "made-up"},
        {"state": None},
        {"code": "made-up"},
        {"code": None},
        {"iss": "https://other.example"},
        {"error": "access_denied", "code": None},
    ],
    ids=str,
)
def test_what_does_not_fit_is_a_clear_page_and_nothing_else(at_work: Office, staden: RealProvider, wrong: dict[str, str | None]) -> None:
    joins(at_work, staden, "rut")
    visit, before = Visit(at_work.app), len(at_work.acts())
    page = visit.get(changed(staden.says_who(way(visit), "rut"), **wrong), status=400)
    assert (page.heading, page.texts("main a")) == (NOT_IN, ["Till inloggningen"])
    visit.get("/mitt-konto", status=401)
    assert len(at_work.acts()) == before


def test_the_way_back_is_good_once_and_in_one_browser(at_work: Office, staden: RealProvider) -> None:
    joins(at_work, staden, "rut")
    visit, thief = Visit(at_work.app), Visit(at_work.app)
    back = staden.says_who(way(visit), "rut")
    assert thief.get(back, status=400).heading == NOT_IN
    visit.client.head(back, base_url=visit.base_url)
    visit.get(back)
    visit.send("Logga ut")
    assert visit.get(back, status=400).heading == NOT_IN


def test_an_answer_to_another_question_is_refused(at_work: Office, staden: RealProvider) -> None:
    """The nonce in the token must be the one that this browser was sent away with."""
    joins(at_work, staden, "rut")
    visit = Visit(at_work.app)
    asked = way(visit)
    other = changed(asked, nonce="somebody-elses")
    assert parse_qs(urlsplit(asked).query)["code_challenge_method"] == ["S256"]
    assert visit.get(staden.says_who(other, "rut"), status=400).heading == NOT_IN
    visit.get("/mitt-konto", status=401)


def test_a_code_without_its_verifier_is_refused(at_work: Office, staden: RealProvider) -> None:
    joins(at_work, staden, "rut")
    visit = Visit(at_work.app)
    other = changed(way(visit), code_challenge="E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    assert visit.get(staden.says_who(other, "rut"), status=400).heading == NOT_IN


def test_before_doors_are_changed_she_shows_who_she_is_there(at_work: Office, staden: RealProvider, today: time_machine.Traveller) -> None:
    browser = requests.Session()
    visit = joins(at_work, staden, "rut")
    today.shift(timedelta(minutes=11))
    page = visit.get("/mitt-konto/passkey")
    assert page.heading == "Visa att det är du"
    today.shift(timedelta(minutes=-11))
    asked = way(visit, page.link("Logga in med Staden"))
    assert {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items() if name in {"prompt", "max_age"}} == {
        "prompt": "login",
        "max_age": "0",
    }
    assert visit.get(staden.says_who(asked, "rut", browser=browser)).heading == "Lägg till en passkey"
    asked = way(visit, "/logga-in/med/staden?till=passkey")
    assert visit.get(staden.says_who(asked, "somebody-else"), status=400).heading == NOT_IN


def test_that_she_was_in_there_already_shows_nothing(at_work: Office, staden: RealProvider) -> None:
    """Whoever takes `prompt` out of the way is sent back at once, and has not been asked."""
    visit, browser = joins(at_work, staden, "rut"), requests.Session()
    staden.says_who(way(Visit(at_work.app)), "rut", browser=browser)
    asked = changed(way(visit, "/logga-in/med/staden?till=passkey"), prompt=None, max_age=None)
    assert visit.get(staden.says_who(asked, "nobody is asked", browser=browser), status=400).heading == NOT_IN


def test_a_provider_that_is_away_is_said_to_be(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    with provider.running() as gone:
        pass
    with an_office(databases, engine, tmp_path, gone) as at_work:
        page = Visit(at_work.app).get("/logga-in/med/staden", status=502)
        assert page.heading == NOT_IN
        assert "Staden svarar inte just nu." in page.text
        at_work.enters(at_work.leader)


def test_a_provider_that_goes_away_meanwhile_lets_nobody_in(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    with provider.running() as here, an_office(databases, engine, tmp_path, here) as at_work:
        visit = Visit(at_work.app)
        back = here.says_who(way(visit), "rut")
        here_no_more = at_work.app.extensions["providers"].create_client("staden").server_metadata
        here_no_more["token_endpoint"] = "http://127.0.0.1:9/token"
        assert visit.get(back, status=502).heading == NOT_IN


def test_one_that_calls_itself_something_else_is_no_provider_of_ours(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    with provider.running(issuer="http://127.0.0.1:9") as here, an_office(databases, engine, tmp_path, here) as at_work:
        assert Visit(at_work.app).get("/logga-in/med/staden", status=502).heading == NOT_IN


def test_several_stand_beside_each_other(databases: Databases, engine: Engine, tmp_path: Path, staden: RealProvider) -> None:
    with provider.running("RIKET", label="Riket") as riket, an_office(databases, engine, tmp_path, staden, riket) as at_work:
        joins(at_work, staden, "rut")
        visit = Visit(at_work.app)
        assert visit.get(riket.says_who(way(visit, "/logga-in/med/riket"), "rut"), status=403).heading == NO_ACCOUNT
        assert len(visit.get("/logga-in").all("main a.other")) == 2


def test_one_nobody_has_set_is_not_there(app: Flask, visit: Visit) -> None:
    for path in ("/logga-in/med/staden", "/logga-in/svar/staden?code=x&state=y"):
        visit.get(path, status=404)
