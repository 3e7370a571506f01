"""A printed link can be read by a camera: the style sheet must not round or thicken the squares."""

from tests.browser.conftest import NewWindow
from tests.support.browser import DESK
from tests.support.live import Live
from webapp.chat import service as chat
from webapp.demo.seed import seed
from webapp.ground import clock
from webapp.storage import transaction

DRAWN = "path => { const style = getComputedStyle(path); return [style.strokeWidth, style.strokeLinecap, style.stroke]; }"


def test_the_squares_are_squares(live: Live, new_window: NewWindow) -> None:
    with live.app.app_context():
        with transaction() as session:
            chat.publish(session, at=clock.now())
        seed(at=clock.now())
    page = new_window(DESK).open("/demo/leader")
    page.click("text=Maria Sandell")
    page.click("tbody a")
    page.click("text=Skriv ut alla blad")
    drawn = page.eval_on_selector_all("svg.qr path[stroke]", f"paths => paths.map({DRAWN})")
    assert len(drawn) == 5
    assert all(one == ["1px", "butt", "rgb(0, 0, 0)"] for one in drawn), drawn
