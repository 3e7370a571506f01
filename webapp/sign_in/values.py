"""The figures of sign-in, and what can be said about an account."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from webapp.ground.parties import Agency, Role

#: A link that invites somebody is worth nothing after this.
INVITE_KEEPS = timedelta(days=7)
#: A form that was sent too late waits so long for its owner.
FORM_WAITS = timedelta(hours=12)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
MANY_CODES = 10
#: Recovery codes are shown until their owner says that she has them, and never longer than this.
CODES_SHOWN = timedelta(minutes=30)
LONGEST_NAME = 80
#: Who does their work for one of the two agencies.
FOR_AN_AGENCY = frozenset({Role.LEADER, Role.HANDLER, Role.SPECIALIST})


class Standing(Enum):
    """How an account stands."""

    INVITED = "invited"
    #: The link was never used, and is worth nothing now.
    LAPSED = "lapsed"
    ACTIVE = "active"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Somebody who is to be invited."""

    name: str
    email: str
    role: Role
    agency: Agency | None = None


class Work(Enum):
    """What somebody can leave behind."""

    COURSES = "kurser"
    CASES_FK = "fk"
    CASES_AF = "af"

    @property
    def agency(self) -> Agency | None:
        """Whose cases; a course has leaders from both."""
        return None if self is Work.COURSES else Agency(self.value)
