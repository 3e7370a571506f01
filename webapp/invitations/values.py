"""The words of links and doors that are stored, and how long things hold."""

from datetime import timedelta
from enum import Enum


class LinkEnd(Enum):
    """Why a link opens nothing any more."""

    REPLACED = "replaced"
    WRONG_PERSON = "wrong_person"
    PROTECTED = "protected"
    CASE_ENDED = "case_ended"


LINK_HOLDS = timedelta(days=365)
CODE_HOLDS = timedelta(minutes=10)
CODE_TRIES = 5
PAIRING_HOLDS = timedelta(minutes=30)
