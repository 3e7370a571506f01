"""The main job as taps: from the link in a message to a placement that her handlers may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from playwright.sync_api import Page

from tests.browser import cast
from tests.invitations.guests import code_in, messages
from tests.people import some
from tests.support.live import Live
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.storage import transaction

#: Stands for the code that has just come in a message.
CODE = "the code"


@dataclass(frozen=True)
class Tap:
    """What is filled in, what is pressed, and the page that comes then."""

    name: str
    #: The path of the page that comes, as a glob.
    lands: str
    fill: Mapping[str, str] = field(default_factory=dict)
    press: str = "main .go"


def _chosen(value: str) -> Mapping[str, str]:
    return {f"[name=answer][value='{value}']": ""}


TAPS = (
    Tap("bekräfta telefonen", "/telefon"),
    Tap("skriv koden", "/telefon/kod"),
    Tap("Min sida", "/min-sida", {"#code": CODE}),
    Tap("samtycke: läs", "/samtal/consent-secrecy/read", press="main .now a.go"),
    Tap("samtycke: förstått", "/samtal/consent-secrecy/understood"),
    Tap("samtycke: svara", "/samtal/consent-secrecy/decide", _chosen("goes_on")),
    Tap("samtycke: skriv under", "/samtal/consent-secrecy/sign", _chosen("give")),
    Tap("samtycke: kolla", "/samtal/consent-secrecy/check", {"[name=name]": "Amina Ek", "[name=agree]": ""}),
    Tap("samtycke: kvitto", "/samtal/consent-secrecy/klart/*"),
    Tap("Min sida igen", "/min-sida"),
    Tap("trappan: plats", "/samtal/staircase/place", press="main .now a.go"),
    Tap("trappan: behov", "/samtal/staircase/need", _chosen("2-3")),
    Tap("trappan: timmar", "/samtal/staircase/hours", {"[name=answer]": cast.NEED}),
    Tap("trappan: vem får läsa", "/samtal/staircase/share", _chosen("10-19")),
    Tap("trappan: kolla", "/samtal/staircase/check", _chosen("show_both")),
    Tap("trappan: kvitto", "/samtal/staircase/klart/*"),
)


@dataclass(frozen=True)
class Guest:
    """Somebody who has been sent a link, with a handler at each agency."""

    id: UUID
    path: str
    fk: UUID


def invited(live: Live, name: str = "Amina Ek", locale: str = "sv") -> Guest:
    with live.app.app_context(), transaction() as session:
        house = cast.house(session)
        person = some.a_person(session, house.course, name, "070-1740612", locale)
        cast.with_handlers(session, house, person)
        token = invitations.address(invitations.link_for(session, person.id, at=clock.now())).rpartition("/")[2]
        return Guest(person.id, f"/m/{token}", house.fk)


def fill(page: Page, live: Live, tap: Tap) -> None:
    """Put in what the tap says, and nothing more."""
    for selector, text in tap.fill.items():
        found = page.locator(f"main {selector}")
        if text:
            found.fill(code_in(messages(live.app)[-1]) if text == CODE else text)
        else:
            found.check()


def take(page: Page, live: Live, tap: Tap) -> None:
    """One tap, until the page that follows is there."""
    fill(page, live, tap)
    page.locator(tap.press).first.click()
    page.wait_for_url(live.url + tap.lands)
    page.locator("main h1").wait_for()


def walk(page: Page, live: Live, guest: Guest, *, until: str = "") -> None:
    """From the link to the page named `until`, or to the end."""
    page.goto(live.url + guest.path)
    for tap in TAPS:
        take(page, live, tap)
        if tap.name == until:
            return
