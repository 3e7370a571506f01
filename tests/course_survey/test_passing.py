"""Whoever has no plan is asked nothing about it, and meets as many pages as whoever has one."""

from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import a_classroom, answer_by_link, choose, close_and_empty, go_past, open_round
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.course_survey.models import SurveyCount
from webapp.course_survey.values import Part
from webapp.storage import reading

PASSES_BY = "Den här frågan behöver du inte svara på"


def begun(app: Flask, link: str, answers: str) -> Visit:
    phone = Visit(app)
    phone.get(link)
    phone.send("Svara på enkäten")
    choose(phone, *answers)
    return phone


def test_yes_and_no_to_a_plan_lead_to_equally_many_pages_of_one_size(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room, Part.B)
    seen = set()
    for link, answers in zip(room.links, ("144", "2", "8", "9"), strict=False):
        phone = Visit(app)
        phone.get(link)
        phone.send("Svara på enkäten")
        pages = []
        for number in range(3):
            phone.send("Fortsätt", {"answer": answers[number]} if number < len(answers) else {})
            pages.append((phone.page.url, len(phone.page.response.data)))
        phone.send("Skicka mina svar")
        seen.add((tuple(pages), phone.page.heading))
    (way,) = seen
    assert ([url for url, _ in way[0]], way[1]) == (["/enkat/q9", "/enkat/q10", "/enkat/check"], "Tack. Ditt svar ligger i lådan")


def test_a_question_that_was_gone_past_is_counted_as_not_asked(app: Flask) -> None:
    room = a_classroom(app, 6)
    round_id, _ = open_round(app, room, Part.B)
    for link, answers in zip(room.links, ("144", "155", "188", "2", "8", "9"), strict=True):
        answer_by_link(app, link, answers)
    close_and_empty(app, round_id)
    with app.app_context():
        rows = reading().execute(select(SurveyCount.question, SurveyCount.answer, SurveyCount.count)).all()
    assert {(question, answer, many) for question, answer, many in rows if many} == {
        *(("q8", "1", 3), ("q8", "2", 1), ("q9", "4", 1), ("q9", "5", 1), ("q10", "4", 1), ("q10", "5", 1))
    }


def test_the_question_stands_there_and_nothing_can_be_chosen(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room, Part.B)
    page = begun(app, room.links[0], "2").page
    assert page.heading == PASSES_BY
    assert page.texts("main .count, main blockquote .official") == [
        "Fråga 2 av 3",
        "Finns det en tillräcklig planering för vad som ska hända efter att detta stöd har upphört?",
    ]
    assert [(attribute(one, "name"), attribute(one, "type")) for one in page.all("#form input")] == [
        ("csrf_token", "hidden"),
        ("answer", "hidden"),
    ]


def test_no_to_a_plan_takes_back_what_was_said_about_it(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room, Part.B)
    phone = begun(app, room.links[0], "164")
    assert phone.page.url == "/enkat/check"
    phone.get("/enkat/q8")
    choose(phone, "2")
    assert phone.page.heading == PASSES_BY
    go_past(phone)
    assert phone.page.texts("main .answers dd:not(.change):not(.under)") == ["Nej"]


def test_an_answer_from_another_window_is_no_answer_to_a_question_that_is_gone(app: Flask) -> None:
    room = a_classroom(app, 6)
    open_round(app, room, Part.B)
    phone = begun(app, room.links[0], "1")
    token = attribute(phone.page.one("#form [name=csrf_token]"), "value")
    phone.get("/enkat/q8")
    choose(phone, "2")
    page = phone.forge("/enkat/q9", {"csrf_token": token, "answer": "6"}, 200)
    assert (page.url, page.heading) == ("/enkat/q10", PASSES_BY)
