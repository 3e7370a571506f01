"""What goes wrong while somebody answers: clear words, nothing lost from her phone, nothing written twice, nothing linked."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.course_survey.classroom import QUESTIONS_A, a_classroom, answer_by_link, choose, open_round
from tests.course_survey.test_emptying import state
from tests.invitations.guests import everything
from tests.support.known import comes_in
from tests.support.page import Page, words
from tests.support.together import together
from tests.support.visit import Visit
from webapp.chat import effects
from webapp.course_survey import service
from webapp.course_survey.values import Part, RoundState
from webapp.ground.clock import now
from webapp.invitations import ballots
from webapp.invitations.service import Handed
from webapp.storage import reading, transaction

SHEET = "__Secure-enkat"


def begun(app: Flask, link: str, answers: str = "") -> Visit:
    phone = Visit(app)
    phone.get(link)
    phone.send("Svara på enkäten")
    choose(phone, *answers)
    return phone


def cookie(phone: Visit) -> str:
    found = phone.client.get_cookie(SHEET, domain="mellansteg.example", path="/enkat")
    return found.value if found else ""


def told(page: Page) -> list[str]:
    """The answers on a page to check, without the links beside them."""
    return [words(said) for said in page.all("dd") if not said.query("a")]


def put(phone: Visit, value: str) -> None:
    phone.client.set_cookie(SHEET, value, domain="mellansteg.example", path="/enkat", secure=True)


def test_the_round_closes_while_somebody_answers(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    phone = begun(app, room.links[0], "43")
    other = begun(app, room.links[1], "444444")
    with app.app_context(), transaction() as session:
        service.close(session, round_id, at=now())
    before = everything(app)
    page = phone.send("Fortsätt", {"answer": "6"}, status=409)
    assert page.heading == "Enkäten är stängd"
    assert page.texts("dd") == ["Ofta", "Ibland", "Alltid"]
    assert other.send("Skicka mina svar", status=409).texts("dd") == ["Ofta"] * 3 + ["Till stor del"] * 3
    assert (everything(app), bool(cookie(phone)), bool(cookie(other))) == (before, True, True)
    assert phone.get("/enkat/q3", status=409).heading == "Enkäten är stängd"


def test_two_phones_send_at_the_same_moment(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    with app.app_context():
        ballot = ballots.ballot_of(reading(), round_id, room.people[0])
        assert ballot is not None
        handed = Handed(ballot.id, None)

    def send(session: Session) -> None:
        effects.send(session, handed, round_id, QUESTIONS_A, dict.fromkeys(QUESTIONS_A, "3"))

    assert together(app, send, send) == ["BallotSpent"]
    assert len(everything(app)["survey_envelope"]) == 1


def test_a_round_closes_after_the_answer_that_is_on_its_way(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)

    def send(session: Session) -> None:
        service.append(session, round_id, QUESTIONS_A, [{"q1": "3"}])

    assert together(app, send, lambda session: service.close(session, round_id, at=now())) == []
    assert (state(app, round_id), len(everything(app)["survey_envelope"])) == (RoundState.CLOSED, 1)


def test_an_answer_that_comes_while_the_round_closes_is_told_so(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)

    def send(session: Session) -> None:
        service.append(session, round_id, QUESTIONS_A, [{"q1": "3"}])

    assert together(app, lambda session: service.close(session, round_id, at=now()), send) == ["RoundShut"]
    assert everything(app)["survey_envelope"] == []


def test_a_tampered_sheet_is_no_sheet(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "444444")
    whole = cookie(phone)
    before = everything(app)
    for damaged in ("", "x", "A" * len(whole), whole[:-4], whole[:20] + ("B" if whole[20] == "A" else "A") + whole[21:]):
        put(phone, damaged)
        phone.get("/enkat/check")
        assert phone.page.url == "/enkat"
    assert everything(app) == before
    put(phone, whole)
    assert phone.get("/enkat/check").heading == "Vill du skicka dina svar?"


@pytest.mark.parametrize("answer", ["", "0", "7", "10", "ofta", "4 ", "\x00", "４"])
def test_an_answer_that_nobody_offered_is_refused_and_nothing_is_lost(app: Flask, answer: str) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "12")
    token = phone.page.one("#form input[name=csrf_token]").attrs["value"] or ""
    page = phone.forge("/enkat/q3", {"csrf_token": token, "answer": answer}, status=422)
    assert page.title.startswith("Fel: ")
    assert page.texts(".errors li") == ["Välj ett svar för att gå vidare." if not answer else "Välj ett av svaren."]
    choose(phone, *"3456")
    assert told(phone.page) == ["Aldrig", "Sällan", "Ibland", "Till stor del", "Till mycket stor del", "Helt och hållet"]


def test_a_step_of_the_other_part_is_not_on_the_way(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "12")
    token = phone.page.one("#form input[name=csrf_token]").attrs["value"] or ""
    for step in ("q8", "q4", "check", "nothing"):
        assert phone.forge(f"/enkat/{step}", {"csrf_token": token, "answer": "1"}, status=200).url == "/enkat/q3"
    assert phone.get("/enkat/q8").url == "/enkat/q3"


def test_a_form_without_its_token_is_refused_and_the_sheet_is_kept(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "12")
    before = cookie(phone)
    phone.forge("/enkat/q3", {"answer": "1"}, status=400)
    assert cookie(phone) == before
    assert phone.get("/enkat/q3").heading.startswith("Har stödet fått ta")


def test_what_is_sent_is_what_was_checked(app: Flask) -> None:
    """The same phone with two windows: the other one changes an answer after this one showed them."""
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "444444")
    checked = phone.page
    phone.get("/enkat/q1")
    phone.send("Fortsätt", {"answer": "1"})
    seen = checked.one("input[name=seen]").attrs["value"] or ""
    token = checked.one("#form input[name=csrf_token]").attrs["value"] or ""
    page = phone.forge("/enkat/check", {"csrf_token": token, "seen": seen}, status=200)
    assert told(page)[0] == "Aldrig"
    assert everything(app)["survey_envelope"] == []


def test_a_sheet_of_a_round_that_is_over_opens_no_other(app: Flask) -> None:
    room = a_classroom(app, 6)
    first, _ = open_round(app, room)
    phone = begun(app, room.links[0], "444444")
    with app.app_context(), transaction() as session:
        service.close(session, first, at=now())
    second, _ = open_round(app, room, Part.B)
    before = everything(app)
    assert phone.send("Skicka mina svar", status=409).heading == "Enkäten är stängd"
    assert everything(app) == before
    assert (state(app, second), bool(cookie(phone))) == (RoundState.OPEN, True)
    phone.send("Ta bort svaren från telefonen")
    answered = answer_by_link(app, room.links[0], "2")
    assert answered.page.heading == "Tack. Ditt svar ligger i lådan"


def test_the_answers_can_be_taken_the_answers_from_the_phone(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "444444")
    phone.send("Ta bort svaren från telefonen")
    assert (phone.page.heading, cookie(phone)) == ("Svaren är borta från telefonen", "")
    assert phone.get("/enkat/check").url == "/enkat"


def test_nothing_is_left_on_the_phone_after_sending(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = answer_by_link(app, room.links[0])
    assert cookie(phone) == ""
    assert phone.get("/enkat/check").url == "/enkat"
    assert phone.get("/enkat/tack/1").heading == "Tack. Ditt svar ligger i lådan"


def test_an_anonymous_talk_cannot_be_held_as_a_named_one(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    known = comes_in(Visit(app), participant_id=room.people[0])
    for step in ("course-survey-a", "course-survey-a/q1"):
        known.get(f"/samtal/{step}", status=404)
