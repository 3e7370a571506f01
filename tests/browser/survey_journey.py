"""The anonymous survey as taps: from the link in a message to the thanks."""

from flask import Flask
from playwright.sync_api import Page

from tests.browser import cast
from tests.browser.journey import Guest, Tap, take
from tests.browser.survey_states import GIVEN, QUESTIONS
from tests.people import some
from tests.support.live import Live
from webapp import boxes
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.people.models import Participant
from webapp.storage import transaction

#: What comes after each question.
NEXT = (*QUESTIONS[1:], "check")


def _chosen(question: str) -> dict[str, str]:
    return {f"[name=answer][value='{GIVEN[question]}']": ""}


ANSWERS = tuple(Tap(f"enkät: {question}", f"/enkat/{after}", _chosen(question)) for question, after in zip(QUESTIONS, NEXT, strict=True))
BEGIN, SEND = Tap("enkät: börja", "/enkat/q1"), Tap("enkät: tack", "/enkat/tack/*")
SURVEY_TAPS = (BEGIN, *ANSWERS, SEND)


def asked(live: Live, locale: str = "sv") -> Guest:
    """Somebody whose course is asked, and who has been sent a link."""
    with live.app.app_context(), transaction() as session:
        house = cast.house(session)
        person = some.a_person(session, house.answering, "Amina Ek", "070-1740612", locale)
        invitations.newcomer(session, house.answering, person.id)
        token = invitations.address(invitations.link_for(session, person.id, at=clock.now())).rpartition("/")[2]
        return Guest(person.id, f"/m/{token}", house.fk)


def open_for(app: Flask, guest: Guest) -> None:
    """The last meeting has come: the course of somebody who is here already is asked."""
    with app.app_context():
        boxes.keep_keys()
        with transaction() as session:
            course = session.get_one(Participant, guest.id).course_id
            invitations.open_survey(session, course, Part.A, at=clock.now())


def answer(page: Page, live: Live, guest: Guest, *, until: str = "") -> None:
    """From the link to the page that a tap named `until` leads to, or to the end."""
    page.goto(live.url + guest.path)
    for tap in SURVEY_TAPS:
        take(page, live, tap)
        if tap.name == until:
            return
