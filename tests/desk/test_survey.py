"""The page of a course's survey: opened and closed by hand or by its times, and an alarm instead of silence."""

from datetime import timedelta

import pytest
import time_machine

from tests.course_survey.classroom import answer_by_link, stock_keys
from tests.desk.survey_desk import SurveyDesk
from tests.people import some
from tests.support.fixtures import START, both_databases
from webapp import boxes
from webapp.course_survey import service
from webapp.course_survey.values import Part, RoundState
from webapp.invitations import service as invitations
from webapp.people.service import end_case, protect

OPEN, CLOSE, TIMES = "Öppna nu: Del A", "Stäng nu: Del A", "Ändra tiderna: Del A"
YES = "Ja, öppna enkäten"


@both_databases
def test_the_leader_opens_and_closes_by_hand(survey_desk: SurveyDesk) -> None:
    stock_keys(survey_desk.app)
    maj = survey_desk.sits()
    maj.get(f"/kurser/{survey_desk.room.course}")
    assert "Inte planerad" in maj.click("Enkäten").text
    assert "Det går inte att ångra" in maj.click(OPEN).text
    page = maj.send(YES)
    assert "Så många har svarat: färre än 5" in page.text
    assert page.texts("a.go") == ["Visa på duken: Del A"]
    assert maj.send_again().texts("section b.mark") == ["Öppen", "Planerad"]
    assert "kan inte öppnas igen" in maj.click(CLOSE).text
    page = maj.send("Ja, stäng enkäten")
    assert "Ingen kan svara mer. Inom några minuter står det här vad som händer med lådan." in page.text
    assert "Lådan öppnas" not in page.text
    assert maj.send_again().texts("section b.mark") == ["Stängd", "Planerad"]
    assert OPEN not in [link.attrs.get("aria-label") for link in page.all("a")]
    assert survey_desk.audited() == ["survey.opened", "survey.closed"]


def test_looking_plans_nothing(survey_desk: SurveyDesk) -> None:
    maj = survey_desk.sits()
    for path in (survey_desk.page, "/enkater", f"{survey_desk.page}/a/tider", f"{survey_desk.page}/b/duken"):
        maj.get(path)
    assert survey_desk.rounds() == {}


def test_courses_of_one_name_are_told_apart_by_their_days(survey_desk: SurveyDesk) -> None:
    assert survey_desk.sits().get("/enkater").texts("tbody th small") == ["8 februari 2027 till 3 mars 2027"]


