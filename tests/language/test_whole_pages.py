"""Whole pages as a participant meets them, from her first page to her shared place: easy to read in every language."""

import html
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from flask import Flask

from tests.course_survey.classroom import QUESTIONS_A, a_classroom, open_round
from tests.invitations.guests import a_guest
from tests.people import some
from tests.support.known import comes_in
from tests.support.page import Page
from tests.support.visit import Visit
from webapp.course_survey.values import Part
from webapp.ground.locales import LOCALES, Locale
from webapp.ground.parties import Agency
from webapp.language import speaking, t
from webapp.language.measure import words
from webapp.language.readability import check_page, together
from webapp.people import service as people
from webapp.storage import transaction

#: Wording that is somebody else's, with its help where it is shown a second time to check, and what is not words on the screen.
_NOT_OURS = re.compile(
    r'<(details|section|h1|dt|dd) class="(?:legal|official|under)"[^>]*>.*?</\1>'
    r'|<svg.*?</svg>|<bdi.*?</bdi>|<span class="unseen[^>]*>.*?</span>',
    re.DOTALL,
)
_INLINE = re.compile(r"</?(?:a|b|i|em|strong|span|time|bdi|abbr)\b[^>]*>")
_MOST_WORDS = 120
_MOST_WORDS_IN_SHORT = 40

#: The pages a participant can open when she has answered everything.
PATHS = (
    *("/", "/hjalp-nu", "/sa-hanterar-vi", "/inte-jag", "/ny-lank", "/ny-lank/skickad"),
    *("/min-sida", "/min-sida/allt", "/min-sida/samtycken", "/min-sida/vem-har-last"),
    *("/min-sida/trappan", "/min-sida/trappan/visa", "/min-sida/trappan/sluta-visa", "/min-sida/trappan/visa-for/both"),
    *(f"/min-sida/samtycken/{purpose}/ta-tillbaka" for purpose in ("secrecy", "statistics")),
)


def lines(page: Page) -> list[str]:
    """What `main` says, one line for each line on the screen."""
    main = page.html.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    text = re.sub(r"<[^>]*>", "\n", _INLINE.sub("", _NOT_OURS.sub("\n", main)))
    return [line for row in html.unescape(text).split("\n") if (line := " ".join(row.split()))]


@pytest.fixture(params=LOCALES, ids=lambda locale: locale.id)
def locale(request: pytest.FixtureRequest) -> Locale:
    chosen: Locale = request.param
    return chosen


@pytest.fixture
def person(app: Flask, locale: Locale) -> UUID:
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session))
        person = some.a_person(session, course.id, locale=locale.id)
        for agency in Agency:
            people.give_handler(session, person, agency, some.handler(session, f"Nils {agency.value}", agency))
        return person.id


def journey(visit: Visit, locale: Locale) -> Iterator[Page]:
    """Both consents and the staircase, answered as most would."""
    with speaking(locale):
        go, skip = t("chat.go", "Fortsätt"), t("staircase.need.skip", "Hoppa över")
        send, save = t("consent-secrecy.check.button", "Skicka mitt svar"), t("staircase.check.button", "Spara mitt svar")
    for flow, understood in (("consent-secrecy", "goes_on"), ("consent-statistics", "can")):
        yield visit.get(f"/samtal/{flow}")
        for given in ({}, {"answer": understood}, {"answer": "give"}, {"name": "Ali", "agree": "y"}):
            yield visit.send(go, given)
        yield visit.send(send)
    yield visit.get("/samtal/staircase")
    yield visit.send(go, {"answer": "1-2"})
    yield visit.send(skip)
    for given in ({"answer": "5-9"}, {"answer": "show_both"}):
        yield visit.send(go, given)
    yield visit.send(save)


