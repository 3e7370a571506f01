"""What an answer would look like if it lay readable somewhere, and where it does.

Digits alone stand everywhere, so nothing is searched for that could stand there by chance: whole sheets, the plain bytes of the cookie, all
answers of one person in a row and apart from other signs, all of them beside the names of the questions, or as small numbers near an id.
"""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from tests.anonymity.clues import spellings
from tests.anonymity.copies import Copy
from tests.anonymity.evening import Evening
from tests.anonymity.roles import CALLED, NOT_ASKED, QUESTIONS
from webapp.chat.sheet import MOST_ANSWERS
from webapp.course_survey import sealing
from webapp.course_survey.values import Part

#: Bytes on both sides of an id in which answers as small numbers would be a row about that person.
NEAR = 64
KEY_PIECE = 32
POSTED = re.compile(rb"answer=\d")
#: The words of answers. As parts of the questions they stand in the database from the start.
WORDS = tuple(word.encode() for word in ("Aldrig", "Sällan", "Ibland", "För det mesta", "Till liten del", "Vill inte svara"))
#: The six answers of part A, apart from other signs; and parted from one another, each by the same.
IN_A_ROW = re.compile(rb"(?<![\w.+/=-])[1-9]{6}(?![\w.+/=-])")
APART = re.compile(rb"[1-9]([^0-9A-Za-z]{1,6})[1-9](?:\1[1-9]){4}")
SIGNS = re.compile(rb"[^1-9]")


def readable(evening: Evening, copies: Sequence[Copy]) -> list[str]:
    """Every trace of an answer, a name or the private key: what it is, and in which copy and file."""
    found, searched = [], set[int]()
    usual = {word: max(content.count(word) for content in evening.copies[0].files.values()) for word in WORDS}
    for number, copy in enumerate(copies):
        for name, content in copy.files.items():
            if id(content) not in searched:
                searched.add(id(content))
                found += [f"{what} in {name}, copy {number}" for what in in_file(evening, content, usual)]
    return found


def in_file(evening: Evening, content: bytes, usual: Mapping[bytes, int]) -> Iterator[str]:
    """What is readable in one file. Words of answers may stand in it as often as in any file before the first answer."""
    yield from (what for what, needle in needles(evening).items() if needle in content)
    yield from (f"the word {word.decode()}" for word, times in usual.items() if content.count(word) > times)
    if POSTED.search(content):
        yield "a posted answer"
    whole = {person: sheet for person, sheet in evening.sent.items() if NOT_ASKED not in sheet}
    yield from ("answers by name" for sheet in whole.values() if _by_name(QUESTIONS[evening.part], sheet).search(content))
    if evening.part is Part.A:
        rows = {found[0] for found in IN_A_ROW.finditer(content)} | {SIGNS.sub(b"", found[0]) for found in APART.finditer(content)}
        yield from ("answers in a row" for sheet in whole.values() if sheet.encode() in rows)
        near = (_near(content, evening.known_as[person], bytes(int(sign) for sign in sheet)) for person, sheet in whole.items())
        yield from ("small numbers near an id" for found in near if found)


def needles(evening: Evening) -> dict[str, bytes]:
    """Exact bytes."""
    found = {"a name": CALLED.encode()}
    for place in range(0, len(evening.key), KEY_PIECE):
        found |= _spelled("the private key", evening.key[place : place + KEY_PIECE], place)
    for number, (person, sheet) in enumerate(evening.sent.items()):
        answers = dict(zip(QUESTIONS[evening.part], sheet, strict=True))
        asked = {question: sign for question, sign in answers.items() if sign != NOT_ASKED}
        if len(asked) == len(answers):
            found |= _spelled("a sheet", sealing.write_sheet(QUESTIONS[evening.part], asked), number)
            if evening.part is Part.A:  # three digits and nothing after them stand in many places
                found |= _spelled("answers of a cookie", sheet.encode().ljust(MOST_ANSWERS, b"\0"), number)
        found |= _spelled("a cookie", evening.rounds[person].bytes + evening.known_as[person][-1].bytes, number)
    return found


def _spelled(what: str, raw: bytes, number: int) -> dict[str, bytes]:
    ways = {"": raw, " as hex": raw.hex().encode(), " as base64": base64.b64encode(raw).rstrip(b"=")[:-1]}
    return {f"{what}{way} ({number})": spelled for way, spelled in ways.items()}


def _by_name(questions: Sequence[str], sheet: str) -> re.Pattern[bytes]:
    named = (rf"{question}\W{{1,5}}{sign}\b" for question, sign in zip(questions, sheet, strict=True))
    return re.compile(r"[^\n]{0,20}?".join(named).encode())


def _near(content: bytes, ids: Sequence[UUID], numbers: bytes) -> bool:
    for spelled in (way for one in ids for way in (*spellings(one), one.hex.encode())):
        place = content.find(spelled)
        while place >= 0:
            if numbers in content[max(place - NEAR, 0) : place + len(spelled) + NEAR]:
                return True
            place = content.find(spelled, place + 1)
    return False
