"""The language and the text size are changed where one stands, and nobody is led elsewhere on the way."""

import pytest
from flask import Flask

from tests.invitations.guests import a_guest
from tests.security.addresses import token
from tests.security.conftest import House
from tests.support.page import attribute
from tests.support.visit import Visit

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

ELSEWHERE = [
    *("//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "/ /evil.example"),
    *("https://evil.example/", "evil.example", "", "\x00/evil.example", "/\x00/evil.example", "/min-sida\\..\\evil.example", "/sida\u2028"),
]


@pytest.mark.parametrize("path", ["/sprak", "/textstorlek"])
@pytest.mark.parametrize("back", ELSEWHERE)
def test_what_is_no_path_of_ours_leads_to_the_start(house: House, path: str, back: str) -> None:
    assert _back(house.knocks("phone"), back, path) == "/"


@pytest.mark.parametrize("back", ["/min-sida", "/hjalp-nu", "/finns/inte", "/s%C3%B6k", "/%5cevil.example", "/%00"])
def test_a_path_of_ours_leads_there(house: House, back: str) -> None:
    assert _back(house.knocks("phone"), back) == back


@pytest.mark.parametrize(
    ("back", "page"),
    [
        ("/telefon/skicka-kod", "/telefon"),
        ("/telefon/i-rummet", "/telefon"),
        ("/textstorlek", "/"),
        ("/kurser/6f2cbb0e-3c1f-4a0e-9f53-1b3f8a9d2c11/skicka", "/kurser/6f2cbb0e-3c1f-4a0e-9f53-1b3f8a9d2c11"),
    ],
)
def test_what_only_takes_a_form_leads_to_the_page_it_was_sent_from(house: House, back: str, page: str) -> None:
    assert _back(house.knocks("phone"), back) == page


def test_the_language_is_changed_on_a_page_that_answered_a_form(app: Flask, visit: Visit) -> None:
    visit.get(a_guest(app).path)
    visit.send("Fortsätt")
    for status in (200, 200, 200, 429):
        visit.get("/telefon")
        visit.send("Skicka en kod till •• 12", status=status)
    visit.send("English")
    assert (visit.page.url, attribute(visit.page.one("html"), "lang")) == ("/telefon", "en")


@pytest.mark.parametrize("path", ["/%00", "/a%00b/c", "/%F0%9F%8D%8E", "/100%25", "/%22%3E%3Cb"])
def test_a_strange_address_comes_back_as_it_was(visit: Visit, path: str) -> None:
    page = visit.get(path, status=404)
    assert "\x00" not in page.html
    assert attribute(page.all("input[name=back]")[0], "value") == path
    assert visit.send("English", status=404).response.request.full_path.rstrip("?")


def _back(visit: Visit, back: str, path: str = "/sprak") -> str:
    fields = {"csrf_token": token(visit), "speak": "en", "size": "large", "back": back}
    answer = visit.client.post(path, base_url=visit.base_url, data=fields)
    assert answer.status_code == 303
    return answer.headers["Location"]
