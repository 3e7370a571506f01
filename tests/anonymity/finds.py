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
LABELS = ("Aldrig", "Sällan", "Ibland", "För det mesta", "Till liten del", "Till mycket stor del", "Vill inte svara")


def readable(evening: Evening, copies: Sequence[Copy]) -> list[str]:
    """Every trace of an answer, a name or the private key: what it is, and in which copy and file."""
    found = []
    searched: set[int] = set()
    for number, copy in enumerate(copies):
        for name, content in copy.files.items():
            if id(content) not in searched:
                searched.add(id(content))
                found += [f"{what} in {name}, copy {number}" for what in in_file(evening, content)]
                found += [f"the word {word} in {name}, copy {number}" for word in _new_words(evening.copies, name, content)]
    return found


def in_file(evening: Evening, content: bytes) -> Iterator[str]:
    """What is readable in one file."""
    for what, needle in needles(evening).items():
        if needle in content:
            yield what
    for what, pattern in patterns(evening).items():
        if pattern.search(content):
            yield what
    for person, sheet in _whole(evening).items():
        if len(sheet) == len(QUESTIONS[Part.A]) and _near(content, evening.known_as[person], bytes(int(sign) for sign in sheet)):
            yield "small numbers near an id"


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
            found |= _spelled("answers of a cookie", sheet.encode().ljust(MOST_ANSWERS, b"\0"), number)
        found |= _spelled("a cookie", evening.round_id.bytes + evening.known_as[person][-1].bytes, number)
    return found


def _spelled(what: str, raw: bytes, number: int) -> dict[str, bytes]:
    ways = {"": raw, " as hex": raw.hex().encode(), " as base64": base64.b64encode(raw).rstrip(b"=")[:-1]}
    return {f"{what}{way} ({number})": spelled for way, spelled in ways.items()}


def patterns(evening: Evening) -> dict[str, re.Pattern[bytes]]:
    """Answers of one person as text: in a row, parted by one sign or more, and beside the names of their questions."""
    found = {"a posted answer": POSTED}
    questions = QUESTIONS[evening.part]
    for number, sheet in enumerate(_whole(evening).values()):
        if evening.part is Part.A:
            found[f"answers in a row ({number})"] = re.compile(rf"(?<![\w.+/=-]){sheet}(?![\w.+/=-])".encode())
            apart = rf"{sheet[0]}(?P<gap>[^0-9A-Za-z]{{1,6}})" + "(?P=gap)".join(sheet[1:])
            found[f"answers apart ({number})"] = re.compile(apart.encode())
        named = r"[^\n]{0,20}?".join(rf"{question}\W{{1,5}}{sign}\b" for question, sign in zip(questions, sheet, strict=True))
        found[f"answers by name ({number})"] = re.compile(named.encode())
    return found


def _whole(evening: Evening) -> dict[UUID, str]:
    """Those who were asked everything: less than that stands in many places by chance."""
    return {person: sheet for person, sheet in evening.sent.items() if NOT_ASKED not in sheet}


def _near(content: bytes, ids: Sequence[UUID], numbers: bytes) -> bool:
    for spelled in (way for one in ids for way in (*spellings(one), one.hex.encode())):
        place = content.find(spelled)
        while place >= 0:
            if numbers in content[max(place - NEAR, 0) : place + len(spelled) + NEAR]:
                return True
            place = content.find(spelled, place + 1)
    return False


def _new_words(copies: Sequence[Copy], name: str, content: bytes) -> Iterator[str]:
    """Words of answers that stand in a file more often than before the first answer."""
    before = copies[0].files.get(name) or b""
    for word in LABELS:
        if content.count(word.encode()) > max(before.count(word.encode()), _elsewhere(copies[0].files, word)):
            yield word


def _elsewhere(files: Mapping[str, bytes], word: str) -> int:
    """A page of the database may come once more into its journal or a backup, but not more often than it was anywhere."""
    return max((content.count(word.encode()) for content in files.values()), default=0)
