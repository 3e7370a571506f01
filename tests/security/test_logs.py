"""Logs say what was asked of which page, and how it went. Never by whom, never about whom, never a word anybody wrote."""

import json

import pytest

from tests.security.addresses import path, routes, token
from tests.security.conftest import House
from tests.security.world import SECRETS
from webapp import logs
from webapp.logs import MAY_BE_SAID
from webapp.security import sessions

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def lines(capture: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    out, err = capture.readouterr()
    assert err == ""
    return [json.loads(line) for line in out.splitlines()]


def test_nothing_that_tells_of_a_person_is_logged(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    for who in ("stranger", "link", "phone", "fk", "leader"):
        visit = house.knocks(who)
        for name, rule in routes(house.app).items():
            where, method = path(house.app, house.world, rule), name.partition(" ")[0]
            sent = {"csrf_token": token(visit), "answer": SECRETS["need"], "address": "070-1740699"} if method == "POST" else None
            visit.client.open(where, method=method, base_url=visit.base_url, data=sent, query_string={"q": SECRETS["name"]})
    written = lines(capfd)
    assert len(written) > 100
    assert {key for line in written for key in line} <= MAY_BE_SAID
    text = json.dumps(written, ensure_ascii=False)
    people = [house.world.token, str(house.world.person), house.world.person.hex, str(house.world.work.fk), str(house.world.talk)]
    assert [word for word in [*SECRETS.values(), *people] if word in text] == []


def test_a_fault_is_logged_by_kind_and_place_without_its_message(
    house: House, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_visitor: object) -> None:
        raise ValueError(SECRETS["need"])

    monkeypatch.setattr(sessions, "touch", breaks)
    visit = house.knocks("phone")
    capfd.readouterr()
    visit.client.get("/min-sida", base_url=visit.base_url)
    broken, asked = lines(capfd)
    assert (broken["event"], broken["exception"]) == ("broken", "ValueError")
    assert "security/access.py" in str(broken["where"])
    assert (asked["endpoint"], asked["status"]) == ("my_page.home", 500)
    assert SECRETS["need"] not in json.dumps([broken, asked])


def test_what_may_not_be_said_is_dropped_before_it_is_written(house: House, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    logs.log.info("request", endpoint="a.b", address="070-1740699", path="/m/abc", name=SECRETS["name"])
    (line,) = lines(capfd)
    assert set(line) == {"event", "endpoint", "level", "timestamp"}
