"""A page of results as its reader sees it: part by part, question by question, cell by cell."""

from dataclasses import dataclass

from justhtml import Element

from tests.support.page import Page, words


@dataclass(frozen=True)
class Shown:
    """One question: its notes, and the cells of its table."""

    part: str
    question: str
    notes: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


def questions(page: Page) -> list[Shown]:
    """Everything the page shows."""
    return [_shown(section, one) for section in page.all("main section") for one in _within(section, ".result")]


def question(page: Page, begins: str) -> Shown:
    """The one whose official words begin so."""
    (found,) = [one for one in questions(page) if one.question.startswith(begins)]
    return found


def standings(page: Page) -> list[str]:
    """What is said of the parts that are not shown."""
    return [words(one) for one in page.all("main section > p")]


def _shown(section: Element, one: Element) -> Shown:
    rows = tuple(tuple(_cell(cell) for cell in _within(row, "th, td")) for row in _within(one, "tbody tr"))
    heading, help_ = _within(one, "h3")[0], _within(one, ".under")
    name = words(heading) + (f" ({words(help_[0])})" if help_ else "")
    return Shown(words(_within(section, "h2")[0]), name, tuple(words(note) for note in _within(one, ".hint")), rows)  # type: ignore[arg-type]


def _cell(cell: Element) -> str:
    """The goal stands on a line of its own."""
    return "\n".join(
        line for part in cell.to_text(separator="\n", strip=False, separator_blocks_only=True).split("\n") if (line := part.strip())
    )


def _within(element: Element, selector: str) -> list[Element]:
    return [found for found in element.query(selector) if isinstance(found, Element)]