def test_every_page_of_the_journey_is_easy_to_read(visit: Visit, person: UUID, locale: Locale) -> None:
    phone = comes_in(visit, participant_id=person)
    pages = list(journey(phone, locale))
    opened = [phone.get(path) for path in PATHS]
    assert [page.url for page in opened] == list(PATHS)
    assert together(found for page in [*pages, *opened] for found in check_page(lines(page), locale.id, page.url)) == ""


def test_every_page_of_the_doors_is_easy_to_read(app: Flask, visit: Visit, locale: Locale) -> None:
    guest = a_guest(app, locale=locale.id)
    with speaking(locale):
        go, send = t("chat.go", "Fortsätt"), t("invitations.device.send", "Skicka en kod till {address}", address="•• 12")
        room = t("invitations.device.room", "Jag är i kursrummet")
    pages = [visit.get(guest.path), visit.send(go), visit.send(send), visit.send(go, {"code": "12"}, status=422)]
    visit.get("/telefon")
    pages += [visit.send(room), visit.get("/m/" + "a" * 26, status=404), visit.get("/finns-inte", status=404)]
    assert together(found for page in pages for found in check_page(lines(page), locale.id, page.url)) == ""


def survey(app: Flask, visit: Visit, locale: Locale) -> Iterator[Page]:
    """Every page of the survey: in the room, by the link, both parts to the end, and the ends that went otherwise."""
    room = a_classroom(app, 6, locale=locale.id)
    _, code = open_round(app, room)
    with speaking(locale):
        go, show, send = (
            t("chat.go", "Fortsätt"),
            t("survey.words.show", "Visa mina två ord"),
            t("course-survey-a.check.button", "Skicka mina svar"),
        )
        begin, again = t("survey.by-link", "Svara på enkäten"), t("survey.take-away", "Ta bort svaren från telefonen")
    yield visit.get(f"/enkat/rum/{code}")
    yield visit.send(show)
    yield visit.send(go)
    yield visit.get("/enkat/rum/finns-inte", 404)
    yield visit.get("/enkat")
    yield visit.get(room.links[0])
    yield visit.send(begin)
    yield visit.send(go, status=422)
    for _ in QUESTIONS_A:
        yield visit.send(go, {"answer": "5"})
    yield visit.send(again)
    visit.get(room.links[0])
    visit.send(begin)
    choose_each(visit, go)
    yield visit.send(send)
    for path in ("/enkat/redan/1", "/enkat/borja-om?stangd=1", "/enkat/annan-telefon"):
        yield visit.get(path)
    open_round(app, room, Part.B)
    yield visit.get(room.links[0])
    visit.send(begin)
    for answer in ("1", "8"):
        yield visit.send(go, {"answer": answer})


def choose_each(visit: Visit, go: str) -> None:
    for _ in QUESTIONS_A:
        visit.send(go, {"answer": "5"})


def test_every_page_of_the_survey_is_easy_to_read_and_short(app: Flask, visit: Visit, locale: Locale) -> None:
    visit.language = locale.tag
    pages = list(survey(app, visit, locale))
    assert together(found for page in pages for found in check_page(lines(page), locale.id, page.url)) == ""
    counted = {page.url: len(words(" ".join(lines(page)))) for page in pages}
    assert {url: count for url, count in counted.items() if count > _MOST_WORDS} == {}


def test_a_long_page_begins_with_a_short_one(visit: Visit, person: UUID, locale: Locale) -> None:
    phone = comes_in(visit, participant_id=person)
    for flow in ("consent-secrecy", "consent-statistics"):
        short = phone.get(f"/samtal/{flow}/read").texts(".short")
        assert len(short) == 1
        assert len(words(short[0])) <= _MOST_WORDS_IN_SHORT, short[0]


def test_a_question_page_has_few_words(visit: Visit, person: UUID, locale: Locale) -> None:
    phone = comes_in(visit, participant_id=person)
    asked = [page for page in journey(phone, locale) if not page.url.endswith("/read")]
    counted = {page.url: len(words(" ".join(lines(page)))) for page in asked}
    assert {url: count for url, count in counted.items() if count > _MOST_WORDS} == {}
