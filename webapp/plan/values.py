"""What a plan may hold: domain.md, section 3."""

from datetime import timedelta
from enum import Enum

MOST_STEPS = 10
LONGEST_STEP = 140
LONGEST_LINE = 200
#: A plan reaches at most so far. Further is asked about, not refused.
REACH = timedelta(days=92)


class Doer(Enum):
    """Who does a step."""

    PARTICIPANT = "participant"
    FK = "fk"
    AF = "af"
    TOGETHER = "together"


class Fits(Enum):
    """Whether the plan is what was said at the meeting."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
