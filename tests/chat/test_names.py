"""Names on a participant's pages: in Arabic each keeps its own direction and stays whole, and a greeting comes where greetings come."""

import re
from uuid import UUID

import pytest

from tests.support.fixtures import both_databases
from tests.support.page import Page
from tests.support.visit import Visit

pytestmark = both_databases

NAMES = ("Kim", "Nils Ek", "Sara Dahl", "Maj Lind")
#: A handler's name as it stands in the page's source.
NILS, SARA = (f'<bdi dir="auto">{name}</bdi>' for name in ("Nils\N{NO-BREAK SPACE}Ek", "Sara\N{NO-BREAK SPACE}Dahl"))


def bare(page: Page) -> list[str]:
    """Names that stand in the text of an Arabic page without an island of their own."""
    source = re.sub(r"<bdi[^>]*>.*?</bdi>|<[^>]*>", "", page.html, flags=re.DOTALL).replace("\N{NO-BREAK SPACE}", " ")
    return [name for name in NAMES if name in source]


def gives_secrecy(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("العربية")
    phone.send("متابعة")
    phone.send("متابعة", {"answer": "goes_on"})
    phone.send("متابعة", {"answer": "give"})


def test_names_on_arabic_staircase_pages_keep_their_direction_and_stay_whole(phone: Visit) -> None:
    gives_secrecy(phone)
    assert (bare(phone.page), NILS in phone.page.html, SARA in phone.page.html) == ([], True, True)
    phone.send("متابعة", {"name": "Kim", "agree": "y"})
    phone.send("إرسال إجابتي")
    phone.get("/samtal/staircase")
    phone.send("متابعة", {"answer": "1-2"})
    phone.send("تخطّي")
    phone.send("متابعة", {"answer": "5-9"})
    for given in (None, {"answer": "show_both"}):
        if given:
            phone.send("متابعة", given)
        assert (bare(phone.page), NILS in phone.page.html, SARA in phone.page.html) == ([], True, True), phone.page.url
    phone.send("حفظ إجابتي")
    assert (bare(phone.page), NILS in phone.page.html, SARA in phone.page.html) == ([], True, True), phone.page.url


@pytest.mark.parametrize("path", ["/min-sida", "/min-sida/trappan", "/min-sida/trappan/visa-for/both", "/min-sida/vem-har-last"])
def test_no_name_on_her_arabic_pages_stands_bare(phone: Visit, path: str) -> None:
    phone.get("/samtal/staircase")
    phone.send("العربية")
    phone.send("متابعة", {"answer": "3"})
    phone.send("تخطّي")
    phone.send("متابعة", {"answer": "5-9"})
    phone.send("متابعة", {"answer": "keep_private"})
    phone.send("حفظ إجابتي")
    assert bare(phone.get(path)) == []


def test_the_one_to_call_has_a_name_that_is_not_broken(phone: Visit, person: UUID) -> None:
    html = phone.get("/min-sida/trappan").html
    foot = html[html.index("<footer") :]
    assert re.findall(r'<bdi dir="auto">(.*?)</bdi>', foot) == ["Maj\N{NO-BREAK SPACE}Lind"]


@pytest.mark.parametrize("flow", ["consent-secrecy", "consent-statistics", "staircase"])
def test_the_program_greets_before_the_first_question_and_only_there(phone: Visit, flow: str) -> None:
    first = phone.get(f"/samtal/{flow}")
    assert [one.name for one in first.all("main .said, main h1")] == ["div", "h1"]
    assert [one.startswith("Hej. Jag är ett datorprogram.") for one in first.texts("main .said")] == [True]
    second = phone.send("Fortsätt", {"answer": "2"} if flow == "staircase" else None)
    assert [one for one in second.texts("main .said") if "datorprogram" in one] == []


def test_her_own_page_says_where_she_is_before_it_greets_her(phone: Visit) -> None:
    page = phone.get("/min-sida")
    assert [one.name for one in page.all("main > *")][:2] == ["h1", "div"]
    assert page.texts("main > *")[:2] == ["Min sida", "Hej Kim."]
