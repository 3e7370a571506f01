"""Every page of the survey has the one size of its kind, whatever is on it and in whatever language."""

import gzip
from collections.abc import Mapping

import brotli
import pytest
from flask import Flask

from tests.browser.asked import cookie_of_sheet
from tests.course_survey.classroom import QUESTIONS_A, a_classroom, open_round
from tests.support.databases import BASE_URL
from tests.support.known import known
from webapp.chat.views.survey_packing import PACKINGS, Sizes
from webapp.course_survey import service
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.ground.locales import LOCALES, Locale
from webapp.language import choose
from webapp.parts import HEADER
from webapp.people.models import StaffAccount
from webapp.storage import transaction

SCALE = "12345689"
#: At the foot of every page; as long as a name may well be, and it packs badly.
LONG = "Alexandra-Wilhelmina Zetterqvist Björkhammar"
#: Bytes left over for words that grow.
MARGIN = 32
WITHOUT_ANSWERS = (
    *("/enkat", "/enkat/rum/{code}", "/enkat/rum/finnsinte", "/enkat/annan-telefon"),
    *("/enkat/tack/1", "/enkat/tack/99", "/enkat/redan/1", "/enkat/redan/99", "/enkat/borja-om", "/enkat/borja-om?stangd=1"),
)

in_every_language = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
whole_and_part = pytest.mark.parametrize("part", [False, True], ids=["whole", "part"])
each_way = pytest.mark.parametrize("way", PACKINGS)
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
#: What fills a page to its size, by the way it is packed.
FILLING = {
    "br": lambda body: len(body) - len(body[:-1].rstrip(b"\x06")) - 1,
    "gzip": lambda body: int.from_bytes(body[10:12], "little"),
}


def _of(sizes: Sizes, *, part: bool) -> int:
    return sizes.part if part else sizes.whole


class Scales:
    """A known phone whose pages are weighed as they go out packed, and without what fills them."""

    def __init__(self, app: Flask, locale: Locale, *, part: bool, way: str, survey: Part = Part.A) -> None:
        self.way, self.app, room = way, app, a_classroom(app, 6, locale=locale.id)
        self.round_id, self.code = open_round(app, room, survey)
        with app.app_context(), transaction() as session:
            session.get_one(StaffAccount, room.leader).name = LONG
        cookie = known(app, BASE_URL, participant_id=room.people[0])
        self._cookies = {cookie.name: cookie.secret, choose.COOKIE: locale.id}
        self._headers = {"Accept-Encoding": way}
        self.filled = set[int]()
        if part:
            self._headers[HEADER] = UNPACK[way](self._body("/enkat", {})).decode().partition('data-frame="')[2][:8]

    def needs(self, path: str, answers: Mapping[str, str]) -> int:
        body = self._body(path, answers)
        self.filled.add(len(body))
        assert (b"<html" in UNPACK[self.way](body)) is (HEADER not in self._headers)
        return len(body) - FILLING[self.way](body)

    def largest(self, path: str) -> int:
        """The largest page there can be: each answer in turn is chosen so that the page grows."""
        answers = dict.fromkeys(QUESTIONS_A, "5")
        for question in QUESTIONS_A:
            answers |= {question: max(SCALE, key=lambda one: self.needs(path, answers | {question: one}))}
        return self.needs(path, answers)

    def _body(self, path: str, answers: Mapping[str, str]) -> bytes:
        client = self.app.test_client()
        for name, value in {**self._cookies, **(cookie_of_sheet(self.app, self.round_id, answers) if answers else {})}.items():
            client.set_cookie(name, value, domain="mellansteg.example", secure=True)
        body: bytes = client.get(path, base_url=BASE_URL, headers=self._headers).data
        return body


@in_every_language
@whole_and_part
@each_way
def test_pages_without_answers_have_one_size(app: Flask, locale: Locale, part: bool, way: str) -> None:
    scales, usual = Scales(app, locale, part=part, way=way), _of(PACKINGS[way].pages, part=part)
    needed = [scales.needs(path.format(code=scales.code), {}) for path in WITHOUT_ANSWERS]
    needed += [scales.needs(f"/enkat/{question}", dict.fromkeys(QUESTIONS_A, one)) for question in QUESTIONS_A for one in "159"]
    assert (scales.filled, max(needed) + MARGIN <= usual) == ({usual}, True), max(needed)


@in_every_language
@whole_and_part
@each_way
def test_what_is_asked_and_what_is_gone_past_have_that_size(app: Flask, locale: Locale, part: bool, way: str) -> None:
    scales, usual = Scales(app, locale, part=part, way=way, survey=Part.B), _of(PACKINGS[way].pages, part=part)
    needed = [scales.needs("/enkat/q8", {"q8": one}) for one in "129"]
    needed += [scales.needs("/enkat/q9", {"q8": one}) for one in "12"]
    needed += [scales.needs("/enkat/q10", {"q8": one, "q9": other}) for one, other in ("15", "20")]
    assert (scales.filled, max(needed) + MARGIN <= usual) == ({usual}, True), max(needed)


@in_every_language
@whole_and_part
@each_way
def test_pages_with_answers_have_one_size(app: Flask, locale: Locale, part: bool, way: str) -> None:
    scales, usual = Scales(app, locale, part=part, way=way), _of(PACKINGS[way].answers, part=part)
    needed = [scales.largest("/enkat/check")]
    with app.app_context(), transaction() as session:
        service.close(session, scales.round_id, at=clock.now())
    needed.append(scales.largest("/enkat/q3"))
    assert (scales.filled, max(needed) + MARGIN <= usual) == ({usual}, True), max(needed)
