"""The past is taken in whole or not at all; what is doubted waits; a second time adds nothing."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.ground import clock
from webapp.past import service
from webapp.past.models import PastCourse, PastGk
from webapp.past.values import CourseRow, Doubted, GkRow, Odd, Refused, Why, doubts
from webapp.past.values.reading import read
from webapp.people.models import Area
from webapp.security import audit
from webapp.storage import reading, transaction

COURSES = "course;start;end;participants;women;men;sp;ae\nVår;210301;210324;8;5;2;6;2\nHöst;210901;210924;7;4;3;0;7\n"
GKS = "course;sex;requested;gk1;gk2\nvår;k;210320;210401;210412\nVår;k;210320;210401;210412\nHöst;m;;211001;\n"
TODAY = date(2027, 1, 18)


@pytest.fixture
def area(session: Session) -> UUID:
    its = Area(name="Ådalen")
    session.add(its)
    session.flush()
    return its.id


def bring(session: Session, area: UUID, text: str, *confirmed: int) -> service.Taken:
    return service.bring(session, area, read(BytesIO(text.encode())), confirmed=confirmed, at=clock.now())


def refused(session: Session, area: UUID, text: str, *confirmed: int) -> Sequence[Refused]:
    before = here(session)
    with pytest.raises(service.CannotImport) as fault:
        bring(session, area, text, *confirmed)
    assert here(session) == before
    return fault.value.refused


def here(session: Session) -> tuple[int, int]:
    return len(session.scalars(select(PastCourse)).all()), len(session.scalars(select(PastGk)).all())


def test_a_file_comes_in_and_a_second_time_adds_nothing(session: Session, area: UUID) -> None:
    assert bring(session, area, COURSES) == service.Taken(courses=2)
    assert bring(session, area, GKS) == service.Taken(gks=3)
    assert bring(session, area, COURSES) == service.Taken(known=2)
    assert bring(session, area, GKS) == service.Taken(known=3)
    assert here(session) == (2, 3)
    found = session.scalars(select(PastGk).order_by(PastGk.course_id, PastGk.number)).all()
    assert sorted((one.number, str(one.first_on)) for one in found) == [(1, "2021-04-01"), (1, "2021-10-01"), (2, "2021-04-01")]


def test_a_longer_file_adds_what_is_new_though_two_rows_are_alike(session: Session, area: UUID) -> None:
    bring(session, area, COURSES)
    bring(session, area, GKS)
    assert bring(session, area, GKS + "Vår;k;210320;210401;210412\n") == service.Taken(gks=1, known=3)


def test_one_bad_row_keeps_the_whole_file_out(session: Session, area: UUID) -> None:
    assert refused(session, area, COURSES + "Vinter;210101;x;8;5;2;6;2\n") == [Refused(4, Why.NOT_A_DAY, "end")]
    assert refused(session, area, GKS) == [Refused(line, Why.NO_SUCH_COURSE) for line in (2, 3, 4)]
    bring(session, area, COURSES)
    assert refused(session, area, COURSES.replace("8;5;2", "9;5;2")) == [Refused(2, Why.OTHERWISE)]


def test_another_area_has_its_own_past(session: Session, area: UUID) -> None:
    bring(session, area, COURSES)
    other = Area(name="Bergen")
    session.add(other)
    session.flush()
    assert refused(session, other.id, GKS) == [Refused(line, Why.NO_SUCH_COURSE) for line in (2, 3, 4)]
    assert bring(session, other.id, COURSES.replace("8;5;2", "9;5;2")) == service.Taken(courses=2)


def test_a_doubted_row_waits_until_its_own_line_is_confirmed(session: Session, area: UUID) -> None:
    text = COURSES + "Baklänges;210601;210501;8;5;2;6;2\n"
    assert bring(session, area, text) == service.Taken(courses=2, doubted=[Doubted(4, Odd.BACKWARDS)])
    assert refused(session, area, text, 3) == [Refused(3, Why.NOTHING_TO_CONFIRM)]
    assert bring(session, area, text, 4) == service.Taken(courses=1, known=2)
    assert bring(session, area, text, 4) == service.Taken(known=3)


@pytest.mark.parametrize(
    ("starts", "ends", "odd"),
    [
        (date(2021, 3, 1), date(2021, 3, 1), None),
        (date(2021, 3, 1), date(2021, 8, 31), None),
        (date(2021, 3, 1), date(2021, 9, 1), Odd.LONG_COURSE),
        (date(2003, 12, 31), date(2004, 1, 20), Odd.LONG_AGO),
        (date(2004, 1, 1), date(2004, 1, 20), None),
        (date(2026, 12, 20), TODAY, None),
        (date(2026, 12, 20), date(2027, 1, 19), Odd.FUTURE),
    ],
)
def test_days_of_a_course_that_cannot_be_right(starts: date, ends: date, odd: Odd | None) -> None:
    assert doubts.about_course(CourseRow(2, "Vår", starts, ends, 8, 5, 2, 6, 2), today=TODAY) is odd


@pytest.mark.parametrize(
    ("days", "odd"),
    [
        (("2021-03-20", "2021-04-01", "2021-04-12"), None),
        (("2021-03-20", "2021-04-12", "2021-04-01"), Odd.BACKWARDS),
        (("2021-03-20", "2022-03-20", None), None),
        (("2021-03-20", "2022-03-21", None), Odd.LONG_BETWEEN),
        (("2021-02-28", "2021-04-01", None), Odd.BEFORE_COURSE),
        ((None, "2022-03-24", None), None),
        ((None, "2022-03-25", None), Odd.LONG_AFTER_COURSE),
        ((None, None, "2099-01-01"), Odd.FUTURE),
    ],
)
def test_days_of_a_gk_that_cannot_be_right(days: tuple[str | None, str | None, str | None], odd: Odd | None) -> None:
    row = GkRow(2, "Vår", None, *(date.fromisoformat(day) if day else None for day in days))
    assert doubts.about_gk(row, date(2021, 3, 1), date(2021, 3, 24), today=TODAY) is odd


def test_whoever_stands_at_the_server_reads_what_came_of_it(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "gamla kurser.csv"

    def run(*given: str) -> tuple[int, str]:
        done = app.test_cli_runner().invoke(args=["past", "import", str(file), *given])
        return done.exit_code, done.output

    file.write_text(COURSES + "Baklänges;210601;210501;8;5;2;6;2\n", encoding="cp1252")
    nowhere = "Det finns flera områden, eller inget med det namnet. Ange det med --area.\n"
    assert run() == (1, nowhere)
    with app.app_context(), transaction() as session:
        session.add_all([Area(name="Ådalen"), Area(name="Bergen")])
    assert run() == (1, nowhere)
    counts = "Inlästa kurser: {}. Inlästa GK: 0. Fanns redan: {}.\n"
    waits = "Rad 4 är inte inläst: Datumen kommer i fel ordning.\nStämmer de ändå? Kör igen med --confirm 4 och läs samma fil.\n"
    assert run("--area", "Ådalen") == (0, counts.format(2, 0) + waits)
    assert run("--area", "Ådalen", "--confirm", "4") == (0, counts.format(1, 2))
    file.write_text(COURSES + "Ny;210601;x;8;5;2;6;2\n", encoding="utf-8")
    said = "Rad 4, end: Det är inte ett datum. Skriv det som 2021-03-15 eller 210315.\nInget är inläst.\n"
    assert run("--area", "Ådalen") == (1, said)
    with app.app_context():
        assert audit.verify(reading()) is None
        assert here(reading()) == (3, 0)
