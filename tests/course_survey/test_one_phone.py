"""One phone, opened again, lent and left: answers wait for whoever gave them, and meet nobody else's ballot."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import a_classroom, answer_by_link, choose, close_and_empty, open_round
from tests.course_survey.test_refusals import begun, cookie
from tests.support.known import comes_in
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.course_survey.models import SurveyRound
from webapp.course_survey.values import RoundState
from webapp.ground.parties import Door
from webapp.invitations.models import Ballot
from webapp.storage import reading, transaction

ANSWER, TAKE_AWAY = "Svara på enkäten", "Ta bort svaren från telefonen"


def leave(phone: Visit, path: str) -> None:
    csrf = attribute(phone.get("/hjalp-nu").all("input[name=csrf_token]")[0], "value")
    phone.forge(path, {"csrf_token": csrf or ""}, 200)


def spent(app: Flask) -> set[object]:
    with app.app_context():
        return set(reading().scalars(select(Ballot.participant_id).where(Ballot.spent)))


def test_her_link_opened_again_goes_on_where_she_was(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "123")
    phone.get(room.links[0])
    assert phone.send(ANSWER).url == "/enkat/q5"
    phone.get("/enkat/q2")
    assert attribute(phone.page.one("input[checked]"), "value") == "2"
    assert phone.client.get_cookie("__Secure-svarsblad", domain="mellansteg.example", path="/enkat") is None


def test_somebody_elses_link_begins_with_nothing_and_sends_as_that_person(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "123")
    phone.get(room.links[1])
    assert phone.send(ANSWER).url == "/enkat/q1"
    assert phone.page.all("input[checked]") == []
    choose(phone, *"444444")
    phone.send("Skicka mina svar")
    assert spent(app) == {room.people[1]}


def test_a_page_of_the_person_before_does_not_answer_for_the_next(app: Flask) -> None:
    """The next person pressed her button, and the page she was led to never came. The one before is still on the screen."""
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "123456")
    before = phone.page
    phone.get(room.links[1])
    csrf = attribute(phone.page.all("input[name=csrf_token]")[0], "value") or ""
    headers = {"Origin": phone.base_url, "Sec-Fetch-Site": "same-origin"}
    phone.client.post(f"{room.links[1]}/enkat", data={"csrf_token": csrf}, base_url=phone.base_url, headers=headers)
    seen = attribute(before.one("input[name=seen]"), "value") or ""
    assert phone.forge("/enkat/check", {"csrf_token": csrf, "seen": seen}, 200).url == "/enkat/q1"
    assert (spent(app), phone.page.all("input[checked]")) == (set(), [])


@pytest.mark.parametrize(("own", "path"), [(False, "/lamna"), (True, "/klar"), (False, "/klar")])
def test_a_phone_that_is_left_keeps_nothing(app: Flask, own: bool, path: str) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = comes_in(Visit(app), participant_id=room.people[0], own_phone=own)
    phone.get("/enkat")
    phone.send("Börja svara")
    choose(phone, *"123")
    leave(phone, path)
    assert (phone.get("/enkat").texts(".go"), cookie(phone)) == ([], "")


def test_whoever_says_done_takes_along_what_waited_too(app: Flask) -> None:
    """Two words, a ballot that had just come by a link, and that answers rested: nothing of it is for the next one."""
    phone = comes_in(Visit(app), participant_id=a_classroom(app, 6).people[0])
    names = [f"__Secure-{what}" for what in ("enkat", "svarsblad", "ord", "vilar")]
    for name in names:
        phone.client.set_cookie(name, "1", domain="mellansteg.example", path="/enkat", secure=True)
    leave(phone, "/klar")
    assert [phone.client.get_cookie(name, domain="mellansteg.example", path="/enkat") for name in names] == [None] * 4


@pytest.mark.parametrize("presses", [1, 2])
def test_on_her_own_phone_answers_rest_until_her_link_is_opened(app: Flask, presses: int) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = comes_in(Visit(app), participant_id=room.people[0])
    phone.get("/enkat")
    phone.send("Börja svara")
    choose(phone, *"123")
    for _ in range(presses):
        leave(phone, "/lamna")
    for path in ("/enkat", "/enkat/q2", "/enkat/check"):
        assert (phone.get(path).url, phone.page.texts("main .go")) == ("/enkat", [])
    phone.get(room.links[0])
    assert phone.send(ANSWER).url == "/enkat/q5"
    assert phone.get("/enkat").texts("main .go") == ["Fortsätt svara"]


def test_answers_that_rest_do_not_open_for_somebody_elses_link(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "123")
    leave(phone, "/lamna")
    phone.get(room.links[1])
    assert phone.send(ANSWER).url == "/enkat/q1"
    assert phone.page.all("input[checked]") == []


def test_every_question_lets_go_of_the_answers(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = begun(app, room.links[0], "12")
    assert phone.send(TAKE_AWAY).texts("main p") == ["Inget har skickats. Vill du svara? Skanna koden igen, eller öppna din egen länk."]
    assert cookie(phone) == ""


def test_nobody_is_asked_to_answer_what_is_shut(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    phone = begun(app, room.links[0], "12")
    close_and_empty(app, round_id)
    phone.get("/enkat/q3", status=409)
    shut = "Inget har skickats. Enkäten är stängd. Vill du säga något ändå? Prata med kursledaren."
    assert phone.send(TAKE_AWAY).texts("main p") == [shut]


@pytest.mark.parametrize("door", [None, Door.DEVICE])
def test_the_end_says_what_comes_when_and_where_to_go(app: Flask, door: Door | None) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    phone = comes_in(Visit(app), participant_id=room.people[0]) if door else Visit(app)
    for path in ("/enkat/tack/1", "/enkat/redan/1"):
        text = phone.get(path).text
        assert "Enkäten stänger " in text
        assert "Fråga kursledaren. Du kan stänga sidan nu." in text
        assert ("Till min sida" in text) is (door is not None)
    close_and_empty(app, round_id)
    assert "Enkäten stänger " not in phone.get("/enkat/tack/1").text


def test_the_end_of_any_box_is_the_same_page_and_tells_of_nobody(app: Flask) -> None:
    """One that was never there, one far beyond what a database can count, and one that has come to each of its ends."""
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room)
    answer_by_link(app, room.links[0])
    phone = comes_in(Visit(app), participant_id=room.people[0])
    paths = ("/enkat/tack/{}", "/enkat/redan/{}")
    unknown = [phone.get(path.format(2)).text for path in paths]
    for far in (0, 2**31, 2**63, 10**40):
        assert [phone.get(path.format(far)).text for path in paths] == unknown
    assert "Enkäten stänger " not in "".join(unknown)
    assert [phone.get(path.format(1)).text for path in paths] != unknown
    for state in RoundState:
        if state is not RoundState.OPEN:
            with app.app_context(), transaction() as session:
                session.get_one(SurveyRound, round_id).state = state
            assert [phone.get(path.format(1)).text for path in paths] == unknown
