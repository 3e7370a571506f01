"""A small world where every secret is a word of its own, so that it is noticed wherever it turns up."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests.desk.casework import AF, FK, WORDS, Casework, casework, gk, places, shares
from tests.people import some
from tests.results import boxes
from webapp.agenda import service as agenda
from webapp.assessments import service as assessments
from webapp.assessments.service import Offer
from webapp.chat import service as chat
from webapp.consent import service as consent
from webapp.consent.service import Choice
from webapp.consent.values import Decision, Purpose
from webapp.course_survey import sealing
from webapp.course_survey.models import BoxKey
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.ground.parties import Agency, Role
from webapp.invitations import service as invitations
from webapp.people import service as people
from webapp.plan import service as plan
from webapp.plan.values import Doer, Fits

#: What would be a leak in the wrong place. The phone is looked for without spaces and dashes.
SECRETS = {
    "name": "Kanariea",
    "phone": "1740699",
    "need": "Delatbehov",
    "draft": "Utkastbehov",
    "old": "Gammaltbehov",
    "gk": "Hemligrum",
    "box": "Visadruta",
    "private": "Egenruta",
    "plan": "Planeratsteg",
    "reply": "Svarsrad",
    "signature": "Underskrivena",
    # What the neighbour shows, which one of the agencies may not read while no consent lifts secrecy.
    "neighbours": "Grannbehov",
    # How many gave an answer in one course, and in all of the area; and how many sheets there were, which nobody is told.
    "figures": "55081",
    "pooled": "55113",
    "sheets": "739317",
}
#: Counts are no words and are kept open; who may be told them is asked elsewhere.
FIGURES = frozenset({"figures", "pooled", "sheets"})
#: The short address on the wall.
ROOM_CODE = "abcde"


@dataclass(frozen=True)
class World:
    """Kanariea has said yes to everything and shows her placement and one of her boxes.

    Her neighbour has shown hers, and lifted no secrecy.
    """

    work: Casework
    other: Casework
    coordinator: UUID
    specialist: UUID
    editor: UUID
    admin: UUID
    other_admin: UUID
    person: UUID
    neighbour: UUID
    talk: UUID
    #: Free, published by her handler at Försäkringskassan, and another that the neighbour's at Arbetsförmedlingen published.
    pair: UUID
    other_pair: UUID
    token: str


def world(session: Session) -> World:
    work = casework(session)
    leader = some.leader(session, "Eva Strand", AF, "+46846500420")
    other = Casework(work.other_fk, work.other_af, work.fk, work.af, leader, some.a_course(session, leader).id)
    person, neighbour = _person(session, work, SECRETS["name"], "070-1740699"), _person(session, other, "Grannen", "070-1740698")
    signed = Choice(Purpose.SECRECY, Decision.GIVEN, frozenset(Agency), signature=SECRETS["signature"])
    consent.decide(session, person, signed, WORDS, at=clock.now())
    old = places(session, person, "4", need=SECRETS["old"])
    shares(session, person, old)
    talk = _talk(session, person)
    places(session, person, "5", need=SECRETS["draft"])
    shares(session, neighbour, places(session, neighbour, "1", need=SECRETS["neighbours"]))
    gk(session, person, 1, date(2027, 1, 26), SECRETS["gk"])
    gk(session, neighbour, 1, date(2027, 1, 27), "Ett annat rum")
    agenda.write(session, person, "work", SECRETS["box"], begins=True, shown=True, at=clock.now())
    agenda.write(session, person, "mental", SECRETS["private"], begins=False, shown=False, at=clock.now())
    plan.write(session, person, [plan.Step(SECRETS["plan"], Doer.AF)], after=0, by=work.fk, at=clock.now())
    plan.answer(session, person, 1, Fits.PARTLY, SECRETS["reply"], at=clock.now())
    _survey(session, work.course, other.course)
    pair, other_pair = _pair(session, work.fk), _pair(session, other.af)
    coordinator = some.staff(session, "Ulf Ahl", Role.COORDINATOR)
    specialist, editor = some.staff(session, "Siv Berg", Role.SPECIALIST, AF), some.staff(session, "Rut Hed", Role.EDITOR)
    admin, other_admin = (some.staff(session, "Ada Holm", Role.ADMINISTRATOR, area=area) for area in ("Ådalen", "Bergslagen"))
    _open_survey(session, work.course)
    token = invitations.address(invitations.link_for(session, person, at=clock.now())).rpartition("/")[2]
    return World(work, other, coordinator, specialist, editor, admin, other_admin, person, neighbour, talk, pair, other_pair, token)


def _pair(session: Session, staff: UUID) -> UUID:
    """Times that are free, at a place that is no secret."""
    offer = Offer(date(2027, 2, 9), time(10), date(2027, 2, 16), time(10), place="Lilla rummet")
    return assessments.publish(session, staff, offer, asked=uuid4(), at=clock.now()).id


def _survey(session: Session, course: UUID, other: UUID) -> None:
    """Both courses have answered both parts, and the half-year is public."""
    area = some.an_area(session).id
    for one, often in ((course, int(SECRETS["figures"])), (other, int(SECRETS["pooled"]) - int(SECRETS["figures"]))):
        for part, question in ((Part.A, "q1"), (Part.B, "q9")):
            boxes.a_box(session, area, one, part, {question: (4, 0, 0, often, 4, 0)}, sheets=int(SECRETS["sheets"]))
    boxes.published(session, area, *Part)


def _open_survey(session: Session, course: UUID) -> None:
    """The course's survey can be answered. The private key is nowhere: nobody is to open the box."""
    _, public = sealing.new_keys()
    session.add(BoxKey(public_key=public, probe=b"", probed_on=clock.today()))
    session.flush()
    invitations.open_survey(session, course, Part.A, at=clock.now()).room_code = ROOM_CODE


def _person(session: Session, work: Casework, name: str, phone: str) -> UUID:
    person = some.a_person(session, work.course, name, phone)
    people.give_handler(session, person, FK, work.fk)
    people.give_handler(session, person, AF, work.af)
    return person.id


def _talk(session: Session, person: UUID) -> UUID:
    """She tells the bot where she is, and shows it to both."""
    talk = uuid4()
    for step, answer in {"place": "2-3", "need": SECRETS["need"], "hours": "10-19", "share": "show_both", "check": ""}.items():
        chat.answer(session, person, "staircase", chat.Posted(talk, step, {"answer": answer}), at=clock.now())
    return talk
