"""The survey on paper: typed in by a leader, all of a batch or nothing, and nobody is told who had answered."""

from collections import Counter

import pytest
from justhtml import Element
from sqlalchemy import select, update

from tests.course_survey.classroom import QUESTIONS_A, answer_by_link, close_and_empty
from tests.desk.survey_desk import SurveyDesk
from tests.support.fixtures import both_databases
from tests.support.forms import Given
from tests.support.page import words
from tests.support.together import together
from tests.support.visit import Visit
from webapp.chat import effects
from webapp.course_survey.models import BoxKey, SurveyCount
from webapp.course_survey.values import Part
from webapp.invitations.models import Ballot
from webapp.invitations.service import Handed

SAVE, WHO = "Lägg bladen i lådan", "Vilka lämnade in ett blad?"


def typed(*sheets: str) -> dict[str, str]:
    """Digits of sheets as they are typed; a dot leaves a box empty."""
    return {
        f"blad-{sheet}-{number}": digit for sheet, digits in enumerate(sheets, 1) for number, digit in enumerate(digits, 1) if digit != "."
    }


def grid(survey_desk: SurveyDesk, count: int, part: str = "a") -> Visit:
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/{part}/papper")
    maj.click(f"{count} blad")
    return maj


def counts(survey_desk: SurveyDesk) -> dict[str, Counter[str]]:
    with survey_desk.elsewhere() as session:
        found: dict[str, Counter[str]] = {}
        for row in session.scalars(select(SurveyCount)):
            found.setdefault(row.question, Counter())[row.answer] += row.count
        return found


