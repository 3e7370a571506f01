"""Who takes part: the two agencies, the roles of staff, and the doors a visitor can have come through."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, IntEnum
from uuid import UUID


class Agency(Enum):
    """The two agencies that work together around one participant."""

    FK = "fk"  # Försäkringskassan
    AF = "af"  # Arbetsförmedlingen


class Role(Enum):
    """What a staff account may do. Which courses and cases it may do it with is asked of the database each time."""

    LEADER = "leader"  # kursledare
    HANDLER = "handler"  # handläggare
    COORDINATOR = "coordinator"  # samordnare
    SPECIALIST = "specialist"  # specialist
    EDITOR = "editor"  # redaktör
    ADMINISTRATOR = "administrator"  # administratör


class Door(IntEnum):
    """How surely we know who is there. A higher door opens all that a lower one does."""

    OPEN = 0
    LINK = 1
    DEVICE = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """What a request needs to know about the person behind a session, read anew each time."""

    locale: str
    role: Role | None = None
    agency: Agency | None = None
    case_open: bool = True


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever sent this request."""

    door: Door = Door.OPEN
    participant_id: UUID | None = None
    staff_id: UUID | None = None
    role: Role | None = None
    agency: Agency | None = None
    locale: str | None = None
    session_id: UUID | None = None
    link_id: UUID | None = None
    own_phone: bool = False
    #: When somebody of the staff last showed who she is in this session.
    proved_at: datetime | None = None
