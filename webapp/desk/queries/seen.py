"""What a handler is shown of her cases, and whom she is."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from webapp.assessments.models import GkOutcome
from webapp.assessments.values import Concern
from webapp.consent.values import Purpose
from webapp.desk.queries.plans import WrittenPlan
from webapp.desk.queries.shared import SharedBox, SharedPlacement
from webapp.ground.parties import Agency
from webapp.people.models import Participant


@dataclass(frozen=True, slots=True)
class Reader:
    """The handler who looks, and for which agency."""

    staff_id: UUID
    agency: Agency


@dataclass(frozen=True, slots=True)
class Meeting:
    """One GK as its handlers see it."""

    number: int
    held_on: date
    begins_at: datetime
    ends_at: datetime
    place: str | None
    video_link: str | None
    #: The kind of specialist that is asked to it.
    specialist: str | None = None
    concerns: tuple[Concern, ...] = ()
    #: She has said so about this day and time.
    cannot_come: bool = False
    #: Why, when she lets her handlers read it.
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One participant in the list. `opened` is False while only name and course may be seen."""

    participant_id: UUID
    #: None for a protected identity; then she is called by her seat.
    name: str | None
    seat: int
    course: str
    opened: bool
    next_meeting: Meeting | None = None
    shared: bool = False
    #: That what is sent to her does not get through.
    not_through: bool = False
    #: The day when a leader asked for a GK that nobody has booked.
    requested_on: date | None = None
    #: The GK ahead to which she has said that she cannot come.
    cannot_come: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody by the name she chose, or by her place in the list."""

    id: UUID
    name: str | None
    seat: int


@dataclass(frozen=True, slots=True)
class Contact:
    agency: Agency
    name: str
    phone: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a GK that waits."""

    on: date
    by: str
    consent_attached: bool
    week_ahead: bool
    specialist: str | None


@dataclass(frozen=True, slots=True)
class Case:
    """One participant before a meeting. The parts after `opened` are empty until it is True."""

    participant_id: UUID
    name: str | None
    seat: int
    course: str
    opened: bool
    #: Her own row, for what else is looked up about her.
    person: Participant | None = None
    shared: SharedPlacement | None = None
    boxes: tuple[SharedBox, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    #: Consents in force that name the reader's agency, and since when.
    consents: tuple[tuple[Purpose, datetime], ...] = ()
    contacts: tuple[Contact, ...] = ()
    #: What a leader has asked for, as long as nothing is booked.
    request: Asked | None = None
    #: What was decided after the joint assessment.
    outcome: GkOutcome | None = None
    #: Every version of the plan, the one that holds first; and whether one may be written now.
    plans: tuple[WrittenPlan, ...] = ()
    plan_due: bool = False
