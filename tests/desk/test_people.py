"""A leader puts people in a course: all good or nothing saved, and never a personal number."""

from datetime import timedelta

import pytest
import time_machine

from tests.desk.course_desk import AMAL, CourseDesk
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.people import queries as people

LINES = "Amal; 070-1740605; العربية\nBo Ek; bo@post.example; English\nskyddad"
PASTE, SAVE = "Lägg till flera deltagare", "Lägg till alla"


def paste(desk: CourseDesk, lines: str, status: int = 200) -> Visit:
    maj = desk.sits(desk.maj)
    maj.get(desk.page)
    maj.click(PASTE)
    maj.send(SAVE, {"En person på varje rad": lines}, status=status)
    return maj


def names(desk: CourseDesk) -> list[str | None]:
    with desk.elsewhere() as session:
        return [person.name for person in people.participants_in(session, desk.course)]


@both_databases
def test_pasted_people_stand_in_the_course(desk: CourseDesk) -> None:
    page = paste(desk, LINES).page
    assert [row.split()[0] for row in page.texts("section table.list tbody th")][:3] == ["Amal", "Bo", "Deltagare"]
    assert "العربية" in page.text
    assert "•• 05" in page.text
    assert "b••@post.example" in page.text
    assert "1740605" not in page.html
    assert "bo@post" not in page.html
    assert "Kursen har färre än sex deltagare." in page.text


def test_lines_copied_from_a_spreadsheet_are_read(desk: CourseDesk) -> None:
    paste(desk, "Amal\t070-1740605\tarabiska\nBo\tbo@post.example\t")
    assert names(desk) == ["Amal", "Bo"]


def test_one_bad_line_and_nobody_is_saved(desk: CourseDesk) -> None:
    page = paste(desk, "Amal; 070-1740605\nBo\nCia; 031-3900600\nDan 850312-1234; 0701740606", status=422).page
    assert "Rad 2, Bo: Telefon eller e-post saknas." in page.text
    assert "Rad 3, Cia; 031-390060…: Det numret kan inte ta emot sms." in page.text
    assert "Rad 4, Dan 850312-1234…: Namnet ser ut som ett personnummer." in page.text
    assert "Amal; 070-1740605" in page.one("textarea").to_text()
    assert names(desk) == []


def test_each_kind_of_wrong_address_has_its_own_sentence(desk: CourseDesk) -> None:
    page = paste(desk, "Amal; amal@post\nBo; bo.post.example\nCia; 070\nDan; 031-3900600\nEva; vet inte", status=422).page
    assert page.texts("#errors a") == [
        "Rad 1, Amal; amal@post: E-postadressen är inte hel. Skriv den som namn@exempel.se.",
        "Rad 2, Bo; bo.post.exa…: E-postadressen saknar @. Skriv den som namn@exempel.se.",
        "Rad 3, Cia; 070: Telefonnumret är inte helt. Skriv det som 070-174 06 05.",
        "Rad 4, Dan; 031-390060…: Det numret kan inte ta emot sms. Skriv ett mobilnummer eller en e-postadress.",
        "Rad 5, Eva; vet inte: Det är varken ett mobilnummer eller en e-postadress.",
    ]


@both_databases
def test_the_same_address_twice_is_asked_about(desk: CourseDesk) -> None:
    desk.puts_in("Amal", AMAL)
    maj = paste(desk, "Bo; bo@post.example\nCia; +46 70 174 06 05", status=422)
    assert "Det gäller rad 2." in maj.page.text
    assert names(desk) == ["Amal"]
    maj.send(SAVE, {"Det stämmer. De delar telefon eller e-post.": True})
    assert names(desk) == ["Amal", "Bo", "Cia"]


def test_an_address_that_stands_twice_is_told_beside_what_else_is_wrong(desk: CourseDesk) -> None:
    page = paste(desk, "Amal; 070-1740605\nBo\nCia; 070-1740605", status=422).page
    assert page.texts("#errors a") == [
        "Rad 2, Bo: Telefon eller e-post saknas. Skriv den efter ett semikolon.",
        "Samma adress står mer än en gång i kursen. Det gäller rad 3.",
    ]


def test_an_address_in_the_place_of_the_name_is_told_of_as_the_form_is(desk: CourseDesk) -> None:
    assert "Skriv namnet först och adressen efter ett semikolon." in paste(desk, "amal@post.example", status=422).page.text
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    page = maj.send("Lägg till", {"Namn": "amal@post.example"}, status=422)
    assert page.texts("#errors a") == ["Namnet ser ut som en adress. Skriv namnet här och adressen i nästa ruta."]


def test_the_line_that_says_it_was_saved_stands_on_the_next_page_alone(desk: CourseDesk) -> None:
    maj = paste(desk, LINES)
    assert maj.page.texts("[role=status]") == ["Deltagarna är tillagda."]
    assert maj.get(desk.page).all("[role=status]") == []


def test_the_same_address_in_another_course_is_nobodys_business(desk: CourseDesk) -> None:
    desk.puts_in("Amal", AMAL, course=desk.other_course)
    paste(desk, f"Bo; {AMAL}")
    assert names(desk) == ["Bo"]


def test_nothing_pasted(desk: CourseDesk) -> None:
    assert "Skriv minst en rad." in paste(desk, "\n \n", status=422).page.text


