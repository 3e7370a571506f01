"""A form that did not come from our own page, whole and fresh, changes nothing, and the visitor is told in her language."""

import pytest
from flask import Flask

from tests.security.addresses import path, routes, token
from tests.security.conftest import House
from tests.support.page import attribute
from webapp.security.access import is_from_a_machine

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

#: Those who would otherwise be let in, one of them for each form.
KNOWN = ("phone", "link", "leader", "fk")


def forms(app: Flask) -> list[str]:
    return [name for name, rule in routes(app).items() if name.startswith("POST ") and not is_from_a_machine(app, rule.endpoint)]


def test_one_address_alone_is_for_a_machine_that_has_no_form(app: Flask) -> None:
    assert set(routes(app)) - set(forms(app)) == {name for name in routes(app) if name.startswith("GET ")} | {"POST /r/<token>"}


def test_without_its_token_no_form_is_taken(house: House) -> None:
    before = house.everything()
    for who in KNOWN:
        visit = house.knocks(who)
        for name in forms(house.app):
            where = path(house.app, house.world, routes(house.app)[name])
            for fields in ({}, {"csrf_token": ""}, {"csrf_token": "made-up"}):
                assert visit.forge(where, fields, 400).heading == "Formuläret är för gammalt", name
    assert house.everything() == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_another_site_is_refused_though_its_token_is_right(house: House, site: str) -> None:
    before = house.everything()
    for who in KNOWN:
        visit = house.knocks(who)
        right = token(visit)
        for name in forms(house.app):
            where = path(house.app, house.world, routes(house.app)[name])
            page = visit.forge(where, {"csrf_token": right}, 403, site=site)
            assert page.heading == "Vi tog inte emot formuläret", name
    assert house.everything() == before


def test_somebody_elses_token_is_no_good(house: House) -> None:
    before = house.everything()
    foreign, phone = token(house.knocks("stranger")), house.knocks("phone")
    phone.get("/min-sida")
    assert phone.forge("/min-sida/utkast", {"csrf_token": foreign}, 400).heading == "Formuläret är för gammalt"
    assert house.everything() == before


@pytest.mark.parametrize(("language", "heading"), [("sv", "Formuläret är för gammalt"), ("en", None), ("ar", None)])
def test_the_page_speaks_the_visitors_language(house: House, language: str, heading: str | None) -> None:
    visit = house.knocks("stranger").another(language)
    page = visit.forge("/textstorlek", {}, 400)
    assert attribute(page.one("html"), "lang") == language
    assert (page.heading == "Formuläret är för gammalt") is (heading is not None), page.heading


def test_a_form_sent_after_the_visit_is_over_says_so_and_shows_the_way_in(house: House) -> None:
    before, stranger = house.everything(), house.knocks("stranger")
    page = stranger.forge("/samtal/staircase/need", {"answer": "Lugn och ro"}, 401)
    assert (page.heading, page.texts("main a")) == ("Du är utloggad", ["Få länken igen", "Till början"])
    assert page.texts(".kept h3") == ["Vad behöver du för att komma vidare?"]
    page = stranger.forge(f"/kurser/{house.world.work.course}/deltagare/flera", {"asked": "x", "lines": "Amal"}, 401)
    assert (page.heading, page.texts("main a")) == ("Du är utloggad", ["Logga in", "Till början"])
    assert page.texts(".kept h3") == ["En person på varje rad"]
    assert stranger.forge("/textstorlek", {}, 400).heading == "Formuläret är för gammalt"
    assert house.everything() == before


def test_a_closed_page_leads_first_to_the_link(house: House) -> None:
    page = house.knocks("stranger").get("/min-sida", 401)
    assert (page.texts("main a.go"), page.texts("main a.other")) == (["Få länken igen"], ["Till början"])
    assert attribute(house.knocks("stranger").get("/").one("main a.other"), "href") == "/ny-lank"


def test_what_was_written_is_given_back(house: House) -> None:
    page = house.knocks("phone").forge("/samtal/staircase/need", {"answer": "En lugn start <b>tack</b>"}, 400)
    assert "En lugn start <b>tack</b>" in page.texts("blockquote")


@pytest.mark.parametrize(
    ("answer", "kept"), [("e-post", ["e-post"]), ("1985-1990", ["1985-1990"]), ("2-3", []), ("not-ready", []), ("show_both", [])]
)
def test_a_word_like_a_choice_is_given_back_and_a_choice_is_not(house: House, answer: str, kept: list[str]) -> None:
    page = house.knocks("phone").forge("/samtal/staircase/need", {"answer": answer, "talk": "x", "skip": "1"}, 400)
    assert page.texts("blockquote") == kept


def test_a_pasted_list_is_given_back_line_by_line(house: House) -> None:
    where = f"/kurser/{house.world.work.course}/deltagare/flera"
    page = house.knocks("leader").forge(where, {"asked": "x", "lines": "Amal; 070-1740605\r\nBo; 070-1740606"}, 400)
    assert '<blockquote dir="auto">Amal; 070-1740605\r\nBo; 070-1740606</blockquote>' in page.html


def test_a_form_that_is_too_large_is_a_plain_page(house: House) -> None:
    before = house.everything()
    visit = house.knocks("phone")
    answer = visit.client.post("/samtal/staircase/need", base_url=visit.base_url, data={"csrf_token": token(visit), "answer": "x" * 70_000})
    assert (answer.status_code, answer.text.count("<h1>Det gick inte</h1>")) == (413, 1)
    assert house.everything() == before


def test_looking_changes_nothing(house: House) -> None:
    """Every page, by everybody. Only the trace of a staff reading is added."""
    before = house.everything()
    for who in KNOWN:
        visit = house.knocks(who)
        for name, rule in routes(house.app).items():
            if name.startswith("GET "):
                visit.client.get(path(house.app, house.world, rule), base_url=visit.base_url)
                visit.client.head(path(house.app, house.world, rule), base_url=visit.base_url)
    after = house.everything()
    assert before.pop("audit_entry") == []
    assert len(after.pop("audit_entry")) >= 1
    assert after == before
