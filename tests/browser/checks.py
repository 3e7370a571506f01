"""What is asked of every state. Each check reads the page as it stands and returns what is wrong, in sentences."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, ViewportSize

from tests.browser.stage import State
from tests.support import gate
from tests.support.browser import DESK, PHONE
from tests.support.meter import SHIFT
from webapp.ground.locales import Locale
from webapp.language.readability import check_page

HERE = Path(__file__).parent
LOOK, FOCUS = ((HERE / name).read_text().partition("\n")[2].rstrip().removesuffix(";") for name in ("look.js", "focus.js"))
#: WCAG 1.4.12, put in as a sheet of its own, which the content security policy has nothing against.
SPACED = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* {line-height: 1.5em !important;
  letter-spacing: 0.12em !important; word-spacing: 0.16em !important} p {margin-block-end: 2em !important}`);
  document.adoptedStyleSheets = [sheet]; }"""
PLAIN = "() => { document.adoptedStyleSheets = []; }"
UNFOLD = "document.querySelectorAll('details').forEach(one => one.open = true)"
#: What is read aloud of the page, line by line. Names are one short word, somebody else's wording is left out, and a list of things
#: kept is as easy as its first two.
LINES = """() => { const main = document.querySelector('main');
  main.querySelectorAll('bdi').forEach(one => one.textContent = 'X');
  main.querySelectorAll('.legal, .official, .lines > li:nth-child(n+3)').forEach(one => one.remove());
  return main.innerText.split('\\n').map(line => line.trim()).filter(line => line && line !== 'X'); }"""
NARROW = ViewportSize(width=320, height=640)


def measures(state: State) -> tuple[int, float]:
    """The smallest target and the smallest text, in pixels."""
    return (24, 15) if state.staff else (44, 18)


#: A square code is read by a camera only when its lines are as thick as a square, and end where it ends.
BLURRED = """() => [...document.querySelectorAll('svg.qr path')].filter(one => {
  const style = getComputedStyle(one);
  return style.strokeWidth !== '1px' || style.strokeLinecap !== 'butt'; }).map(one => 'A square code is drawn with blurred lines')"""


def codes(page: Page) -> list[str]:
    """Square codes are drawn as squares."""
    found: list[str] = page.evaluate(BLURRED)
    return found


def still(page: Page) -> list[str]:
    """Nothing moved while the page came."""
    moved = float(page.evaluate(SHIFT))
    return [f"The page moved by {moved:.3f} while it came"] if moved else []


def look(page: Page, state: State, locale: Locale) -> list[str]:
    """First screen, words, line height, direction."""
    found: list[str] = page.evaluate(LOOK, {"question": state.question, "direction": locale.direction})
    return found


def focus(page: Page) -> list[str]:
    """What has focus can be seen, and is not covered."""
    page.keyboard.press("Tab")
    found: list[str] = page.evaluate(FOCUS)
    return found


def fits(page: Page, state: State) -> list[str]:
    """Targets, text size and width, with everything unfolded; also on the smallest phone, and with more space in the text."""
    target, text = measures(state)
    page.evaluate(UNFOLD)
    found = gate.layout(page, target=target, text=text)
    page.evaluate(SPACED)
    found += [f"With text spacing: {one}" for one in gate.layout(page, target=0, text=0)]
    page.evaluate(PLAIN)
    page.set_viewport_size(NARROW)
    found += [f"At 320: {one}" for one in gate.layout(page, target=0, text=0)]
    page.set_viewport_size(PHONE)
    return found


def in_the_dark(page: Page, look: Callable[[], None]) -> list[str]:
    """Contrast once more, and a chance to look."""
    page.emulate_media(color_scheme="dark")
    found = gate.contrast(page)
    look()
    page.emulate_media(color_scheme="light")
    return [f"In the dark: {one}" for one in found]


def at_the_desk(page: Page, state: State) -> list[str]:
    """Axe and layout on a wide screen."""
    target, text = measures(state)
    page.evaluate(UNFOLD)
    page.set_viewport_size(DESK)
    found = engine(page, state) + gate.layout(page, target=target, text=text)
    return [f"At 1280: {one}" for one in found]


def engine(page: Page, state: State) -> list[str]:
    """Axe: everything for participants, AA and best practice for staff."""
    return gate.axe(page, gate.AA if state.staff else gate.TAGS)


def words(page: Page, state: State, locale: Locale) -> list[str]:
    """The visible text, as easy as we have promised; an almanac has no sentences. Changes the page, so it comes last."""
    if state.path == "/lamna":
        return []
    page.evaluate(UNFOLD)
    lines: list[str] = page.evaluate(LINES)
    return [str(one) for one in check_page(lines, locale.id)]
