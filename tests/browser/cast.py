"""The people of the browser tests: one small house of staff, and participants brought to where a test wants them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.browser import background, gk_cast
from tests.browser.asked import Rounds, open_rounds
from tests.desk.casework import WORDS
from tests.people import some
from webapp.agenda import service as agenda
from webapp.assessments import service as assessments
from webapp.chat import service as chat
from webapp.consent import service as consent
from webapp.consent.values import Purpose
from webapp.desk.service import PlacementPaper, enter_placement
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.invitations import service as invitations
from webapp.invitations.values import LinkEnd
from webapp.people import service as people
from webapp.people.models import Participant
from webapp.reminders import appointments, choices, replies
from webapp.security import audit
from webapp.staircase.service import SelfRating
from webapp.surveys.engine.place import Place

NEED = "Lugn och ro, och någon att ringa"
#: What is said in each talk when nobody wants anything else.
SAID: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "consent-secrecy": {
        "read": {},
        "understood": {"answer": "goes_on"},
        "decide": {"answer": "give"},
        "sign": {"name": "Amina Ek", "agree": "y"},
        "check": {},
    },
    "consent-statistics": {
        "read": {},
        "understood": {"answer": "can"},
        "decide": {"answer": "give"},
        "sign": {"name": "Amina Ek", "agree": "y"},
        "check": {},
    },
    "staircase": {
        "place": {"answer": "2-3"},
        "need": {"answer": NEED},
        "hours": {"answer": "10-19"},
        "share": {"answer": "show_fk"},
        "check": {},
    },
}


@dataclass(frozen=True)
class House:
    """Everybody who works here, a course under way, one that is over, and one with nobody in it yet."""

    leader: UUID
    af_leader: UUID
    newcomer: UUID
    fk: UUID
    af: UUID
    #: A handler without a case, and somebody whose role has no pages yet.
    idle_fk: UUID
    coordinator: UUID
    admin: UUID
    course: UUID
    over: UUID
    fresh: UUID
    #: Courses whose survey is open, and one more for each way it can be.
    answering: UUID
    answering_b: UUID
    rounds: Rounds
    #: Where participants of single states sit, so that the course that is shown stays of a human size.
    crowd: UUID
    #: Where the anonymous survey is under way, and where it is only planned.
    asked: UUID
    planned: UUID


#: Brings a participant somewhere; returns the talk it ended in, if any.
Step = Callable[[Session, House, Participant], UUID | None]


def house(session: Session) -> House:
    leader = some.leader(session, "Maj Lind")
    af_leader = some.leader(session, "Erik Sund", Agency.AF, "+46846500401")
    newcomer = some.staff(session, "Siv Ny", Role.LEADER, Agency.FK, phone="+46846500402")
    fk = some.handler(session, "Nils Ek")
    af = some.handler(session, "Sara Dahl", Agency.AF, "+46846500411")
    idle = some.handler(session, "Olle Berg", Agency.FK, "+46846500412")
    coordinator = some.staff(session, "Ulf Ahl", Role.COORDINATOR)
    admin = background.administrator(session)
    coming, gone = clock.today() + timedelta(days=10), clock.today() - timedelta(days=90)
    course = _course(session, "Vårkursen", coming, leader, af_leader)
    over = _course(session, "Förra kursen", gone, leader, af_leader)
    fresh = _course(session, "Kvällskursen", coming, leader)
    crowd = _course(session, "Dagkursen", coming, leader, af_leader)
    asked, planned = (_course(session, name, coming, leader, af_leader) for name in ("Enkätkursen", "Planerade kursen"))
    names = ("Aprilkursen", "Majkursen", "Junikursen", "Julikursen")
    answering, answering_b, shut, lost = (_course(session, name, coming, leader) for name in names)
    rounds = open_rounds(session, answering, answering_b, shut, lost)
    background.results(session, over, fresh, crowd)
    gk_cast.free_times(session, fk, af)
    courses = course, over, fresh, answering, answering_b
    return House(leader, af_leader, newcomer, fk, af, idle, coordinator, admin, *courses, rounds, crowd, asked, planned)


def _course(session: Session, name: str, first: date, *leaders: UUID) -> UUID:
    plan = replace(some.PLAN, name=name, starts_on=first, begins=time(13), place="Storgatan 1, Ådalen")
    return people.make_course(session, some.an_area(session).id, plan, leaders, today=clock.today()).id


def untouched(session: Session, house: House, person: Participant) -> None:
    """She has not done anything yet."""


def in_course(course: str) -> Step:
    def move(session: Session, house: House, person: Participant) -> None:
        person.course_id = getattr(house, course)

    return move


def may_answer(course: str) -> Step:
    """The survey of her course is open, and she has a ballot."""

    def move(session: Session, house: House, person: Participant) -> None:
        person.course_id = getattr(house, course)
        invitations.newcomer(session, person.course_id, person.id)

    return move


def with_handlers(session: Session, house: House, person: Participant) -> None:
    people.give_handler(session, person, Agency.FK, house.fk)
    people.give_handler(session, person, Agency.AF, house.af)


def with_meetings(session: Session, house: House, person: Participant) -> None:
    """Both joint assessments stand in the calendar, the second within two weeks of the first."""
    for number, days in ((1, 3), (2, 14)):
        held_on = clock.today() + timedelta(days=days)
        assessments.book(session, person.id, number, held_on=held_on, begins=time(13), place="Kyrkogatan 2, rum 4", at=clock.now())


def writes_in_boxes(session: Session, house: House, person: Participant) -> None:
    """She wants to begin with her work, and shows it; what she does at home is hers."""
    agenda.write(session, person.id, "work", "Jag trivdes i köket på skolan", begins=True, shown=True, at=clock.now())
    agenda.write(session, person.id, "leisure", "Fiske", begins=False, shown=False, at=clock.now())


def says(key: str, *, coming: bool) -> Step:
    """Whether she comes to one of her meetings, as it stands in the calendar."""

    def reply(session: Session, house: House, person: Participant) -> None:
        found = appointments.find(session, person, key, at=clock.now())
        assert found
        replies.answer_meeting(session, person.id, key, found.when, coming=coming, at=clock.now())

    return reply


def put_off(session: Session, house: House, person: Participant) -> None:
    choices.later(session, person.id, at=clock.now())


def stopped_reminders(session: Session, house: House, person: Participant) -> None:
    choices.stop(session, person.id, at=clock.now())


def begun(flow: str, until: str, **otherwise: str) -> Step:
    """Everything before the step `until` is answered."""

    def talk(session: Session, house: House, person: Participant) -> UUID:
        talk_id = uuid4()
        for step, given in SAID[flow].items():
            if step == until:
                break
            answer = {"answer": otherwise[step]} if step in otherwise else given
            chat.answer(session, person.id, flow, chat.Posted(talk_id, step, answer), at=clock.now())
        return talk_id

    return talk


def done(flow: str, **otherwise: str) -> Step:
    """The talk is over: `done("staircase", place="not-ready", share="keep_private")`."""
    return begun(flow, "", **otherwise)


def on_paper(session: Session, house: House, person: Participant) -> None:
    """She has written where she is on a paper, and her handler has entered it."""
    paper = PlacementPaper(SelfRating(Place(2, 3), "10-19", NEED), 1, frozenset(Agency), clock.today() - timedelta(days=2))
    enter_placement(session, person.id, paper, WORDS, entered_by=house.fk, at=clock.now())


def withdrawn(session: Session, house: House, person: Participant) -> None:
    consent.withdraw(session, person.id, Purpose.SECRECY, locale="sv", at=clock.now())


def stopped_showing(session: Session, house: House, person: Participant) -> None:
    consent.withdraw(session, person.id, Purpose.SHARING, locale="sv", at=clock.now())


def was_read(session: Session, house: House, person: Participant) -> None:
    for staff_id, agency in ((house.fk, "fk"), (house.af, "af")):
        audit.record(session, "placement.read", at=clock.now(), staff_id=staff_id, participant_id=person.id, detail=agency)


def lost_link(session: Session, house: House, person: Participant) -> None:
    invitations.replace(session, person.id, at=clock.now())


def wrong_person(session: Session, house: House, person: Participant) -> None:
    invitations.replace(session, person.id, why=LinkEnd.WRONG_PERSON, at=clock.now())


def without_address(session: Session, house: House, person: Participant) -> None:
    people.change_address(session, person, None)
