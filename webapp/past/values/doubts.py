"""Days that cannot be right, though each of them is a day. A row is doubted for the first reason found."""

from datetime import date, timedelta
from itertools import pairwise

from webapp.past.values import CourseRow, GkRow, Odd

#: Financial coordination, and with it samordningsförbund, began in 2004 (lag 2003:1210).
EARLIEST = date(2004, 1, 1)
#: Eight meetings, two a week, take four weeks; with holidays and illness hardly half a year.
LONGEST_COURSE = timedelta(days=183)
#: Between a request and GK1, and between two GK. The goal is two weeks; a whole year is more often a slip of the pen.
LONGEST_BETWEEN = timedelta(days=365)


def about_course(row: CourseRow, *, today: date) -> Odd | None:
    """What is odd about the days of a course."""
    if odd := _in_order([row.starts_on, row.ends_on], today):
        return odd
    return Odd.LONG_COURSE if row.ends_on - row.starts_on > LONGEST_COURSE else None


def about_gk(row: GkRow, starts_on: date, ends_on: date, *, today: date) -> Odd | None:
    """What is odd about the days of a GK, beside those of the course."""
    days = [day for day in (row.requested_on, row.first_on, row.last_on) if day]
    if odd := _in_order(days, today):
        return odd
    if any(after - before > LONGEST_BETWEEN for before, after in pairwise(days)):
        return Odd.LONG_BETWEEN
    if days[0] < starts_on:
        return Odd.BEFORE_COURSE
    return Odd.LONG_AFTER_COURSE if days[0] - ends_on > LONGEST_BETWEEN else None


def _in_order(days: list[date], today: date) -> Odd | None:
    if days != sorted(days):
        return Odd.BACKWARDS
    if days[-1] > today:
        return Odd.FUTURE
    return Odd.LONG_AGO if days[0] < EARLIEST else None
