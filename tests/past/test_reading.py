"""A file of the past is read line by line; what is wrong has its line and its reason, and nothing in a file stops the reader."""

import tracemalloc
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.past.values import CourseRow, GkRow, Refused, Sheet, Why
from webapp.past.values.reading import LARGEST_FILE, MOST_FAULTS, MOST_ROWS, read
from webapp.people.values import Sex

COURSES = "course;start;end;participants;women;men;sp;ae\n"
GKS = "course;sex;requested;gk1;gk2\n"
SPRING = CourseRow(2, "Vår i Ålinge", date(2021, 3, 1), date(2021, 3, 24), 8, 5, 2, 6, 2)


def of(text: str, encoding: str = "utf-8") -> Sheet:
    return read(BytesIO(text.encode(encoding)))


def why(text: str) -> list[tuple[int, Why, str]]:
    return [(one.line, one.why, one.heading) for one in of(text).refused]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252"])
def test_every_way_to_save_a_spreadsheet_keeps_every_letter(encoding: str) -> None:
    assert of(COURSES + "Vår i Ålinge;2021-03-01;210324;8;5;2;6;2\r\n", encoding) == Sheet([SPRING], [])


def test_a_file_put_together_from_two_keeps_the_letters_of_both() -> None:
    row = "Vår {};2021-03-01;2021-03-24;8;5;2;6;2\n"
    sheet = read(BytesIO(COURSES.encode() + row.format("é").encode() + row.format("ö").encode("cp1252")))
    assert [row.name for row in sheet.rows if isinstance(row, CourseRow)] == ["Vår é", "Vår ö"]


def test_semicolons_quotes_and_line_breaks_inside_a_cell_are_part_of_it_and_lines_are_counted_as_an_editor_does() -> None:
    sheet = of(COURSES + '"Vår; ""ett""\ntvå";2021-03-01;2021-03-24;8;5;2;6;2\n\nHöst;x;2021-03-24;8;5;2;6;2\n')
    assert [(row.line, row.name) for row in sheet.rows if isinstance(row, CourseRow)] == [(2, 'Vår; "ett"\ntvå')]
    assert sheet.refused == [Refused(5, Why.NOT_A_DAY, "start")]


def test_a_gk_may_lack_days_and_sex() -> None:
    assert of(GKS + "Vår;K;210301;;\nVår;;;2021-03-20;210401\n").rows == [
        GkRow(2, "Vår", Sex.WOMAN, date(2021, 3, 1), None, None),
        GkRow(3, "Vår", None, None, date(2021, 3, 20), date(2021, 4, 1)),
    ]


@pytest.mark.parametrize(
    ("row", "reason", "heading"),
    [
        ("Vår;210230;210324;8;5;2;6;2", Why.NOT_A_DAY, "start"),
        ("Vår;2021-3-1;210324;8;5;2;6;2", Why.NOT_A_DAY, "start"),
        ("Vår;210301;;8;5;2;6;2", Why.NO_DAY, "end"),
        ("Vår;210301;210324;åtta;5;2;6;2", Why.NOT_A_NUMBER, "participants"),
        ("Vår;210301;210324;8;-5;2;6;2", Why.NOT_A_NUMBER, "women"),
        ("Vår;210301;210324;8;٥;2;6;2", Why.NOT_A_NUMBER, "women"),
        ("Vår;210301;210324;8;5;4;6;2", Why.MORE_THAN_ALL, "men"),
        ("Vår;210301;210324;8;5;2;9;2", Why.MORE_THAN_ALL, "sp"),
        ("Vår;210301;210324;8;5;2;6", Why.CELLS, ""),
        (";210301;210324;8;5;2;6;2", Why.NO_NAME, "course"),
        ("Anna 850101-1234;210301;210324;8;5;2;6;2", Why.PERSONAL_NUMBER, "course"),
        (f"{'å' * 201};210301;210324;8;5;2;6;2", Why.LONG_NAME, "course"),
    ],
)
def test_a_bad_row_has_its_line_and_its_reason_and_the_next_is_read(row: str, reason: Why, heading: str) -> None:
    sheet = of(f"{COURSES}{row}\nHöst;210301;210324;8;5;2;6;2\n")
    assert (sheet.refused, [one.line for one in sheet.rows]) == ([Refused(2, reason, heading)], [3])


def test_a_whole_file_can_be_the_wrong_one() -> None:
    assert why("") == [(1, Why.EMPTY, "")]
    assert why(COURSES.replace(";", ",")) == [(1, Why.HEADINGS, "")]
    assert why(COURSES + 'Vår;"210301;210324\n') == [(2, Why.QUOTES, "")]
    assert why(GKS + "Vår;x;210301;;\nVår;k;;;\n") == [(2, Why.SEX, "sex"), (3, Why.NO_DAY, "requested")]
    assert why(COURSES + "Vår;210301;210324;8;5;2;6;2\n vår ;210301;210324;8;5;2;6;2\n") == [(3, Why.TWICE, "course")]
    assert read(BytesIO(COURSES.encode("utf-16"))).refused == [Refused(1, Why.NOT_A_TABLE)]
    assert read(BytesIO(COURSES.encode() + b"V\x81r;")).refused == [Refused(2, Why.LETTERS)]
    assert read(BytesIO(b"x" * 5000)).refused == [Refused(1, Why.NOT_A_TABLE)]


def test_too_much_is_said_and_never_held() -> None:
    assert why(GKS + "Vår;k;210301;;\n" * (MOST_ROWS + 1)) == [(MOST_ROWS + 2, Why.TOO_MANY_ROWS, "")]
    assert len(why(GKS + "x\n" * 500)) == MOST_FAULTS
    empty = b" " * 3999 + b"\n"
    file = BytesIO(GKS.encode() + empty * (LARGEST_FILE // 4000 + 1))
    tracemalloc.start()
    refused = read(file).refused
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused == [Refused(LARGEST_FILE // 4000 + 2, Why.TOO_LARGE)]
    assert held < 1_000_000


@settings(max_examples=150, deadline=None)
@given(st.sampled_from((COURSES, GKS, "")), st.binary(max_size=300))
def test_no_file_stops_the_reader(headings: str, rest: bytes) -> None:
    read(BytesIO(headings.encode() + rest))


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Zs", "Zl", "Zp"), exclude_characters='";'), min_size=1, max_size=40)
)
def test_a_name_comes_back_as_it_was_written(name: str) -> None:
    name = f"Kurs {name}!"
    rows = of(f"{COURSES}{name};210301;210324;8;5;2;6;2\n").rows
    assert [row.name for row in rows if isinstance(row, CourseRow)] == [name]
