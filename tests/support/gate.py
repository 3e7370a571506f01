"""The accessibility gate: axe with every tag, and our own measures of what axe does not see."""

from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import TypedDict

from playwright.sync_api import Page

#: AAA and best practice included. Rules that axe leaves off by itself are on, since their tag is named.
TAGS = (
    "wcag2a",
    "wcag2aa",
    "wcag2aaa",
    "wcag21a",
    "wcag21aa",
    "wcag21aaa",
    "wcag22a",
    "wcag22aa",
    "wcag22aaa",
    "best-practice",
    "ACT",
    "EN-301-549",
)
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()

#: For staff pages.
AA = tuple(tag for tag in TAGS if not tag.endswith("aaa") and tag != "ACT")
RUN = """async runOnly => (await axe.run(document, {runOnly, resultTypes: ['violations']}))
  .violations.flatMap(v => v.nodes.map(n => ({rule: v.id, help: v.help, html: n.html, why: n.failureSummary || ''})))"""

MEASURE = Path(__file__).with_name("measure.js").read_text()


class Finding(TypedDict):
    """One thing axe found, at one place."""

    rule: str
    help: str
    html: str
    why: str


def axe(page: Page, tags: Iterable[str] = TAGS) -> list[str]:
    """Everything axe finds on the page as it is now, one line each. Needs a window with scripts."""
    return _run(page, {"type": "tag", "values": list(tags)})


def contrast(page: Page) -> list[str]:
    """What axe says about colours alone: for the page once more in other colours."""
    return _run(page, {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced", "link-in-text-block"]})


def _run(page: Page, only: Mapping[str, object]) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: list[Finding] = page.evaluate(RUN, only)
    return [f"{one['rule']}: {one['help']} | {one['html'][:160]} | {one['why']}" for one in found]


def layout(page: Page, *, target: int = 44, text: float = 18) -> list[str]:
    """Sideways scrolling, small targets, small or clipped text. Staff pages ask for `target=24, text=15`."""
    faults: list[str] = page.evaluate(MEASURE.rstrip().removesuffix(";"), {"least": target, "smallest": text})
    return faults


def assert_fit(page: Page, *, target: int = 44, text: float = 18) -> None:
    """The page may be shown to anybody."""
    found = axe(page) + layout(page, target=target, text=text)
    assert not found, f"{page.url}\n- " + "\n- ".join(found)
