"""Who is in the story, and what each of them does through the pages: a leader and two handlers at their desks, eight people with phones."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from tests.story.post import CODE, Item
from tests.support.forms import Given
from tests.support.page import words
from tests.support.visit import Visit
from webapp.demo.people import AREA
from webapp.demo.people import STAFF as DEMO_STAFF
from webapp.ground.locales import LOCALES
from webapp.language import speaking, t
from webapp.people.models import Area, StaffAccount
from webapp.storage import transaction

MARIA, JOHAN, ANNA, SOFIA = "maria@fk.example", "johan@af.example", "anna@fk.example", "sofia@af.example"
#: By the address at work.
STAFF = {MARIA: "Maria", JOHAN: "Johan", ANNA: "Anna", SOFIA: "Sofia"}
COURSE = "Mitt Val på Kulturhuset"


@dataclass(frozen=True)
class Person:
    """One of the eight."""

    name: str
    address: str | None
    language: str
    locale: str


BIRGITTA = Person("Birgitta", "+46701740605", "Svenska", "sv")
TOMAS = Person("Tomas", "+46701740606", "Lättläst svenska", "sv@simple")
GRACE = Person("Grace", "grace@post.example", "English", "en")
AMAL = Person("Amal", "+46701740608", "العربية", "ar")
SAMIRA = Person("Samira", "samira@post.example", "Svenska", "sv")
ROGER = Person("Roger", "+46701740610", "Svenska", "sv")
YUSUF = Person("Yusuf", "yusuf@post.example", "العربية", "ar")
#: With a protected identity: no name and no address.
EIGHTH = Person("Deltagare 8", None, "Lättläst svenska", "sv@simple")
EVERYBODY = (BIRGITTA, TOMAS, GRACE, AMAL, SAMIRA, ROGER, YUSUF, EIGHTH)


def hire(app: Flask) -> None:
    """The demo's staff, and nobody else."""
    with app.app_context(), transaction() as session:
        area = Area(name=AREA)
        session.add(area)
        session.flush()
        session.add_all(
            StaffAccount(role=one.role, agency=one.agency, area_id=area.id, name=one.name, phone=one.phone, email=one.email)
            for one in DEMO_STAFF
        )


@dataclass
class Desk:
    """Staff, who sign in with the button of the demo each time they have something to do."""

    app: Flask

    def sits(self, name: str) -> Visit:
        visit = Visit(self.app)
        visit.get("/demo")
        visit.send(name)
        return visit

    def maria(self) -> Visit:
        visit = self.sits("Maria Sandell, Försäkringskassan")
        if COURSE in visit.get("/kurser").texts("main a"):
            visit.click(COURSE)
        return visit

    def person(self, who: Person) -> Visit:
        """Maria, with the page of one person in the course."""
        visit = self.maria()
        visit.click(who.name)
        return visit

    def case(self, who: Person) -> Visit:
        """Anna, with the page of one of her cases."""
        visit = self.sits("Anna Forsell, Försäkringskassan")
        visit.get("/mina-deltagare")
        visit.click(who.name)
        return visit

    def begins(self) -> None:
        """The course, the eight, and their handlers."""
        maria = self.maria()
        maria.click("Ny kurs")
        plan: dict[str, Given] = {
            "Kursens namn": COURSE,
            "Vilka kursen är för": "Sjukpenning",
            "Kursen börjar": "2027-02-01",
            "Två veckodagar": ["Måndag", "Onsdag"],
            "Klockan": "13.00",
            "Plats": "Kulturhuset, Storgatan 4, rum 2",
            "Den andra kursledaren": "Johan Berglund, Arbetsförmedlingen",
        }
        maria.send("Lägg upp kursen", plan)
        maria.click("Lägg till flera deltagare")
        lines = [f"{one.name}; {one.address}; {one.language}" if one.address else "skyddad" for one in EVERYBODY]
        maria.send("Lägg till alla", {"En person på varje rad": "\n".join(lines)})
        for one in EVERYBODY:
            page = self.person(one)
            page.send(
                "Spara",
                {"Handläggare på Försäkringskassan": "Anna Forsell", "Handläggare på Arbetsförmedlingen": "Sofia Nordahl"},
            )

    def invites(self) -> None:
        self.maria().send("Skicka länken till 7 som inte har fått den")

    def books(self, who: Person, number: int, day: str, begins: str) -> None:
        """A new time, or another one."""
        anna = self.case(who)
        anna.click(
            next(
                word
                for word in anna.page.texts("main a")
                if word in {f"Boka GK{number}", f"Flytta GK{number}", f"Ge en ny tid för GK{number}"}
            )
        )
        anna.send("Spara mötet", {"Dag": day, "Klockan": begins, "Plats": "Försäkringskassan, Kyrkogatan 8, rum 3"})

    def moves(self, number: int, day: str) -> None:
        maria = self.maria()
        maria.click(f"Flytta träff {number}")
        maria.send("Flytta träffen", {"Dag": day})

    def opens_survey(self) -> None:
        maria = self.maria()
        maria.get(f"{maria.page.url}/enkat/a/oppna")
        maria.send("Ja, öppna enkäten")

    def pauses(self, who: Person) -> None:
        self.person(who).send("Pausa alla meddelanden")


