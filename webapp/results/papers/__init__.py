"""Results to take along, as PDF, CSV and XLSX: exactly what stands on the page, and nothing else."""

from collections.abc import Callable
from dataclasses import dataclass

from webapp.results.papers import pdf, spreadsheets
from webapp.results.wording import Report


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of file."""

    mime: str
    write: Callable[[Report], bytes]


KINDS = {
    "pdf": Paper("application/pdf", pdf.write),
    "xlsx": Paper("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", spreadsheets.xlsx),
    "csv": Paper("text/csv; charset=utf-8", spreadsheets.csv_file),
}