def test_only_three_words_are_said_of_how_many(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj, seen = survey_desk.sits(), []
    for link in (None, *survey_desk.room.links):
        if link:
            answer_by_link(survey_desk.app, link)
        seen += maj.get(survey_desk.page).texts(".bucket")
    assert [said.rpartition(": ")[2] for said in seen] == ["färre än 5"] * 5 + ["minst 5", "alla"]


def test_ending_cases_one_by_one_does_not_tell_who_has_not_answered(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    for link in survey_desk.room.links[:5]:
        answer_by_link(survey_desk.app, link)
    maj, seen = survey_desk.sits(), set()
    for close in (False, True):
        with survey_desk.elsewhere() as session:
            if close:
                service.close(session, round_id, at=START)
            end_case(session, survey_desk.person(session, 5 if close else 0), at=START)
            protect(session, survey_desk.person(session, 1))
        seen |= set(maj.get(survey_desk.page).texts(".bucket"))
    assert seen == {"Så många har svarat: minst 5"}


def test_opening_weeks_early_is_asked_about_with_the_day_of_the_last_meeting(survey_desk: SurveyDesk) -> None:
    stock_keys(survey_desk.app)
    maj = survey_desk.sits()
    maj.get(survey_desk.page)
    assert "Ska enkäten öppnas redan nu?" in maj.click(OPEN).text
    assert survey_desk.rounds() == {}
    page = maj.send(YES, {"closes_on": "2027-01-17"}, status=422)
    assert "Stängningstiden har redan varit." in page.text
    assert survey_desk.rounds() == {}
    assert "Är året rätt?" in maj.send(YES, {"closes_on": "2072-01-20"}, status=422).text
    assert survey_desk.rounds() == {}
    page = maj.send(YES, {"closes_on": "2027-01-20", "closes": "16.00"})
    assert "Stängs av sig själv onsdag 20 januari klockan 16.00." in page.text
    maj.get(f"{survey_desk.page}/a/oppna")
    assert maj.page.heading == page.heading


def test_a_time_that_has_gone_is_said_and_the_leader_chooses_when_it_closes(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    stock_keys(survey_desk.app)
    with survey_desk.elsewhere() as session:
        row = invitations.planned(session, survey_desk.room.course)[Part.A]
        service.schedule(session, row.id, opens_at=START + timedelta(hours=1), closes_at=START + timedelta(hours=2))
    clock.shift(timedelta(days=2))
    stock_keys(survey_desk.app)
    maj = survey_desk.sits()
    page = maj.get(survey_desk.page)
    assert page.texts("section b.mark") == ["Tiden har gått ut", "Planerad"]
    assert "Enkäten öppnades aldrig." in page.texts("section")[0]
    assert "Det här måste någon se till." not in page.texts("section")[0]
    assert maj.click(OPEN).one("#closes_on").attrs["value"] == "2027-01-27"
    assert "Stängs av sig själv onsdag 27 januari" in maj.send(YES).text


@both_databases
def test_whoever_joins_while_it_is_open_may_answer_too(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj = survey_desk.sits()
    maj.get(f"/kurser/{survey_desk.room.course}/deltagare/flera")
    maj.send("Lägg till alla", {"En person på varje rad": "Amal; 0701740699\nskyddad"})
    maj.get(f"/kurser/{survey_desk.room.course}/deltagare/ny")
    maj.send("Lägg till", {"name": "Bo", "address": "bo@post.example"})
    assert list(survey_desk.ballots().values()) == [False] * 9


def test_times_are_set_and_followed(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    stock_keys(survey_desk.app)
    maj = survey_desk.sits()
    maj.get(survey_desk.page)
    maj.click(TIMES)
    times = {"opens_on": "2027-01-18", "opens": "10.30", "closes_on": "2027-01-18", "closes": "11.30"}
    page = maj.send("Spara tiderna", times)
    assert "Öppnas måndag 18 januari klockan 10.30 och stängs måndag 18 januari klockan 11.30." in page.text
    clock.shift(timedelta(minutes=30))
    _worker(survey_desk)
    assert "Stängs av sig själv måndag 18 januari klockan 11.30." in maj.get(survey_desk.page).text
    assert "opens" not in {field.attrs["name"] for field in maj.click(TIMES).all("input")}
    maj.send("Spara tiderna", {"closes": "10.45"})
    clock.shift(timedelta(minutes=15))
    _worker(survey_desk)
    assert survey_desk.rounds()[Part.A] is RoundState.WAITING
    assert "lådan är låst" in maj.get(survey_desk.page).text
    assert survey_desk.audited() == ["survey.scheduled"] * 2


def _worker(survey_desk: SurveyDesk) -> None:
    with survey_desk.app.app_context():
        boxes.follow_times()
        boxes.open_boxes()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"closes_on": "2027-02-20"}, "Enkäten måste stängas efter att den har öppnats."),
        ({"closes_on": "2027-01-17"}, "Stängningstiden har redan varit."),
        ({"opens_on": "2027-01-17"}, "Öppningstiden har redan varit."),
        ({"closes_on": "2072-03-20"}, "Är året rätt?"),
        ({"closes_on": "snart"}, "Stängs den dagen: skriv dagen som år, månad och dag"),
        ({"opens_on": ""}, "Öppnas den dagen: skriv dagen som år, månad och dag"),
        ({"opens": ""}, "Öppnas klockan: skriv tiden med timme och minut"),
        ({"closes": ""}, "Stängs klockan: skriv tiden med timme och minut"),
    ],
)
def test_times_that_cannot_be_are_refused_in_words(survey_desk: SurveyDesk, changed: dict[str, str], said: str) -> None:
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/tider")
    page = maj.send("Spara tiderna", changed, status=422)
    assert said in page.text
    for name, value in changed.items():
        assert page.one(f"#{name}").attrs["value"] == value
    assert survey_desk.rounds() == {}


def test_every_reason_is_said_at_once(survey_desk: SurveyDesk) -> None:
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/tider")
    page = maj.send("Spara tiderna", {"opens_on": "2027-01-17", "closes": ""}, status=422)
    assert page.texts("#errors a") == [
        "Öppningstiden har redan varit. Välj en tid som kommer, eller öppna för hand.",
        "Stängs klockan: skriv tiden med timme och minut, 13.00.",
    ]


def test_staff_of_another_course_find_nothing(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    with survey_desk.elsewhere() as session:
        stina = some.leader(session, "Stina Ås", phone="+46846500402")
        handler = some.handler(session)
    for path in ("", "/a/tider", "/a/stang", "/a/duken", "/a/dela-ut", "/a/blad", "/a/papper", "/a/papper/klart"):
        survey_desk.sits(stina).get(f"{survey_desk.page}{path}", 404)
        survey_desk.sits(handler).get(f"{survey_desk.page}{path}", 403)
    visit = survey_desk.sits(stina)
    token = visit.get("/kurser/ny").all("input[name=csrf_token]")[0].attrs["value"] or ""
    before = survey_desk.ballots()
    for path in ("/a/oppna", "/b/oppna", "/a/stang", "/a/tider", "/a/dela-ut", "/a/papper"):
        visit.forge(f"{survey_desk.page}{path}", {"csrf_token": token}, 404)
    assert (survey_desk.ballots(), survey_desk.rounds()[Part.A]) == (before, RoundState.OPEN)
