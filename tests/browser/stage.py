"""One seeded installation that is open while all states are visited, and one visitor who walks through them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from playwright.sync_api import Browser, Page, Request, Response
from sqlalchemy.orm import Session

from tests.browser import cast, classroom
from tests.browser.asked import cookie_of_sheet, cookie_of_words
from tests.browser.cast import House, Step
from tests.people import some
from tests.support.browser import PHONE
from tests.support.known import Known, known
from tests.support.live import Live
from webapp.ground import clock
from webapp.ground.locales import Locale
from webapp.ground.parties import Door
from webapp.invitations import service as invitations
from webapp.language import choose
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.storage import transaction

#: The people of the course that is shown; the first two wait in the room with their phones.
COMPANY = ("Amina", "Björn", "Dalia", "Edvin", "Fatima", "Göran", "Hilda")
#: Done on every visit, with the session that has just begun.
Ready = Callable[[Session, Known, UUID], object]


@dataclass(frozen=True)
class Someone:
    """A participant, and where her link and her latest talk lead."""

    id: UUID
    token: str
    talk: UUID | None


@dataclass(frozen=True)
class State:
    """One page as somebody meets it: whose it is, its address, and what is filled in and pressed there."""

    name: str
    path: str
    #: Steps that bring a participant there, the name of a member of staff, or None for a stranger.
    who: tuple[Step, ...] | str | None = None
    door: Door = Door.DEVICE
    own_phone: bool = True
    #: Whose page it is, when somebody else looks at it.
    about: tuple[Step, ...] = ()
    #: CSS selector -> text; an empty text ticks.
    fill: Mapping[str, str] = field(default_factory=dict)
    press: str = ""
    status: int = 200
    cookies: Mapping[str, str] = field(default_factory=dict)
    #: The round whose sheet the phone carries, as in `asked.Rounds`, and the answers on it.
    sheet: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    #: The phone waits in the room with two words.
    words: bool = False
    ready: Ready | None = None
    #: Done to the page before pressing: what no page of ours would do.
    tamper: str = ""

    @property
    def staff(self) -> bool:
        return isinstance(self.who, str) or self.path.startswith(("/demo", "/logga-in", "/inbjudan"))

    @property
    def question(self) -> bool:
        return self.path.startswith(("/samtal/", "/enkat/q", "/enkat/check")) and "/klart/" not in self.path and self.status == 200


class Stage:
    """The house with its people. Somebody is made when first asked for, and stays."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self._cast: dict[tuple[Step, ...], Someone] = {}
        with live.app.app_context(), transaction() as session:
            self.house: House = cast.house(session)
            company = [self._seat(session, name, self.house.course, number) for number, name in enumerate(COMPANY)]
            waiting = [person.id for person in company[:2]]
        for person_id in waiting:
            visit = known(live.app, live.url, participant_id=person_id, door=Door.LINK)
            with live.app.app_context(), transaction() as session:
                invitations.show_words(session, visit.session_id, person_id, at=clock.now())
        classroom.open_survey(live.app, self.house)

    def someone(self, steps: tuple[Step, ...]) -> Someone:
        """The participant to whom all this has happened."""
        if steps not in self._cast:
            with self.live.app.app_context(), transaction() as session:
                person = self._seat(session, "Amina Ek", self.house.crowd, len(self._cast))
                token = invitations.address(invitations.link_for(session, person.id, at=clock.now())).rpartition("/")[2]
                talks = [step(session, self.house, person) for step in steps]
                self._cast[steps] = Someone(person.id, token, next((talk for talk in reversed(talks) if talk), None))
        return self._cast[steps]

    def path(self, state: State) -> str:
        """The address of this state, with the right people and courses in it."""
        steps = state.about or (state.who if isinstance(state.who, tuple) else ())
        someone = self.someone(steps) if steps or "{token}" in state.path else None
        house = {name: getattr(self.house, name) for name in ("course", "over", "fresh", "crowd", "asked", "planned", "leader", "admin")}
        house |= {name: getattr(self.house.rounds, name) for name in ("code", "box", "shut_box")}
        return state.path.format(**house, **({"person": someone.id, "talk": someone.talk, "token": someone.token} if someone else {}))

    def begin(self, state: State, locale: Locale) -> dict[str, str]:
        """The cookies of somebody who is about to open this state in this language."""
        app, url = self.live.app, self.live.url
        cookies = {choose.COOKIE: locale.id, **state.cookies}
        if state.sheet:
            cookies |= cookie_of_sheet(app, getattr(self.house.rounds, state.sheet), state.answers)
        if state.words:
            cookies |= cookie_of_words(app, self.house.rounds.a, clock.now())
        if state.who is None:
            return cookies
        person = self.someone(state.who).id if isinstance(state.who, tuple) else None
        staff = getattr(self.house, state.who) if isinstance(state.who, str) else None
        with app.app_context(), transaction() as session:
            if person:
                people.speak_with(session, person, locale.id)
            if staff:
                people.speak_with_staff(session, staff, locale.id)
        cookie = known(app, url, participant_id=person, staff_id=staff, door=state.door, own_phone=state.own_phone)
        if state.ready and person:
            with app.test_request_context(base_url=url), transaction() as session:
                state.ready(session, cookie, person)
        return {**cookies, cookie.name: cookie.secret}

    def _seat(self, session: Session, name: str, course: UUID, number: int) -> Participant:
        person = some.a_person(session, course, name, f"070-174{605 + number % 95:04}")
        cast.with_handlers(session, self.house, person)
        return person


class Walker:
    """One browser in which every state is opened after the other, each time as somebody else."""

    def __init__(self, browser: Browser, stage: Stage, *, scripts: bool = False) -> None:
        self.stage = stage
        self.context = browser.new_context(viewport=PHONE, timezone_id="Europe/Stockholm", reduced_motion="reduce", has_touch=True)
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.foreign = list[str]()
        self.page.on("request", self._note)
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        if scripts:
            # Each page is fetched whole, as by somebody who has never been here.
            line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        else:
            # The gate's own engine needs scripts; the page's own stays out, so that what is measured is what the server sent.
            line.send("Network.setBlockedURLs", {"urls": ["*.js"]})

    def arrive(self, state: State, locale: Locale) -> Page:
        """Open the state, as it is before anybody has touched it, and be sure that it is the one that was meant."""
        page, home = self.page, self.stage.live.url
        path = self.stage.path(state)
        self.context.clear_cookies()
        cookies = self.stage.begin(state, locale)
        self.context.add_cookies([{"name": name, "value": value, "url": home} for name, value in cookies.items()])
        page.set_viewport_size(PHONE)
        response = page.goto(home + path)
        if state.press:
            response = self._press(state)
        assert response is not None
        assert response.status == state.status, f"{state.name} answered {response.status} at {page.url}"
        assert state.press or page.url == home + path, f"{state.name} went on to {page.url}"
        assert page.locator("html").get_attribute("lang") == locale.tag
        assert not self.foreign
        return page

    def _press(self, state: State) -> Response | None:
        for field_, text in state.fill.items():
            found = self.page.locator(field_).first
            if text:
                found.fill(text)
            else:
                found.check()
        if state.tamper:
            self.page.evaluate(state.tamper)
        with self.page.expect_navigation() as leaving:
            self.page.locator(state.press).first.click()
        return leaving.value

    def _note(self, request: Request) -> None:
        if not request.url.startswith((self.stage.live.url, "data:")):
            self.foreign.append(request.url)
