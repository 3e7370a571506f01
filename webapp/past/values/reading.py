"""A file from a spreadsheet, line by line: no more of it is ever held than its rows, and every row that is wrong has its line and reason.

A line that is not UTF-8 is read as Windows-1252, so a file that was put together from several keeps every letter.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from webapp.ground.personal_number import personal_number_in
from webapp.past.values import CourseRow, GkRow, Refused, Row, Sheet, Why, same_name
from webapp.people.values import Sex

COURSES = ("course", "start", "end", "participants", "women", "men", "sp", "ae")
GKS = ("course", "sex", "requested", "gk1", "gk2")
LARGEST_FILE = 10 * 1024 * 1024
#: More than twice all GK that were held in Sweden in 2019.
MOST_ROWS = 20_000
#: After so many faults the file is another one than was meant.
MOST_FAULTS = 100
LONGEST_LINE = 4_000
LONGEST_NAME = 200
_UTF8_MARK = b"\xef\xbb\xbf"
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SHORT = re.compile(r"\d{6}", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}", re.ASCII)
_SEXES = {"kvinna": Sex.WOMAN, "k": Sex.WOMAN, "man": Sex.MAN, "m": Sex.MAN, "annat": Sex.OTHER, "okänt": None, "": None}


class _Stop(Exception):
    """Reading cannot go on."""

    def __init__(self, line: int, why: Why) -> None:
        super().__init__(why.value)
        self.refused = Refused(line, why)


class _Wrong(Exception):
    def __init__(self, why: Why, heading: str = "") -> None:
        super().__init__(why.value)
        self.why, self.heading = why, heading


def read(file: BinaryIO) -> Sheet:
    """Every row of a file of courses or of GK. Never raises for what stands in it."""
    sheet = Sheet()
    try:
        _read(file, sheet)
    except _Stop as stop:
        sheet.refused.append(stop.refused)
    return sheet


def _read(file: BinaryIO, sheet: Sheet) -> None:
    rows = _cells(file)
    line, headings = next(rows, (1, []))
    if not headings:
        raise _Stop(1, Why.EMPTY)
    kind = tuple(heading.strip().lower() for heading in headings)
    if kind not in {COURSES, GKS}:
        raise _Stop(line, Why.HEADINGS)
    seen: set[str] = set()
    for line, cells in rows:
        try:
            row = _row(kind, line, [cell.strip() for cell in cells])
            _once(row, seen)
            sheet.rows.append(row)
        except _Wrong as wrong:
            sheet.refused.append(Refused(line, wrong.why, wrong.heading))
        if len(sheet.refused) >= MOST_FAULTS:
            return
        if len(sheet.rows) > MOST_ROWS:
            raise _Stop(line, Why.TOO_MANY_ROWS)


def _once(row: Row, seen: set[str]) -> None:
    """A course stands once in a file; two people may well have had their GK on the same days."""
    if isinstance(row, CourseRow):
        if same_name(row.name) in seen:
            raise _Wrong(Why.TWICE, "course")
        seen.add(same_name(row.name))


def _cells(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The line where each row begins, and its cells. Empty lines are nobody's."""
    reader = csv.reader(_lines(file), delimiter=";", strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            raise _Stop(begins, Why.QUOTES) from fault
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _lines(file: BinaryIO) -> Iterator[str]:
    size = number = 0
    while raw := file.readline(LONGEST_LINE + 1):
        number, size = number + 1, size + len(raw)
        if size > LARGEST_FILE:
            raise _Stop(number, Why.TOO_LARGE)
        if len(raw) > LONGEST_LINE or b"\0" in raw:
            raise _Stop(number, Why.NOT_A_TABLE)
        yield _text(raw.removeprefix(_UTF8_MARK) if number == 1 else raw, number)


def _text(raw: bytes, number: int) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as fault:
        raise _Stop(number, Why.LETTERS) from fault


def _row(kind: tuple[str, ...], line: int, cells: list[str]) -> Row:
    if len(cells) != len(kind):
        raise _Wrong(Why.CELLS)
    told = dict(zip(kind, cells, strict=True))
    for heading, cell in told.items():
        if personal_number_in(cell):
            raise _Wrong(Why.PERSONAL_NUMBER, heading)
    if not told["course"]:
        raise _Wrong(Why.NO_NAME, "course")
    if len(told["course"]) > LONGEST_NAME:
        raise _Wrong(Why.LONG_NAME, "course")
    return _course(line, told) if kind == COURSES else _gk(line, told)


def _needed_day(told: dict[str, str], heading: str) -> date:
    day = _day(told, heading)
    if day is None:
        raise _Wrong(Why.NO_DAY, heading)
    return day


def _course(line: int, told: dict[str, str]) -> CourseRow:
    starts, ends = _needed_day(told, "start"), _needed_day(told, "end")
    everyone, women, men, sp, ae = (_number(told, heading) for heading in COURSES[3:])
    for part, heading in ((women, "women"), (women + men, "men"), (sp, "sp"), (ae, "ae")):
        if part > everyone:
            raise _Wrong(Why.MORE_THAN_ALL, heading)
    return CourseRow(line, told["course"], starts, ends, everyone, women, men, sp, ae)


def _gk(line: int, told: dict[str, str]) -> GkRow:
    if told["sex"].casefold() not in _SEXES:
        raise _Wrong(Why.SEX, "sex")
    days = [_day(told, heading) for heading in GKS[2:]]
    if not any(days):
        raise _Wrong(Why.NO_DAY, "requested")
    return GkRow(line, told["course"], _SEXES[told["sex"].casefold()], *days)


def _day(told: dict[str, str], heading: str) -> date | None:
    """2021-03-15 or 210315. Two figures are a year of this century: there was no GK in the one before."""
    cell = told[heading]
    if not cell:
        return None
    if _SHORT.fullmatch(cell):
        cell = f"20{cell[:2]}-{cell[2:4]}-{cell[4:]}"
    try:
        if _ISO.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise _Wrong(Why.NOT_A_DAY, heading)


def _number(told: dict[str, str], heading: str) -> int:
    if not _NUMBER.fullmatch(told[heading]):
        raise _Wrong(Why.NOT_A_NUMBER, heading)
    return int(told[heading])
