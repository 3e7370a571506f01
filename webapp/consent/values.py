"""The words of the consent ledger that are stored."""

from enum import Enum


class Purpose(Enum):
    """What a decision is about. Never two things in one."""

    SECRECY = "secrecy"  # lifting secrecy between FK and AF for the joint assessment (GK)
    STATISTICS = "statistics"  # registration for follow-up statistics
    SHARING = "sharing"  # showing one placement on the staircase


class Decision(Enum):
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Way(Enum):
    """How the decision reached us."""

    DEVICE = "device"
    PAPER = "paper"
