"""What a participant sees first: what to do now, the next meeting, and who can see what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.assessments import queries as assessments
from webapp.assessments.wording import specialist_in_words
from webapp.chat import queries as chat
from webapp.chat.models import Talk
from webapp.consent import queries as consent
from webapp.consent.models import ConsentEntry
from webapp.consent.values import Decision, Purpose, Way
from webapp.flows.engine import library as flows
from webapp.ground import clock
from webapp.ground.parties import Agency
from webapp.language import LazyText
from webapp.people import queries as people
from webapp.people.models import Participant
from webapp.people.values import theme
from webapp.reminders import appointments
from webapp.security import audit
from webapp.staircase import queries as staircase
from webapp.staircase.models import Placement

#: The order in which things are offered when nothing is under way.
FLOWS = {"consent-secrecy": Purpose.SECRECY, "consent-statistics": Purpose.STATISTICS}
#: The joint assessment at which the staircase is talked about for the last time.
LAST_WITH_STAIRCASE = 2


@dataclass(frozen=True, slots=True)
class Task:
    """Something that can be done now. `begun` means some of it is already said."""

    flow: str
    begun: bool

    @property
    def first(self) -> str:
        """The question it begins with."""
        return flows.shipped().get(self.flow).asks[0].key


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """The next meeting: who, what, where, how long. `gk` is the number of a joint assessment, `course` that of a course meeting."""

    held_on: date
    begins: time
    minutes: int
    place: str | None
    video_link: str | None
    people: tuple[str, ...]
    gk: int | None = None
    course: int | None = None
    theme: LazyText | None = None

    @property
    def starts_at(self) -> datetime:
        return clock.at(self.held_on, self.begins)

    @property
    def key(self) -> str:
        """What a reply to it is kept under."""
        return f"gk:{self.gk}" if self.gk else f"course:{self.course}"

    @property
    def word(self) -> str:
        return appointments.in_an_address(self.key)

    @property
    def when(self) -> str:
        """Its day and time as a form carries them."""
        return appointments.as_carried(self.held_on, self.begins)


@dataclass(frozen=True, slots=True)
class Shared:
    """A placement that others can see now: which one, and which agencies it is shown to."""

    placement_id: UUID
    agencies: tuple[Agency, ...]
    since: datetime
    #: A paper tells the day and no time.
    on_paper: bool


def tasks(session: Session, participant_id: UUID, at: datetime) -> list[Task]:
    """What waits: first what is begun, then undecided consents, then the staircase while nothing is placed and a meeting is ahead.

    A new place can be chosen at any time from the staircase's own page; after the last meeting that needs it nobody asks for it.
    """
    decided, begun = consent.latest_each(session, participant_id), chat.open_flows(session, participant_id)
    waiting = [flow for flow, purpose in FLOWS.items() if purpose not in decided]
    if _staircase_is_over(session, participant_id, at):
        begun.discard("staircase")
    elif staircase.latest(session, participant_id) is None:
        waiting.insert(1 if "consent-secrecy" in waiting else 0, "staircase")
    ordered = [flow for flow in (*FLOWS, "staircase") if flow in begun] + [flow for flow in waiting if flow not in begun]
    return [Task(flow, flow in begun) for flow in ordered]


def _staircase_is_over(session: Session, participant_id: UUID, at: datetime) -> bool:
    """Whether the meeting where her place is talked about has been held."""
    last = [one for one in assessments.meetings(session, participant_id) if one.number == LAST_WITH_STAIRCASE]
    return any(assessments.begins_at(one) + timedelta(minutes=one.minutes) <= at for one in last)


def next_meeting(session: Session, participant: Participant, at: datetime) -> MeetingCard | None:
    """The nearest meeting that has not begun, of the course or the joint assessment."""
    cards = [card for card in (_course_card(session, participant, at), _gk_card(session, participant.id, at)) if card]
    return min(cards, key=lambda card: card.starts_at, default=None)


def _course_card(session: Session, participant: Participant, at: datetime) -> MeetingCard | None:
    meeting = people.next_meeting(session, participant.course_id, at)
    if meeting is None:
        return None
    course = people.course(session, participant.course_id)
    leaders = tuple(one.name for one in people.leaders(session, participant.course_id))
    if course is None:
        return None
    about = theme(course.variant, meeting.number)
    where = (course.place, course.video_link)
    return MeetingCard(meeting.held_on, meeting.begins, meeting.minutes, *where, leaders, course=meeting.number, theme=about)


def _gk_card(session: Session, participant_id: UUID, at: datetime) -> MeetingCard | None:
    meeting = assessments.next_after(session, participant_id, at)
    if meeting is None:
        return None
    found = people.handlers(session, participant_id)
    handlers = tuple(found[agency].name for agency in Agency if agency in found)
    specialist = specialist_in_words(meeting.specialist)
    where = (meeting.place, meeting.video_link)
    return MeetingCard(
        meeting.held_on, meeting.begins, meeting.minutes, *where, (*handlers, *([specialist] if specialist else [])), gk=meeting.number
    )


def shared(session: Session, participant_id: UUID) -> Shared | None:
    """What she shows now, as she chose it."""
    entry = consent.latest(session, participant_id, Purpose.SHARING)
    if entry is None or entry.decision is not Decision.GIVEN or entry.placement_id is None:
        return None
    return Shared(entry.placement_id, tuple(Agency(one) for one in entry.agencies.split()), entry.decided_at, entry.way is Way.PAPER)


def stopped_at(session: Session, participant_id: UUID) -> datetime | None:
    """When she stopped showing her place, if that is the last she decided about it."""
    entry = consent.latest(session, participant_id, Purpose.SHARING)
    return entry.decided_at if entry and entry.decision is Decision.WITHDRAWN else None


def entered(session: Session, ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Who of the staff entered what came on paper: id -> name."""
    return {one.id: one.name for one in people.staff_by_id(session, {staff_id for staff_id in ids if staff_id})}


