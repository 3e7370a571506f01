"""Whatever the answer, the browser is told the same: nothing from elsewhere, nothing kept, nothing told to others."""

import pytest
from werkzeug.test import TestResponse

from tests.security.addresses import path, routes, token
from tests.security.conftest import House
from webapp.parts import HEADER, LENGTH
from webapp.security import sessions

PAGE = (
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';"
    "form-action 'self';base-uri 'none';frame-ancestors 'none'"
)
NO_PAGE = "default-src 'none';frame-ancestors 'none'"
#: A way to another page, which has no body.
NO_BODY = "default-src 'none'"
ALWAYS = {
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=()",
}


def told(answer: TestResponse) -> dict[str, str | None]:
    """What it says of all that every answer says, once its policy is seen to be that of a page, or of no page."""
    policy = NO_BODY if answer.status_code == 303 else PAGE if answer.mimetype == "text/html" else NO_PAGE
    assert answer.headers["Content-Security-Policy"] == policy
    return {name: answer.headers.get(name) for name in ALWAYS}


def test_every_answer_carries_them(house: House) -> None:
    statuses = set()
    for who in ("stranger", "phone", "fk", "leader"):
        visit = house.knocks(who)
        for name, rule in routes(house.app).items():
            method = name.partition(" ")[0]
            answer = visit.client.open(path(house.app, house.world, rule), method=method, base_url=visit.base_url)
            assert told(answer) == ALWAYS, f"{name} by {who}: {answer.status_code}"
            assert (answer.headers["Cache-Control"], answer.headers.get("Vary")) == ("no-store", None), name
            statuses.add(answer.status_code)
    assert statuses >= {200, 303, 400, 401, 403, 404}


@pytest.mark.parametrize("frame", ["", "anything"], ids=["the one it shows", "another"])
def test_also_where_a_script_asks_for_a_part_which_nobody_can_frame(house: House, frame: str) -> None:
    visit = house.knocks("phone")
    shown = visit.client.get("/min-sida", base_url=visit.base_url).text.partition('data-frame="')[2][:LENGTH]
    answer = visit.client.get("/min-sida", base_url=visit.base_url, headers={HEADER: frame or shown})
    assert ("<html" in answer.text, answer.headers["Content-Security-Policy"]) == (bool(frame), "default-src 'none'")
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


@pytest.mark.parametrize("address", ["/finns-inte", "/s/finns-inte.css", "/%00", "/m/<script>"])
def test_also_where_there_is_nothing(house: House, address: str) -> None:
    visit = house.knocks("stranger")
    answer = visit.client.get(address, base_url=visit.base_url)
    assert (answer.status_code, told(answer)) == (404, ALWAYS)


def test_also_when_a_method_is_not_taken(house: House) -> None:
    visit = house.knocks("stranger")
    answer = visit.client.put("/min-sida", base_url=visit.base_url)
    assert (answer.status_code, told(answer)) == (405, ALWAYS)


def test_also_when_something_breaks(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise ValueError("Kanariea")

    monkeypatch.setattr(sessions, "touch", lambda _visitor: breaks())
    visit = house.knocks("phone")
    answer = visit.client.get("/min-sida", base_url=visit.base_url)
    assert (answer.status_code, told(answer)) == (500, ALWAYS)
    assert "Kanariea" not in answer.text


def test_files_are_kept_for_ever_under_the_name_that_holds_their_hash(house: House) -> None:
    visit = house.knocks("stranger")
    page = visit.get("/sa-hanterar-vi")
    for link in page.all("link[rel=stylesheet]"):
        answer = visit.client.get(link.attrs["href"] or "", base_url=visit.base_url)
        assert (answer.status_code, told(answer)) == (200, ALWAYS)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_turn_sets_no_cookie(house: House) -> None:
    for who, where in (("phone", "/min-sida/trappan"), ("fk", "/mina-deltagare")):
        visit = house.knocks(who)
        token(visit)
        answer = visit.client.get(where, base_url=visit.base_url)
        assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, []), where