@dataclass
class Phone:
    """Her own phone. She sees pages in her language, and presses what is the first choice there unless something else is said."""

    visit: Visit
    latest: Callable[[], Item]
    arrives: Callable[[], None]

    @property
    def link(self) -> str:
        return f"/m/{self.latest().tokens[0]}"

    def go(self, given: dict[str, Given] | None = None) -> None:
        self.visit.send(words(self.visit.page.one("main button.go")), given)

    def press(self, context: str, text: str) -> None:
        self.visit.send(self._said(context, text))

    def comes_in(self) -> None:
        """From the link in the latest message to her own page, by a code."""
        self.visit.get(self.link)
        self.go()
        self.go()
        self.arrives()
        code = CODE.findall(self.latest().text)
        self.go({"code": code[0]})
        assert self.visit.page.url == "/min-sida"

    def consents(self, decision: str) -> None:
        self.visit.get("/samtal/consent-secrecy")
        self.go()
        for answer in ("goes_on", decision):
            self.go({"answer": answer})
        if decision == "give":
            self.go({"name": "Kim Berg", "agree": "y"})
        self.go()

    def places(self, place: str) -> None:
        """On the staircase; what she needs she leaves out, and shows it to Försäkringskassan."""
        self.visit.get("/samtal/staircase")
        self.go({"answer": place})
        self.go({"answer": "Lugn och ro"})
        if place != "not-ready":
            self.go({"answer": "5-9"})
        self.go({"answer": "show_fk"})
        self.go()

    def answers_survey(self, *answers: str) -> None:
        """By her link, in a browser that knows nobody."""
        phone = Phone(self.visit.another(self.visit.language), self.latest, self.arrives)
        phone.visit.get(self.link)
        phone.go()
        for answer in answers:
            phone.go({"answer": answer})
        # Where nothing is asked she goes past, to the page to check, and sends.
        while "/tack/" not in phone.visit.page.url:
            phone.go()

    def cannot_come(self, why: str | None = None) -> None:
        self.visit.get("/min-sida")
        self.press("my.reply.no", "Jag kan inte komma")
        if why:
            self.go({"reason": why, "shown": "yes"})

    def wants_none(self) -> None:
        self.visit.get("/paminnelser")
        self.go({"channel": "none"})

    def wants_noon(self) -> None:
        self.visit.get("/paminnelser")
        self.go({"hour": "noon"})

    def stops(self) -> None:
        """From the link in a message, without any code."""
        self.visit.get(self.link)
        self.go()
        self.visit.get("/paminnelser")
        self.press("my.reminders.stop", "Inga fler påminnelser")

    def _said(self, context: str, text: str) -> str:
        """The words of a button in whichever language the page is in."""
        there = {words(one) for one in self.visit.page.all("main button")}
        with self.visit.app.app_context():
            for locale in LOCALES:
                with speaking(locale.id):
                    if (said := t(context, text)) in there:
                        return said
        raise AssertionError(f"No button says {text!r} on {self.visit.page.url}; there are {there}")


def phone_of(app: Flask, who: Person, latest: Callable[[str], Item], arrives: Callable[[], None]) -> Phone:
    address = who.address
    assert address is not None
    return Phone(Visit(app, language=who.locale.partition("@")[0]), lambda: latest(address), arrives)
