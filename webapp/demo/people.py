"""Who is in the demo. Everybody is made up; the telephone numbers are kept free for fiction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from webapp.course_survey.values import Part
from webapp.ground.parties import Agency, Role
from webapp.people.values import Benefit, Sex, Variant

FK, AF = Agency.FK, Agency.AF
AREA = "Samordningsförbundet Älvdal"

Said = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Staff:
    name: str
    role: Role
    agency: Agency | None
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Course:
    """`starts` counts days from today."""

    name: str
    variant: Variant
    starts: int
    weekdays: frozenset[int]
    begins: time
    place: str
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A finished talk: what was answered at each step, so many days ago."""

    flow: str
    days_ago: int
    said: Said


@dataclass(frozen=True, slots=True)
class Person:
    """`gk` counts days from today, one for each GK meeting; the nearest day that suits is taken."""

    course: str
    name: str | None
    address: str | None
    locale: str
    benefit: Benefit
    sex: Sex | None
    handlers: tuple[str, ...]
    invited: bool = True
    gk: tuple[int, ...] = ()
    talks: tuple[Talk, ...] = field(default=())
    read_by: str | None = None
    #: The leader who has asked for a joint assessment.
    requested_by: str | None = None


def _staff(name: str, role: Role, agency: Agency | None, last: int) -> Staff:
    first = name.split(maxsplit=1)[0].lower().translate(str.maketrans("åäöé", "aaoe"))
    return Staff(name, role, agency, f"+468465004{last:02}", f"{first}@{agency.value if agency else 'forbund'}.example")


STAFF = (
    _staff("Maria Sandell", Role.LEADER, FK, 1),
    _staff("Johan Berglund", Role.LEADER, AF, 2),
    _staff("Karin Östman", Role.LEADER, FK, 3),
    _staff("Peter Hallin", Role.LEADER, AF, 4),
    _staff("Anna Forsell", Role.HANDLER, FK, 11),
    _staff("Lars Wikman", Role.HANDLER, FK, 12),
    _staff("Sofia Nordahl", Role.HANDLER, AF, 21),
    _staff("Erik Lundvall", Role.HANDLER, AF, 22),
    _staff("Eva Rydberg", Role.COORDINATOR, None, 31),
)

RUNNING, COMING, OVER = "Mitt Val på Kulturhuset", "Mitt Val för unga", "Mitt Val på Folkets hus"
COURSES = (
    Course(RUNNING, Variant.SP, -15, frozenset({0, 3}), time(13), "Kulturhuset, Storgatan 4, rum 2", ("Maria Sandell", "Johan Berglund")),
    Course(COMING, Variant.AE, 16, frozenset({1, 3}), time(10), "Biblioteket, Torget 1, grupprummet", ("Karin Östman", "Peter Hallin")),
    Course(OVER, Variant.SP, -75, frozenset({0, 2}), time(13), "Folkets hus, Bruksvägen 2", ("Maria Sandell", "Johan Berglund")),
)
#: Courses of the last half-year that is over. `starts` counts days from its end.
PAST = (
    Course("Björken", Variant.SP, -112, frozenset({0, 2}), time(13), "Folkets hus, Bruksvägen 2", ("Maria Sandell", "Johan Berglund")),
    Course("Eken", Variant.AE, -98, frozenset({1, 3}), time(10), "Biblioteket, Torget 1, grupprummet", ("Karin Östman", "Peter Hallin")),
)
Sheets = Mapping[Part, str]


def _sheets(names: str, a: str, b: str = "") -> tuple[tuple[str, Sheets], ...]:
    """Each name with her answers: one digit for each question, 8 and 9 for none."""
    parts = [(Part.A, a.split()), *([(Part.B, b.split())] if b else [])]
    return tuple((name, {part: sheets[number] for part, sheets in parts}) for number, name in enumerate(names.split()))


#: Who was in the courses that are over, and what they answered.
ANSWERED: Mapping[str, tuple[tuple[str, Sheets], ...]] = {
    OVER: _sheets("Inger Hassan Pia Roger Samira Ulla Viktor Åsa", "554454 433343 666566 322223 554485 445344 543334 654459"),
    "Björken": _sheets(
        "Berit Omar Lena Stig Fatima Gun Nils Eva Karl",
        "554455 443344 565566 233223 554465 445344 543334 654455 444344",
        "155 144 166 2 154 143 155 145 133",
    ),
    "Eken": _sheets(
        "Monika Ali Sonja Rolf Aida Kerstin Leif Birger",
        "445445 553354 655466 323243 545455 456345 433334 564455",
        "144 156 165 133 155 2 145 154",
    ),
}


def _consents(days_ago: int, name: str, decision: str = "give") -> Talk:
    signed = {"sign": {"name": name, "agree": "y"}} if decision == "give" else {}
    said = {"read": {"answer": "read"}, "understood": {"answer": "goes_on"}, "decide": {"answer": decision}, **signed}
    return Talk("consent-secrecy", days_ago, {**said, "check": {"answer": "checked"}})


def _rates(days_ago: int, place: str, *, need: str, hours: str, share: str) -> Talk:
    told = {"place": {"answer": place}, "need": {"answer": need}}
    sure = {} if place == "not-ready" else {"hours": {"answer": hours}}
    return Talk("staircase", days_ago, {**told, **sure, "share": {"answer": share}, "check": {"answer": "checked"}})


PEOPLE = (
    Person(
        RUNNING, "Birgitta", "070-1740605", "sv", Benefit.SP, Sex.WOMAN, ("Anna Forsell", "Sofia Nordahl"), gk=(-7, 4),
        talks=(
            _consents(9, "Birgitta Holm"),
            _rates(2, "1-2", need="Veta vad som händer efter kursen", hours="5-9", share="show_both"),
        ),
        read_by="Anna Forsell",
    ),
    Person(RUNNING, "Tomas", "070-1740606", "sv@simple", Benefit.SP, Sex.MAN, ("Anna Forsell", "Sofia Nordahl"), gk=(-6, 5),
           talks=(_consents(8, "Tomas Ek"),)),
    Person(RUNNING, "Grace", "grace@post.example", "en", Benefit.SP, Sex.WOMAN, ("Lars Wikman", "Sofia Nordahl"), gk=(-5, 6),
           talks=(_consents(7, "Grace Mensah"), _rates(1, "not-ready", need="More time, and somebody to ask", hours="", share="show_fk"))),
    Person(RUNNING, "Amal", "070-1740608", "ar", Benefit.SP, Sex.WOMAN, ("Anna Forsell", "Erik Lundvall"), gk=(-4,)),
    Person(RUNNING, "Lennart", "070-1740609", "sv", Benefit.SP, Sex.MAN, ("Lars Wikman", "Erik Lundvall"), gk=(-7, 7),
           talks=(_consents(6, "Lennart Åberg", "refuse"),)),
    Person(RUNNING, None, None, "sv@simple", Benefit.SP, None, ("Lars Wikman", "Erik Lundvall"), invited=False),
    Person(COMING, "Kim", "070-1740611", "sv@simple", Benefit.AE, None, ("Anna Forsell", "Sofia Nordahl"), invited=False,
           requested_by="Karin Östman"),
    Person(COMING, "Yusuf", "yusuf@post.example", "ar", Benefit.AE, Sex.MAN, ("Lars Wikman",), invited=False),
)  # fmt: skip
#: Pairs of times for GK1 and GK2 that Anna Forsell and Sofia Nordahl have published: days from today, and the hour.
FREE_TIMES = ("Anna Forsell", "Sofia Nordahl", ((19, 26, time(9)), (20, 32, time(13))))
