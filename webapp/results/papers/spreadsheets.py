"""Results as tables for spreadsheets. `;` between columns and a byte order mark, as Excel in Sweden wants CSV."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

import xlsxwriter

from webapp.language import lazy
from webapp.results.wording import Block, Report, Row

Cell = str | int | float | None
COLUMNS = (
    lazy("staff.results.column.where", "Kurs eller område"),
    lazy("staff.results.column.when", "När"),
    lazy("staff.results.column.part", "Del"),
    lazy("staff.results.column.question", "Fråga"),
    lazy("staff.results.answer", "Svar"),
    lazy("staff.results.number", "Antal"),
    lazy("staff.results.column.of", "Av"),
    lazy("staff.results.column.percent", "Procent"),
    lazy("staff.results.column.mean", "Medelvärde"),
    lazy("staff.results.column.note", "Anmärkning"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Text stays text, whatever it looks like.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = (24, 24, 24, 60, 40, 8, 8, 8, 12, 60)


def csv_file(report: Report) -> bytes:
    """A mean has a comma, as numbers have in Swedish spreadsheets."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(str, COLUMNS))
    writer.writerows([str(cell).replace(".", ",") if isinstance(cell, float) else cell for cell in line] for line in _lines(report))
    return out.getvalue().encode("utf-8-sig")


def xlsx(report: Report) -> bytes:
    """One sheet, with numbers as numbers."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": report.title})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [str(name) for name in COLUMNS], book.add_format({"bold": True}))
        for number, line in enumerate(_lines(report), 1):
            sheet.write_row(number, 0, line)
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
    return out.getvalue()


def _lines(report: Report) -> Iterator[list[Cell]]:
    for section in report.sections:
        begins = (report.where, report.when, section.name)
        if section.standing:
            yield _line(*begins, note=section.standing)
        for block in section.blocks:
            yield from (_line(*begins, _question(block), note=note) for note in block.notes)
            yield from (_line(*begins, _question(block), row=row, note=row.goal or "") for row in block.rows)


def _question(block: Block) -> str:
    return f"{block.official} ({block.help})" if block.help else block.official


def _line(*begins: str, row: Row | None = None, note: str = "") -> list[Cell]:
    texts = [*begins, "", "", ""][:4]
    numbers = [row.count, row.of, row.percent, None if row.mean is None else row.mean / 10] if row else [None] * 4
    label = row.label.striptags() if row else ""
    return [*map(_safe, (*texts, label)), *numbers, _safe(note)]


def _safe(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
