"""The survey on her own pages: offered until she has answered, and told of as it is stored, to herself alone."""

import re

import pytest
from flask import Flask

from tests.course_survey.classroom import Classroom, a_classroom, answer_by_link, open_round
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.locales import LOCALES
from webapp.language import pages, placeholders
from webapp.my_page import stored
from webapp.storage import Base

TASK = "Svara på enkäten"
#: Tables about the survey in which something of hers lies, or once did.
TABLES = ("ballot", "ballot_words", "survey_envelope", "survey_count")


@pytest.fixture
def room(app: Flask) -> Classroom:
    return a_classroom(app, 6)


@pytest.fixture
def phone(visit: Visit, room: Classroom) -> Visit:
    return comes_in(visit, participant_id=room.people[0])


def test_an_open_survey_comes_first_and_says_who_sees_what(app: Flask, phone: Visit, room: Classroom) -> None:
    assert TASK not in phone.get("/min-sida").text
    open_round(app, room)
    first = phone.get("/min-sida").texts("main .now a")[0]
    assert first == f"{TASK} Kursledarna ser bara hur många som valde varje svar."
    assert phone.click(first).heading == "Vad tycker du om kursen?"
    assert phone.send("Börja svara").url == "/enkat/q1"


def test_afterwards_her_page_is_as_if_nothing_had_been_asked(app: Flask, phone: Visit, room: Classroom) -> None:
    before = phone.get("/min-sida").text
    open_round(app, room)
    answer_by_link(app, room.links[0])
    assert phone.get("/min-sida").text == before


def test_what_is_kept_says_whether_her_ballot_is_used_and_not_what_she_answered(app: Flask, phone: Visit, room: Classroom) -> None:
    assert "svarsblad" not in phone.get("/min-sida/allt").text
    open_round(app, room)
    assert "Enkät om kursen: Du har inte använt ditt svarsblad." in phone.get("/min-sida/allt").text
    answer_by_link(app, room.links[0], "666666")
    text = phone.get("/min-sida/allt").text
    assert "Enkät om kursen: Du har använt ditt svarsblad." in text
    assert "Vad du har svarat sparas aldrig ihop med ditt namn." in text
    assert "Alltid" not in text
    assert "Helt och hållet" not in text


def test_the_privacy_page_tells_of_every_column_there_is() -> None:
    """A new column makes this fail until `my_page/stored.py` says what stands in it."""
    columns = {f"{name}.{column.name}" for name in TABLES for column in Base.metadata.tables[name].columns}
    told = [column for fact in stored.FACTS.values() for column in sorted(fact.columns)]
    assert sorted(told) == sorted(columns)


def test_no_column_holds_a_time_of_an_answer() -> None:
    """The only moment in these tables is when the words of a waiting phone run out."""
    times = {
        f"{name}.{column.name}"
        for name in TABLES
        for column in Base.metadata.tables[name].columns
        if re.search(r"_at$|_on$|time|date", column.name) or "time" in str(column.type).lower() or "date" in str(column.type).lower()
    }
    assert times == {"ballot_words.expires_at"}


def test_every_fact_has_its_place_on_the_privacy_page() -> None:
    for spoken in LOCALES:
        _, body = pages.split(pages.path_of("privacy", spoken))
        assert placeholders.names(body) >= stored.FACTS.keys()


def test_the_privacy_page_says_what_is_not_protected_and_promises_no_more(visit: Visit) -> None:
    text = visit.get("/sa-hanterar-vi").text
    for said in (
        "Att du har ett svarsblad, och om det är använt.",
        "Den som sköter servern kan läsa svaren så länge nyckeln finns kvar.",
        "Svarar du på papper ser den som skriver in bladet vad du har svarat.",
        "Det första svaret räknas",
        "Ingen kan se efteråt vem som svarat vad.",
    ):
        assert said in text
    assert "omöjlig" not in text
