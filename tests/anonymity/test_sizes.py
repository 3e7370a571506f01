"""Nothing about an answer can be told from a size on the wire: of requests and answers with headers, packed and plain, in every language.

Nor from how many there are: whoever is asked fewer questions gets as many pages.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import pytest
import time_machine

from tests.anonymity import roles
from tests.anonymity.evening import open_part
from tests.anonymity.house import House, a_house
from tests.anonymity.phone import Phone
from tests.anonymity.roles import QUESTIONS, SCALE, YES_NO
from tests.support.databases import Databases
from webapp.course_survey.values import Part
from webapp.ground.locales import LOCALES, Locale

Sizes = dict[tuple[str, ...], set[tuple[int, int]]]
#: The answers with the longest words, the shortest, and some that are mixed.
EXTREMES = ("555555", "111111", "444444", "999999", "888888", "414515", "951264")


def _begin(house: House, course: roles.Course, person: int, locale: Locale, *, packed: bool) -> Phone:
    phone = Phone(house.url, f"127.0.9.{person + 1}", packed=packed, cookies={"sprak": locale.id})
    phone.get(course.people[person].link)
    phone.post(f"{course.people[person].link}/enkat")
    return phone


def _noted(phone: Phone, sizes: Sizes, *what: str) -> None:
    """The requests since the last time, each by what it was for and the way it led."""
    for one in phone.weighed:
        sizes[(*what, one.method, one.path, str(one.status))].add((one.sent, one.got))
    phone.weighed.clear()


def _each_answer(phone: Phone, sizes: Sizes, questions: Sequence[str]) -> None:
    """Every answer to every question, with the page it leads to, and the question once more with that answer chosen."""
    for question in questions:
        for answer in YES_NO if question == "q8" else SCALE:
            phone.get(f"/enkat/{question}")
            phone.weighed.clear()
            phone.answer(answer)
            _noted(phone, sizes, "after", question)
            phone.get(f"/enkat/{question}")
            _noted(phone, sizes, "again", question)
        if question == "q8":
            phone.get("/enkat/q8")
            phone.answer("1")


def _each_check(phone: Phone, sizes: Sizes, questions: Sequence[str]) -> None:
    """The page to check, for sheets of long and short words."""
    for sheet in EXTREMES:
        for question, answer in zip(questions, sheet, strict=False):
            phone.get(f"/enkat/{question}")
            phone.answer("1" if question == "q8" else answer)
        phone.get("/enkat/check")
        phone.weighed.clear()
        phone.get("/enkat/check")
        _noted(phone, sizes, "check")


@pytest.mark.parametrize("part", Part, ids=lambda part: part.value)
def test_no_size_tells_an_answer(databases: Databases, tmp_path: Path, clock: time_machine.Traveller, part: Part) -> None:
    dice = random.Random(7)
    told: Sizes = {}
    with a_house(databases.migrated("sqlite", tmp_path / "house"), tmp_path / "house", clock, leaks=False) as house:
        course = roles.a_course(house, 2 * len(LOCALES), dice, network=1, way_in="link")
        open_part(house, course, part)
        for number, (locale, packed) in enumerate((locale, packed) for locale in LOCALES for packed in (True, False)):
            sizes: Sizes = defaultdict(set)
            phone = _begin(house, course, number, locale, packed=packed)
            _each_answer(phone, sizes, QUESTIONS[part])
            _each_check(phone, sizes, QUESTIONS[part])
            phone.send("/enkat/check", phone.hidden())
            assert phone.path.startswith("/enkat/tack/")
            phone.close()
            told |= {(locale.id, str(packed), *what): several for what, several in sizes.items() if len(several) > 1}
            assert len(sizes) > 3 * len(QUESTIONS[part])
        for one in (course.leader, *(person.phone for person in course.people)):
            one.close()
    assert told == {}


Wire = tuple[tuple[str, str, int, int, int, tuple[tuple[str, int], ...]], ...]


def _walked(phone: Phone, link: str, answers: str) -> Wire:
    """From the button behind the link to the thanks: what went over the wire, and how long each cookie was that the phone then had."""
    phone.get(link)
    phone.weighed.clear()
    phone.post(f"{link}/enkat")
    for answer in answers:
        phone.answer(answer)
    phone.post("/enkat/check")
    assert phone.path.startswith("/enkat/tack/")
    phone.close()
    return tuple((one.method, one.path.replace(link, ""), one.status, one.sent, one.got, one.cookies) for one in phone.weighed)


def _ways(part: Part) -> list[str]:
    """Every answer to a question on which others hang, with short and with long words after it; where nothing hangs, those two sheets."""
    first = YES_NO if part is Part.B else "15"
    return [one + rest * (len(QUESTIONS[part]) - 1) for one in first for rest in "15"]


@pytest.mark.parametrize("packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("part", Part, ids=lambda part: part.value)
def test_every_way_through_is_the_same_on_the_wire(
    databases: Databases, tmp_path: Path, clock: time_machine.Traveller, part: Part, packed: bool
) -> None:
    with a_house(databases.migrated("sqlite", tmp_path / "house"), tmp_path / "house", clock, leaks=False) as house:
        course = roles.a_course(house, len(_ways(part)), random.Random(7), network=1, way_in="link")
        open_part(house, course, part)
        walked = set()
        for number, (person, answers) in enumerate(zip(course.people, _ways(part), strict=True)):
            phone = Phone(house.url, f"127.0.9.{number + 1}", packed=packed, cookies={"sprak": "sv"})
            walked.add(_walked(phone, person.link, answers))
        for one in (course.leader, *(person.phone for person in course.people)):
            one.close()
    (way,) = walked
    posted = [path for method, path, *_ in way if method == "POST"]
    assert posted == ["/enkat", *(f"/enkat/{question}" for question in QUESTIONS[part]), "/enkat/check"]
