"""After a form the next page says in one line that it was done."""

from tests.course_survey.classroom import stock_keys
from tests.desk.conftest import Office
from tests.desk.course_desk import CourseDesk
from tests.desk.survey_desk import SurveyDesk
from tests.desk.test_courses import NEW
from tests.desk.test_meetings import GIVEN
from tests.desk.test_paper import YES
from tests.desk.test_paper_placement import PAPER
from tests.desk.test_room import waits
from tests.support.forms import Given
from tests.support.visit import Visit

SAVED, SENT = "Ändringarna är sparade.", "Länken skickas nu. I listan står hur det går."


def said(visit: Visit, button: str, given: dict[str, Given] | None = None) -> list[str]:
    """The line on the page that comes, which is gone from the page after it."""
    lines = visit.send(button, given).texts("main [role=status]")
    assert visit.get(visit.page.url).texts("main [role=status]") == []
    return lines


def test_of_a_course(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get("/kurser/ny")
    assert said(maj, "Lägg upp kursen", NEW) == ["Kursen är upplagd."]
    maj.click("Ändra kursen")
    assert said(maj, "Spara kursen") == [SAVED]
    maj.click("Flytta träff 8")
    assert said(maj, "Flytta träffen") == ["Träffen är flyttad."]


def test_of_somebody_in_the_course(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/ny")
    assert said(maj, "Lägg till", {"name": "Amal", "address": "amal@post.example"}) == ["Deltagaren är tillagd."]
    person = desk.puts_in()
    own = f"{desk.page}/deltagare/{person}"
    maj.get(own)
    assert said(maj, "Spara") == [SAVED]
    maj.get(f"{own}/papper")
    assert said(maj, "Spara svaret", {**YES}) == ["Svaret är sparat."]


def test_of_links(desk: CourseDesk) -> None:
    maj, people = desk.sits(desk.maj), [desk.puts_in(), desk.puts_in("Bo", "070-1740606"), desk.puts_in("Kim", "070-1740607")]
    own = f"{desk.page}/deltagare/{people[0]}"
    maj.get(own)
    assert said(maj, "Skicka länken") == [SENT]
    assert said(maj, "Skicka länken till 2 som inte har fått den") == [SENT]
    maj.get(f"{own}/byt-lank")
    [button] = maj.page.texts("main form button")
    first = maj.page.all("main [name=why]")[0].attrs["value"] or ""
    assert said(maj, button, {"why": first}) == ["Länken är bytt. Den gamla öppnar ingenting."]


def test_of_what_cannot_be_undone(desk: CourseDesk) -> None:
    maj, own = desk.sits(desk.maj), f"{desk.page}/deltagare/{desk.puts_in()}"
    maj.get(f"{own}/skydda")
    assert said(maj, "Ja, skydda uppgifterna") == ["Uppgifterna är skyddade."]
    maj.get(f"{own}/avsluta")
    assert said(maj, "Ja, avsluta ärendet") == ["Ärendet är avslutat."]


def test_of_two_words(desk: CourseDesk) -> None:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        words = waits(session, person)
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/rummet")
    assert said(maj, f"Orden stämmer: {words}, Amal") == ["Klart. Be personen trycka Fortsätt."]


def test_of_a_handlers_forms(office: Office) -> None:
    fk = office.sits(office.work.fk)
    fk.get(office.page)
    fk.click("Boka GK1")
    assert said(fk, "Spara mötet", {**GIVEN}) == ["Mötet är sparat."]
    fk.click("För in en skattning på papper")
    assert said(fk, "Spara skattningen", {**PAPER}) == ["Skattningen är sparad."]
    fk.click("För in ett svar på papper")
    assert said(fk, "Spara svaret", {**YES}) == ["Svaret är sparat."]
    fk.click("Avsluta ärendet")
    assert said(fk, "Ja, avsluta ärendet") == ["Ärendet är avslutat."]


def test_of_the_survey(survey_desk: SurveyDesk) -> None:
    stock_keys(survey_desk.app)
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/tider")
    assert said(maj, "Spara tiderna") == ["Tiderna är sparade."]
    maj.get(f"{survey_desk.page}/a/oppna")
    assert said(maj, "Ja, öppna enkäten") == ["Enkäten är öppen."]
    maj.get(f"{survey_desk.page}/a/stang")
    assert said(maj, "Ja, stäng enkäten") == ["Enkäten är stängd."]


def test_what_was_refused_is_not_said_to_be_done(survey_desk: SurveyDesk) -> None:
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/oppna")
    maj.send("Ja, öppna enkäten", status=409)
    assert maj.get(survey_desk.page).texts("main [role=status]") == []