def test_more_than_ten_is_many(desk: CourseDesk) -> None:
    page = paste(desk, "\n".join(f"P{n}; 07017406{n:02}" for n in range(10, 21))).page
    assert "Kursen har fler än tio deltagare." in page.text


@both_databases
def test_one_person_with_everything(desk: CourseDesk) -> None:
    with desk.elsewhere() as session:
        some.handler(session, "Nils Ek")
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    page = maj.send("Lägg till", {"Namn": "Amal", "Mobilnummer eller e-post": AMAL, "Språk": "العربية", "Kön": "Kvinna"})
    assert page.heading == "Amal"
    assert "1740605" not in page.html
    page = maj.send("Spara", {"Handläggare på Försäkringskassan": "Nils Ek", "Språk": "English"})
    assert "Nils Ek" in page.text
    assert "Arbetsförmedlingen: ingen än" in page.text
    assert "•• 05" in page.text


def test_another_address_and_none_at_all(desk: CourseDesk) -> None:
    person = desk.puts_in()
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    page = maj.send("Spara", {"Mobilnummer eller e-post": "031-3900600"}, status=422)
    assert "Det numret kan inte ta emot sms." in page.text
    page = maj.send("Spara", {"Mobilnummer eller e-post": "amal@post.example"})
    assert "a••@post.example" in page.text
    maj.get(f"{desk.page}/deltagare/{person}")
    assert "Papper" in maj.send("Spara", {"Ta bort adressen": True}).text


def test_a_shared_address_is_asked_about_when_it_is_changed(desk: CourseDesk) -> None:
    desk.puts_in("Amal", AMAL)
    other = desk.puts_in("Bo", "070-1740606")
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{other}")
    page = maj.send("Spara", {"Mobilnummer eller e-post": AMAL}, status=422)
    assert "Någon annan i kursen har samma adress." in page.text
    maj.send("Spara", {"Det stämmer. De delar telefon eller e-post.": True})


def test_a_protected_person_has_neither_name_nor_address(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    page = maj.send("Lägg till", {"protected": True, "Namn": "Kim", "Mobilnummer eller e-post": AMAL}, status=422)
    assert "För en skyddad person sparas inget namn." in page.text
    assert "För en skyddad person sparas ingen adress." in page.text
    page = maj.send("Lägg till", {"Namn": "", "Mobilnummer eller e-post": ""})
    assert page.heading == "Deltagare 1"
    assert "Skyddade uppgifter. Personen får papper och ingen länk." in page.text
    assert page.all("input[name=name]") == []
    maj.send("Spara", {"Språk": "English"})


@pytest.mark.parametrize("name", ["", "850312-1234", "x" * 61])
def test_a_name_that_is_none_is_refused(desk: CourseDesk, name: str) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    maj.send("Lägg till", {"Namn": name}, status=422)
    assert names(desk) == []


def test_the_leader_from_arbetsformedlingen_sees_names_alone(desk: CourseDesk) -> None:
    person = desk.puts_in("Amal", AMAL, locale="ar")
    abbe = desk.sits(desk.abbe)
    page = abbe.get(desk.page)
    assert "Amal" in page.text
    assert "•• 05" not in page.text
    assert page.text.count("العربية") == 0
    for path in ("deltagare/flera", "deltagare/ny", f"deltagare/{person}", f"deltagare/{person}/byt-lank", "blad", f"blad/{person}"):
        abbe.get(f"{desk.page}/{path}", status=404)
    assert "Amal" in abbe.get(f"{desk.page}/rummet").text


@both_databases
def test_pressing_twice_adds_nobody_twice(desk: CourseDesk) -> None:
    maj = paste(desk, "skyddad\nskyddad\nAmal; 070-1740605")
    maj.send_again()
    assert names(desk) == [None, None, "Amal"]
    maj.get(f"{desk.page}/deltagare/ny")
    maj.send("Lägg till", {"Namn": "Bo"})
    maj.send_again()
    assert names(desk) == [None, None, "Amal", "Bo"]
    maj.get(f"{desk.page}/deltagare/ny")
    maj.send("Lägg till", {"Namn": "Bo"})
    assert names(desk).count("Bo") == 2


def test_after_back_only_the_new_lines_are_added(desk: CourseDesk) -> None:
    """A browser may keep the page as it was, its hidden fields too."""
    maj = desk.sits(desk.maj)
    page = maj.get(f"{desk.page}/deltagare/flera")
    hidden = {name: page.one(f"main input[name={name}]").attrs["value"] or "" for name in ("csrf_token", "asked")}
    for lines in ("Amal; 070-1740605", "Amal; 070-1740605\nBo; bo@post.example"):
        maj.forge(f"{desk.page}/deltagare/flera", {**hidden, "lines": lines}, 200)
    assert names(desk) == ["Amal", "Bo"]


def test_a_list_pasted_after_a_long_pause_is_given_back(desk: CourseDesk, clock: time_machine.Traveller) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/flera")
    clock.shift(timedelta(minutes=31))
    page = maj.send(None, {"lines": "Amal; 070-1740605; arabiska\nBo"})
    assert (page.url, "Amal" in page.html) == ("/logga-in", False)
    again = desk.sits(desk.maj)
    again.get("/fortsatt")
    page = again.send("Fortsätt där du var")
    assert (page.url, names(desk)) == (f"{desk.page}/deltagare/flera", [])
    assert "Amal; 070-1740605; arabiska\nBo" in page.html.replace("\r", "")
