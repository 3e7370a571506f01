"""A row of the past, and what can be wrong with it."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from webapp.people.values import Sex


class Why(Enum):
    """Why a row, or the whole file, is refused."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_A_TABLE = "not_a_table"
    HEADINGS = "headings"
    EMPTY = "empty"
    QUOTES = "quotes"
    LETTERS = "letters"
    CELLS = "cells"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    PERSONAL_NUMBER = "personal_number"
    NOT_A_DAY = "not_a_day"
    NO_DAY = "no_day"
    NOT_A_NUMBER = "not_a_number"
    MORE_THAN_ALL = "more_than_all"
    SEX = "sex"
    TWICE = "twice"
    #: The course is there already, with other figures.
    OTHERWISE = "otherwise"
    NO_SUCH_COURSE = "no_such_course"
    NOTHING_TO_CONFIRM = "nothing_to_confirm"


class Odd(Enum):
    """Why a row is kept out until somebody has looked at it and said that it is right."""

    BACKWARDS = "backwards"
    FUTURE = "future"
    LONG_AGO = "long_ago"
    LONG_COURSE = "long_course"
    LONG_BETWEEN = "long_between"
    BEFORE_COURSE = "before_course"
    LONG_AFTER_COURSE = "long_after_course"


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One course as a row told it."""

    line: int
    name: str
    starts_on: date
    ends_on: date
    participants: int
    women: int
    men: int
    sp: int
    ae: int


@dataclass(frozen=True, slots=True)
class GkRow:
    """One person's GK as a row told it. Days that are not known are left empty."""

    line: int
    course: str
    sex: Sex | None
    requested_on: date | None
    first_on: date | None
    last_on: date | None


Row = CourseRow | GkRow


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that cannot be taken in, and the heading of the cell that is wrong when it is one cell."""

    line: int
    why: Why
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Doubted:
    """A line whose days cannot be right."""

    line: int
    why: Odd


@dataclass(slots=True)
class Sheet:
    """A whole file as it was read."""

    rows: list[Row] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


def same_name(name: str) -> str:
    """What two ways to write the name of one course have in common."""
    return " ".join(name.casefold().split())
