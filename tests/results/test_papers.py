"""Page, CSV, XLSX and PDF say the same, cell by cell, and none of them says more."""

import csv
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from tests.results import boxes
from tests.results.conftest import Office
from tests.results.reading import Shown, questions, standings
from tests.support.visit import Visit
from webapp.course_survey.values import Part
from webapp.people.models import Course

Line = tuple[str, ...]
BOTH_PAGES = pytest.mark.parametrize("which", ["course", "area"])
LANGUAGES = pytest.mark.parametrize("language", ["sv", "en"])


def arrives(office: Office, which: str, language: str = "sv") -> tuple[Visit, str]:
    """Somebody at the page, in her language."""
    visit, path = office.sits(office.maj), office.page if which == "course" else office.all
    visit.get(path)
    visit.send({"sv": "Svenska", "en": "English"}[language])
    visit.get(path)
    return visit, path


def on_page(visit: Visit) -> list[Line]:
    """Part, question, answer, number, of, per cent, mean, note: as a spreadsheet would have it, read from the page."""
    return [line for one in questions(visit.page) for line in _lines(one)]


def _lines(one: Shown) -> Iterator[Line]:
    yield from ((one.part, one.question, "", "", "", "", "", note) for note in one.notes)
    for label, number, value in one.rows:
        answer, _, goal = label.partition("\n")
        count, _, of = re.sub(" (av|of) ", "/", number).partition("/")
        percent, mean = (value.removesuffix(" %"), "") if value.endswith("%") else ("", value)
        yield one.part, one.question, answer, count, of, percent, mean, goal


def fetched(visit: Visit, path: str, kind: str) -> bytes:
    response = visit.client.get(f"{path}/{kind}", base_url=visit.base_url)
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Cache-Control"] == "no-store"
    return bytes(response.data)


def in_csv(data: bytes) -> list[Line]:
    text = data.decode("utf-8")
    assert text.startswith("\ufeff")
    return [tuple(row) for row in csv.reader(StringIO(text[1:], newline=""), delimiter=";")]


def in_xlsx(data: bytes) -> list[Line]:
    book = load_workbook(BytesIO(data))
    (sheet,) = book.worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.comment or cell.hyperlink for cell in cells)
    return [tuple("" if value is None else str(value) for value in row) for row in sheet.iter_rows(values_only=True)]


def in_pdf(data: bytes) -> str:
    """All the words, without the page numbers."""
    text = "\n".join(re.sub(r"\n\d+ / \d+$", "", page.extract_text()) for page in PdfReader(BytesIO(data)).pages)
    return " ".join(text.split())


@BOTH_PAGES
@LANGUAGES
def test_csv_and_xlsx_hold_what_the_page_shows(office: Office, which: str, language: str) -> None:
    visit, path = arrives(office, which, language)
    expected = on_page(visit)
    assert len(expected) > 40
    of_csv, of_xlsx = in_csv(fetched(visit, path, "csv")), in_xlsx(fetched(visit, path, "xlsx"))
    assert len(of_csv[0]) == len(of_xlsx[0]) == 10
    assert [row[2:] for row in of_csv[1:]] == [
        tuple(cell if n != 6 else cell.replace(".", ",") for n, cell in enumerate(row)) for row in expected
    ]
    assert [row[2:] for row in of_xlsx[1:]] == [(*row[:6], _plain(row[6]), row[7]) for row in expected]
    where = "Vårkursen" if which == "course" else "Ådalen"
    assert {row[0] for row in of_csv[1:]} == {row[0] for row in of_xlsx[1:]} == {where}
    assert of_csv[0] == of_xlsx[0]
    assert {row[1] for row in of_csv[1:]} == {row[1] for row in of_xlsx[1:]}


def _plain(mean: str) -> str:
    """A number as a spreadsheet keeps it: 4 and not 4,0."""
    return mean.replace(",", ".").removesuffix(".0")