@both_databases
def test_sheets_are_typed_in_any_order_and_counted(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    for link in survey_desk.room.links[:3]:
        answer_by_link(survey_desk.app, link, "444444")
    maj = grid(survey_desk, 2)
    page = maj.send(SAVE, {WHO: ["Person 4", "Person 5"], **typed("123456", "6.89.1")})
    assert page.heading == "Bladen är införda"
    assert survey_desk.audited() == ["survey.paper"]
    assert survey_desk.envelopes() == 5
    close_and_empty(survey_desk.app, round_id)
    found = counts(survey_desk)
    assert +found["q1"] == Counter({"4": 3, "1": 1, "6": 1})
    assert +found["q2"] == Counter({"4": 3, "2": 1})
    assert +found["q7"] == Counter({"4": 3, "6": 1, "1": 1})


@both_databases
def test_pressing_twice_writes_once_and_says_so(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj = grid(survey_desk, 2)
    maj.send(SAVE, {WHO: ["Person 1", "Person 2"], **typed("111111", "222222")})
    assert maj.send_again().heading == "Bladen är införda"
    assert (survey_desk.envelopes(), survey_desk.audited()) == (2, ["survey.paper"])


@both_databases
def test_when_one_of_several_had_answered_nothing_is_written_and_nobody_is_named(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    answer_by_link(survey_desk.app, survey_desk.room.links[2])
    maj = grid(survey_desk, 3)
    given: dict[str, Given] = {WHO: ["Person 1", "Person 2", "Person 3"], **typed("111111", "222222", "333333")}
    page = maj.send(SAVE, given, status=422)
    assert "Någon av dem du kryssade har redan svarat" in page.text
    assert "Person 2" not in page.one(".errors").to_text()
    assert page.one("#blad-3-6").attrs["value"] == "3"
    assert len(page.all("[name=who][checked]")) == 3
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (1, 1)
    assert survey_desk.audited() == ["survey.paper-refused"]


def test_the_page_does_not_tell_which_of_them_it_was(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    answer_by_link(survey_desk.app, survey_desk.room.links[1])
    given = typed("111111", "222222")
    maj = grid(survey_desk, 2)
    first = maj.send(SAVE, {WHO: ["Person 1", "Person 2"], **given}, status=422).html
    with survey_desk.elsewhere() as session:
        for ballot in session.scalars(select(Ballot)):
            ballot.spent = ballot.participant_id == survey_desk.room.people[2]
    assert maj.send_again(status=422).html == first


@both_databases
def test_of_a_single_person_it_is_not_told_whether_she_had_answered(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    answer_by_link(survey_desk.app, survey_desk.room.links[1])
    maj, pages = grid(survey_desk, 1), []
    for number in (1, 2):
        maj.get(f"{survey_desk.page}/a/papper?antal=1")
        pages.append(maj.send(SAVE, {WHO: f"Person {number}", **typed("111111")}).html)
    assert pages[0] == pages[1]
    assert survey_desk.audited() == ["survey.paper"] * 2
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (2, 2)


def test_another_name_on_a_page_that_was_sent_is_another_batch(survey_desk: SurveyDesk) -> None:
    """After Back the page is the same, and what was added to it is not in the box."""
    survey_desk.opens()
    maj = grid(survey_desk, 2)
    page = maj.page
    maj.send(SAVE, {WHO: ["Person 1", "Person 2"], **typed("111111", "222222")})
    maj._page = page
    assert "har redan svarat" in maj.send(SAVE, {WHO: ["Person 1", "Person 3"], **typed("111111", "222222")}, status=422).text


def test_what_is_wrong_is_said_and_everything_typed_is_kept(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj = grid(survey_desk, 2)
    page = maj.send(SAVE, {WHO: ["Person 1", "Person 2"], **typed("123457", "12")}, status=422)
    assert "Blad 1, fråga 6: skriv en av 1, 2, 3, 4, 5, 6, 8, 9" in page.text
    assert page.one("#blad-1-6").attrs["value"] == "7"
    assert page.one("#blad-2-2").attrs["value"] == "2"
    page = maj.send(SAVE, {WHO: ["Person 1", "Person 2", "Person 3"], **typed("123456", "12")}, status=422)
    assert "Kryssade namn: 3. Blad: 2." in page.text
    assert len(page.all(".grid tbody tr")) == 3
    page = maj.send(SAVE, {WHO: ["Person 1", "Person 2"]}, status=422)
    assert len(page.all(".grid tbody tr")) == 3
    assert maj.send("Ta bort tomma rader och lägg bladen i lådan").heading == "Bladen är införda"
    assert survey_desk.envelopes() == 2


def test_after_a_no_the_next_questions_are_not_counted(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens(Part.B)
    maj = grid(survey_desk, 5, "b")
    who = [f"Person {number}" for number in range(5)]
    maj.send(SAVE, {WHO: who, **typed("145", "145", "266", "2", "1")})
    close_and_empty(survey_desk.app, round_id)
    assert {key: +found for key, found in counts(survey_desk).items()} == {
        "q8": Counter({"1": 3, "2": 2}),
        "q9": Counter({"4": 2}),
        "q10": Counter({"5": 2}),
    }


def test_a_round_that_closes_meanwhile_takes_no_sheet(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    maj = grid(survey_desk, 1)
    close_and_empty(survey_desk.app, round_id)
    page = maj.send(SAVE, {WHO: "Person 1", **typed("12.456")}, status=409)
    assert page.heading == "Enkäten stängdes. Bladen är inte införda."
    assert page.texts("main ol li") == ["1 2 – 4 5 6"]
    assert maj.click("Till enkäten").texts("section b.mark")[0].startswith("Stängd")
    with pytest.raises(effects.RoundShut), survey_desk.elsewhere() as session:
        effects.send_paper(session, survey_desk.room.people[:1], round_id, QUESTIONS_A, [{"q1": "1"}])
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (0, 0)


def test_a_batch_that_was_in_before_it_closed_is_not_said_to_be_lost(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    maj = grid(survey_desk, 1)
    maj.send(SAVE, {WHO: "Person 1", **typed("123456")})
    close_and_empty(survey_desk.app, round_id)
    assert maj.send_again().heading == "Bladen är införda"


def test_while_the_key_is_out_of_reach_no_sheet_is_taken_and_none_is_lost(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj = grid(survey_desk, 1)
    with survey_desk.elsewhere() as session:
        session.execute(update(BoxKey).values(probe_failed=True))
    page = maj.send(SAVE, {WHO: "Person 1", **typed("111111")}, status=422)
    assert "Lådans nyckel går inte att nå, så inga svar tas emot just nu." in page.text
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (0, 0)
    with survey_desk.elsewhere() as session:
        session.execute(update(BoxKey).values(probe_failed=False))
    assert maj.send(SAVE).heading == "Bladen är införda"
    assert survey_desk.envelopes() == 1


@both_databases
def test_two_leaders_who_enter_the_same_people_at_once(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    people, sheets = survey_desk.room.people, [{"q1": "1"}, {"q1": "2"}]
    faults = together(
        survey_desk.app,
        lambda session: effects.send_paper(session, people[:2], round_id, QUESTIONS_A, sheets),
        lambda session: effects.send_paper(session, [people[2], people[1]], round_id, QUESTIONS_A, sheets),
    )
    assert faults == ["BallotSpent"]
    assert (survey_desk.envelopes(), sum(survey_desk.ballots().values())) == (2, 2)


@both_databases
def test_a_sheet_and_a_phone_at_once_give_one_answer(survey_desk: SurveyDesk) -> None:
    round_id, _ = survey_desk.opens()
    person = survey_desk.room.people[0]
    with survey_desk.elsewhere() as session:
        ballot = session.scalars(select(Ballot).where(Ballot.participant_id == person)).one().id
    phone = Handed(ballot, None)
    faults = together(
        survey_desk.app,
        lambda session: effects.send(session, phone, round_id, QUESTIONS_A, {"q1": "1"}),
        lambda session: effects.send_paper(session, [person], round_id, QUESTIONS_A, [{"q1": "2"}]),
    )
    assert (faults, survey_desk.envelopes()) == (["BallotSpent"], 1)


def test_a_blank_sheet_has_the_official_words_and_help_below(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/blad")
    page = maj.click("English")
    assert len(page.all(".blank h3")) == 6
    assert page.texts(".blank h3 [lang=sv]")[0] == "Har du fått stöd på ett sätt som är till stor nytta för dig?"
    assert len(page.all(".blank .boxes")[0].query("li")) == 8
    assert "Kursledaren tar emot bladen" in page.text
    assert not any(f"Person {number}" in page.text for number in range(6))


@pytest.mark.parametrize(("part", "first"), [(Part.A, list("12345689")), (Part.B, list("1289"))])
def test_the_digits_by_the_boxes_are_those_that_are_typed(survey_desk: SurveyDesk, part: Part, first: list[str]) -> None:
    survey_desk.opens(part)
    maj = survey_desk.sits()
    boxes = maj.get(f"{survey_desk.page}/{part.value}/blad").all(".blank .boxes")
    printed = [[words(sign) for sign in box.query("b") if isinstance(sign, Element)] for box in boxes]
    typed_in = maj.get(f"{survey_desk.page}/{part.value}/papper?antal=1")
    assert [signs.split() for signs in typed_in.texts(".grid thead small")] == printed
    assert (printed[0], len(printed)) == (first, len(typed_in.all(".grid tbody td")))


def test_a_sheet_of_part_b_says_when_to_go_on(survey_desk: SurveyDesk) -> None:
    survey_desk.opens(Part.B)
    assert "bara om du svarade ja på fråga 1" in survey_desk.sits().get(f"{survey_desk.page}/b/blad").text
