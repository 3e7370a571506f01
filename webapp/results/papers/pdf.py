"""Results as PDF/UA-1, set by typst. The template is `report.typ`; what it is given is data, never code.

Fonts: what the machine has of those named in the template; else the one typst carries. Those used are put into the file.
"""

import json
from pathlib import Path

import typst

from webapp.language import spoken_locale
from webapp.results.wording import HEADINGS, HINT, Block, Report, Row

TEMPLATE = Path(__file__).with_name("report.typ")


def write(report: Report) -> bytes:
    """The whole report. PDF/UA-1: title, language, headings and table headers can be read aloud."""
    data = json.dumps(_data(report), ensure_ascii=False)
    return typst.compile(str(TEMPLATE), format="pdf", pdf_standards=["ua-1"], sys_inputs={"report": data})


def _data(report: Report) -> dict[str, object]:
    return {
        "lang": spoken_locale().tag,
        "title": report.title,
        "about": [report.where, report.when],
        "hint": str(HINT),
        "headings": [str(one) for one in HEADINGS],
        "sections": [
            {"name": section.name, "standing": section.standing, "blocks": [_block(block) for block in section.blocks]}
            for section in report.sections
        ],
    }


def _block(block: Block) -> dict[str, object]:
    return {
        "official": block.official,
        "help": block.help,
        "notes": list(block.notes),
        "goal": block.goal,
        "rows": [_row(row) for row in block.rows],
        "bar": [{"count": row.count, "tone": row.tone} for row in block.bar if row.count],
    }


def _row(row: Row) -> dict[str, object]:
    return {"sum": not row.tone, "label": row.label.striptags(), "number": row.number, "value": row.value, "goal": row.goal}
