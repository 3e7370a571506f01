"""Logg: an administrator finds what staff have done, and learns neither who a participant is nor what she has shown."""

import ast
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest
from time_machine import Traveller

import webapp
from tests.desk.casework import a_case, casework, lifts_secrecy, places, shares
from tests.people import some
from tests.sign_in.offices import Office
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.ground.parties import Role
from webapp.security import audit
from webapp.security.searching import PAGE, handle_of
from webapp.sign_in.wording import ACTS, KINDS, UNTOLD

ABOUT = 3


@pytest.fixture
def desk(at_work: Office) -> Visit:
    return at_work.enters(at_work.admin)


def asks(desk: Visit, **asked: str) -> list[str]:
    """What stands in each row but its time."""
    page = desk.get(f"/konton/logg?{urlencode(asked)}")
    cells = page.texts("tbody td")
    return [" ".join(cells[row : row + ABOUT]).strip() for row in range(0, len(cells), ABOUT)]


def writes(office: Office, act: str, *, by: UUID | None = None, about: UUID | None = None, detail: str = "") -> None:
    with office.elsewhere() as session:
        audit.record(session, act, at=now.now(), staff_id=by, participant_id=about, detail=detail)


@both_databases
def test_each_way_to_search_finds_its_own_and_nothing_else(at_work: Office, desk: Visit, clock: Traveller) -> None:
    anna, bea, her, other = at_work.leader.id, at_work.admin.id, UUID("1" * 32), UUID("1111111" + "2" + "1" * 24)
    clock.shift(timedelta(days=2))
    day = now.today()
    writes(at_work, "case.read", by=anna, about=her)
    writes(at_work, "gk.booked", by=anna, about=other)
    writes(at_work, "account.closed", by=bea, detail=str(anna))
    desk = at_work.enters(at_work.admin)
    read, booked, closed = (
        "Maj Lind Öppnade ett ärende 11111111",
        "Maj Lind Bokade ett möte 11111112",
        "Ada Holm Avslutade ett konto Maj Lind",
    )
    assert asks(desk, first=str(day))[1:] == [closed, booked, read]
    assert asks(desk, who=str(anna)) == [booked, read]
    assert asks(desk, kind="accounts") == [closed]
    assert asks(desk, kind="read", who=str(bea)) == []
    assert asks(desk, handle="11111111") == [read]
    assert asks(desk, handle=str(other)) == [booked]
    assert asks(desk, last=str(day - timedelta(days=1))) == ["Ada Holm Loggade in"]
    assert asks(desk, first=str(day + timedelta(days=1))) == []


def test_nobody_learns_whether_a_placement_was_shown(at_work: Office, desk: Visit) -> None:
    with at_work.elsewhere() as session:
        work = casework(session)
        person, silent = a_case(session, work), a_case(session, work, "Ali")
        lifts_secrecy(session, person)
        shares(session, person, places(session, person, "2-3", need="Lugn och ro"))
    handler = at_work.sits(work.fk)
    for one in (person, silent):
        handler.get(f"/mina-deltagare/{one}")
    assert asks(desk, kind="read") == [f"Nils Ek Öppnade ett ärende {handle_of(one)}" for one in (silent, person)]
    assert [word for word in ("Kim", "Ali", "Lugn", "Vårkursen") if word in desk.page.text] == []


def test_what_participants_do_and_what_happens_elsewhere_is_not_there(at_work: Office, desk: Visit) -> None:
    with at_work.elsewhere() as session:
        far = some.staff(session, "Tor Ek", Role.ADMINISTRATOR, area="Bergslagen")
    writes(at_work, "agenda.shown", about=UUID(int=5), detail="mental")
    writes(at_work, "staff.refused", detail="passkey")
    writes(at_work, "staff.signed-in", by=far)
    writes(at_work, "something.new", by=at_work.leader.id)
    assert asks(desk) == ["Ada Holm Loggade in"]
    assert asks(desk, who=str(far)) == ["Ada Holm Loggade in"]
    assert at_work.sits(far).get("/konton/logg").texts("tbody td") == ["Tor Ek", "Loggade in", ""]


@pytest.mark.parametrize(
    "asked",
    [{"first": "igår"}, {"last": "9999-12-31"}, {"handle": "Kim"}, {"handle": "1111"}, {"handle": "1" * 33}, {"first": "0001-01-01"}],
)
def test_what_cannot_be_read_is_said_and_kept(desk: Visit, asked: dict[str, str]) -> None:
    assert asks(desk, **asked) == []
    assert len(desk.page.texts(".errors p")) == 1
    ((name, value),) = asked.items()
    assert desk.page.one(f"#{name}").attrs["value"] == value


@pytest.mark.parametrize("before", ["-1", "0", "x", "9" * 40])
def test_a_number_that_is_none_is_taken_for_the_beginning(desk: Visit, before: str) -> None:
    assert asks(desk, before=before) == ["Ada Holm Loggade in"]


def test_older_entries_stand_on_the_next_page(at_work: Office, desk: Visit) -> None:
    for _ in range(PAGE + 1):
        writes(at_work, "case.read", by=at_work.leader.id, about=UUID(int=7))
    assert len(asks(desk, kind="read")) == PAGE
    desk.click("Äldre")
    assert len(desk.page.texts("tbody tr")) == 1


def _acts() -> set[str]:
    """Every act that is written out where something is recorded."""
    calls = [node for path in Path(webapp.__path__[0]).rglob("*.py") for node in ast.walk(ast.parse(path.read_text()))]
    said = [call.args[1] for call in calls if isinstance(call, ast.Call) and ast.unparse(call.func) == "audit.record"]
    return {text.value for one in said for text in ast.walk(one) if isinstance(text, ast.Constant) and isinstance(text.value, str)}


def test_every_act_has_words_or_is_meant_to_have_none() -> None:
    assert _acts() - set(ACTS) - UNTOLD == set()
    assert set(ACTS) & UNTOLD == set()
    assert sorted(act for _, acts in KINDS.values() for act in acts) == sorted(ACTS)
