"""What a leader may see of a course: its days, its people, and counts. Never who has answered, rated or opened a link.

Försäkringskassan chooses and enters the people. A leader from Arbetsförmedlingen sees their chosen names and the course.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.consent import queries as consent
from webapp.consent.values import Decision, Purpose
from webapp.desk.queries.ways import Reached, Way, ways
from webapp.ground import clock
from webapp.ground.locales import Locale, by_id
from webapp.ground.parties import Agency
from webapp.invitations import queries as invitations
from webapp.language import LazyText, lazy
from webapp.people import queries as people
from webapp.people.addresses import address_of, masked
from webapp.people.models import Course, CourseMeeting, Participant, StaffAccount
from webapp.people.values import LARGEST_COURSE, SMALLEST_COURSE, Benefit, theme
from webapp.reminders import absences
from webapp.reminders.appointments import Whose
from webapp.reminders.through import Through


@dataclass(frozen=True, slots=True)
class Row:
    """One course in the list."""

    course: Course
    size: int
    next_day: date | None
    #: Somebody has said that she cannot come to a meeting ahead. The course's own page says who, and to which.
    missed: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One of the eight meetings."""

    number: int
    theme: LazyText
    begins_at: datetime
    #: Who has said that she cannot come, while it is still ahead.
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One participant in the leader's list. `address` is masked."""

    id: UUID
    called: str
    protected: bool
    address: str | None
    locale: Locale
    way: Reached
    handlers: dict[Agency, str]
    #: That a GK is planned, and nothing else about it, once the consent that lifts secrecy is given.
    gk_planned: bool
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts, never who. Consents: how many have said yes and how many no."""

    people: int
    opened: int
    reachable: int
    consents: dict[Purpose, Counter[Decision]]

    def yes(self, purpose: Purpose) -> int:
        return self.consents[purpose][Decision.GIVEN]

    def no(self, purpose: Purpose) -> int:
        return self.consents[purpose][Decision.REFUSED] + self.consents[purpose][Decision.WITHDRAWN]


@dataclass(frozen=True, slots=True)
class Overview:
    course: Course
    days: list[Day]
    people: list[Person]
    leaders: list[StaffAccount]
    figures: Figures

    @property
    def lacks_agency(self) -> Agency | None:
        """The agency that has no leader here."""
        return next((agency for agency in Agency if agency not in {leader.agency for leader in self.leaders}), None)

    @property
    def open(self) -> bool:
        """Whether somebody here has an open case, and so a sheet of paper."""
        return any(person.ended_at is None for person in self.people)

    @property
    def unsent(self) -> int:
        return sum(1 for person in self.people if person.way is Way.NOT_SENT)

    @property
    def few(self) -> bool:
        return 0 < self.figures.people < SMALLEST_COURSE

    @property
    def many(self) -> bool:
        return self.figures.people > LARGEST_COURSE


def called(person: Participant) -> str:
    """The name she chose, or her place in the list when she has none."""
    return person.name or str(lazy("desk.called", "Deltagare {seat}", seat=person.seat))


def usual_benefit(course: Course) -> str:
    """What most people in such a course live on; a first suggestion in the form."""
    return Benefit(course.variant.value).value


def mine(session: Session, staff_id: UUID, on: date) -> list[Row]:
    """The leader's courses, the latest first."""
    courses = people.courses_led_by(session, staff_id)
    ids = [course.id for course in courses]
    sizes, days, missed = people.sizes(session, ids), people.next_days(session, ids, on), absences.from_courses(session, ids, on)
    return [Row(course, sizes.get(course.id, 0), days.get(course.id), course.id in missed) for course in courses]


def overview(session: Session, course: Course) -> Overview:
    """One course, its people and its figures, with the same number of questions however many they are."""
    present = people.participants_in(session, course.id)
    rows = persons(session, present)
    return Overview(
        course, days(session, course, present), rows, people.leaders(session, course.id), _figures(session, course, present, rows)
    )


def days(session: Session, course: Course, present: Sequence[Participant]) -> list[Day]:
    """The eight meetings, each with those who have said that they cannot come to it at that time."""
    names = {person.id: called(person) for person in present if person.ended_at is None}
    absent = defaultdict(list)
    for who, key, held_on, begins in absences.cannot_come(session, list(names), Whose.COURSE):
        absent[key, held_on, begins].append(names[who])
    return [_day(course, one, absent[f"course:{one.number}", one.held_on, one.begins]) for one in people.meetings(session, course.id)]


def _day(course: Course, one: CourseMeeting, absent: list[str]) -> Day:
    begins_at = clock.at(one.held_on, one.begins)
    return Day(one.number, theme(course.variant, one.number), begins_at, tuple(sorted(absent)) if begins_at > clock.now() else ())


def persons(session: Session, present: Sequence[Participant]) -> list[Person]:
    ids = [person.id for person in present]
    handlers, sent, planned = people.handlers_of(session, ids), ways(session, present), _planned(session, ids)
    return [_person(person, handlers[person.id], sent[person.id], gk_planned=person.id in planned) for person in present]


def _planned(session: Session, ids: Sequence[UUID]) -> set[UUID]:
    """Those who have a GK ahead and have lifted secrecy."""
    decided = consent.latest_of(session, ids, Purpose.SECRECY)
    lifted = [person for person, entry in decided.items() if entry.decision is Decision.GIVEN]
    return set(assessments.next_of(session, lifted, clock.today()))


def _person(person: Participant, handlers: dict[Agency, StaffAccount], way: Reached, *, gk_planned: bool) -> Person:
    address = address_of(person)
    return Person(
        id=person.id,
        called=called(person),
        protected=person.protected,
        address=masked(address) if address else None,
        locale=by_id(person.locale),
        way=way,
        handlers={agency: account.name for agency, account in handlers.items()},
        gk_planned=gk_planned and person.ended_at is None,
        ended_at=person.ended_at,
    )


def _figures(session: Session, course: Course, present: Sequence[Participant], rows: Sequence[Person]) -> Figures:
    ids = [person.id for person in present]
    return Figures(
        people=len(present),
        opened=invitations.opened_count(session, course.id),
        reachable=sum(1 for row in rows if row.address and row.way not in {Through.NO, Way.WRONG_PERSON, Way.ENDED}),
        consents={purpose: consent.counts(session, ids, purpose) for purpose in (Purpose.SECRECY, Purpose.STATISTICS)},
    )