@BOTH_PAGES
@LANGUAGES
def test_the_pdf_holds_what_the_page_shows(office: Office, which: str, language: str) -> None:
    visit, path = arrives(office, which, language)
    text = in_pdf(fetched(visit, path, "pdf"))
    left = text
    for one in questions(visit.page):
        official, _, beside = one.question.partition(" (")
        rows = [" ".join(f"{label.replace(chr(10), ' ')} {number} {value}".split()) for label, number, value in one.rows]
        for words in (official, beside.removesuffix(")"), *one.notes, *rows):
            found = left.find(words)
            assert found >= 0, f"{words!r} does not follow in: {left[:400]}"
            left = left[found + len(words) :]
    cells = [cell for one in questions(visit.page) for row in one.rows for cell in row[1:]]
    shown = [cell for cell in cells if " " in cell]
    assert sorted(re.findall(r"\d+ (?:av|of) \d+|(?<!minst )(?<!least )\b\d+ %", text)) == sorted(shown)


def test_the_pdf_can_be_read_aloud(office: Office) -> None:
    for language, title in (("sv", "Enkätens resultat"), ("en", "Results of the survey")):
        visit, path = arrives(office, "course", language)
        reader = PdfReader(BytesIO(fetched(visit, path, "pdf")))
        root: Any = reader.trailer["/Root"]
        assert reader.metadata is not None
        assert reader.metadata.title == title
        assert root["/Lang"] == language
        assert root["/MarkInfo"]["/Marked"]
        assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
        pages: list[Any] = list(reader.pages)
        fonts = [font.get_object() for page in pages for font in page["/Resources"]["/Font"].values()]
        assert fonts
        assert all("/FontFile" in str(font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object().keys()) for font in fonts)


@BOTH_PAGES
def test_what_is_hidden_has_no_figure_in_any_file(office: Office, which: str) -> None:
    visit, path = arrives(office, which)
    held_back = [one for one in questions(visit.page) if not one.rows]
    partial = [one for one in questions(visit.page) if any("inte med" in note for note in one.notes)]
    assert len(held_back if which == "course" else partial) == 3
    rows, sheet = in_csv(fetched(visit, path, "csv"))[1:], in_xlsx(fetched(visit, path, "xlsx"))[1:]
    for one in held_back:
        for table in (rows, sheet):
            assert [row[4:9] for row in table if row[3] == one.question] == [("", "", "", "", "")]
    if which == "area":
        for one in partial:
            # Without the course that is held back: twelve, or five, of the other.
            assert {row[6] for row in rows if row[3] == one.question} - {""} in ({"12"}, {"5"})
            assert {row[6] for row in sheet if row[3] == one.question} - {""} in ({"12"}, {"5"})


def test_how_many_sheets_there_were_stands_nowhere(empty_office: Office) -> None:
    with empty_office.elsewhere() as session:
        for course in (empty_office.course, empty_office.other_course, None):
            boxes.a_box(session, empty_office.area, course, Part.A, boxes.OTHER[Part.A], sheets=4711)
        boxes.published(session, empty_office.area, *Part)
    for which in ("course", "area"):
        visit, path = arrives(empty_office, which)
        files = [fetched(visit, path, "csv").decode(), str(in_xlsx(fetched(visit, path, "xlsx"))), in_pdf(fetched(visit, path, "pdf"))]
        assert not any("4711" in words for words in (visit.page.html, *files))
        assert "12" in files[0] or "36" in files[0]


@pytest.mark.parametrize("name", ["=1+2", "+46", "@SUM(A1)", "-kurs", '=HYPERLINK("https://evil.example")'])
def test_a_course_called_as_a_formula_is_text(office: Office, name: str) -> None:
    with office.elsewhere() as session:
        session.get_one(Course, office.course).name = name
    visit, path = arrives(office, "course")
    assert {row[0] for row in in_csv(fetched(visit, path, "csv"))[1:]} == {f"'{name}"}
    assert {row[0] for row in in_xlsx(fetched(visit, path, "xlsx"))[1:]} == {f"'{name}"}
    assert name in in_pdf(fetched(visit, path, "pdf"))


def test_a_part_that_is_not_there_yet_says_so_in_the_files(office: Office) -> None:
    with office.elsewhere() as session:
        boxes.a_box(session, office.area, office.third_course, Part.A, boxes.OWN[Part.A])
    visit, path = office.sits(office.maj), f"/kurser/{office.third_course}/enkat/resultat"
    (said,) = standings(visit.get(path))
    assert in_csv(fetched(visit, path, "csv"))[-1][2:] == ("Del B, efter det enskilda samtalet", "", "", "", "", "", "", said)
    assert said in in_pdf(fetched(visit, path, "pdf"))