def consents(session: Session, participant_id: UUID) -> dict[Purpose, ConsentEntry | None]:
    """The two consents that are asked for, decided or not."""
    decided = consent.latest_each(session, participant_id)
    return {purpose: decided.get(purpose) for purpose in FLOWS.values()}


def shown_ever(session: Session, participant_id: UUID) -> set[UUID]:
    """The placements that were shown to somebody at some time."""
    return {entry.placement_id for entry in consent.history(session, participant_id) if entry.placement_id}


def drafts(session: Session, participant_id: UUID) -> list[Placement]:
    """Placements nobody else was ever shown."""
    seen = shown_ever(session, participant_id)
    return [placement for placement in staircase.versions(session, participant_id) if placement.id not in seen]


def receipts(session: Session, participant_id: UUID) -> dict[Purpose, UUID]:
    """The newest talk that led to a decision about each consent: its page shows what she answered and the whole text."""
    decided = {(entry.flow, entry.decided_at) for entry in consent.history(session, participant_id)}
    rows = select(Talk).where(Talk.participant_id == participant_id, Talk.flow.in_(FLOWS), Talk.done_at.is_not(None))
    talks = session.scalars(rows.order_by(Talk.done_at))
    return {FLOWS[talk.flow]: talk.id for talk in talks if (talk.flow, talk.done_at) in decided}


@dataclass(frozen=True, slots=True)
class Reading:
    """Somebody opened her case. `placement` says whether her place in the staircase stood there."""

    name: str
    agency: Agency | None
    at: datetime
    placement: bool


def readings(session: Session, participant_id: UUID) -> list[Reading]:
    """Who has opened her case, newest first."""
    entries = audit.readings_of(session, participant_id, "placement.read", "case.read")
    staff = {one.id: one for one in people.staff_by_id(session, {entry.staff_id for entry in entries if entry.staff_id})}
    known = [(staff[entry.staff_id], entry) for entry in entries if entry.staff_id in staff]
    return [Reading(one.name, one.agency, entry.at, placement=entry.act == "placement.read") for one, entry in known]
