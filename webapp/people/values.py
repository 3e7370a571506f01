"""The words of courses and people that are stored."""

from enum import Enum


class Variant(Enum):
    """Whom a course is for."""

    SP = "sp"  # sjukpenning
    AE = "ae"  # aktivitetsersättning


class Benefit(Enum):
    SP = "sp"
    AE = "ae"
    OTHER = "other"


class Sex(Enum):
    """For the statistics only."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


#: The themes of the eight meetings of Mitt Val, in order. In an AE course nobody goes "back", so theme 5 has a name of its own.
THEMES = (
    "Uppstart",
    "Pengar och jobb",
    "Mitt bidrag",
    "Vägval",
    "Tillbaka - till vad?",
    "Fruktsäljaren",
    "Nästa steg",
    "Avslutning",
)
SMALLEST_COURSE, LARGEST_COURSE = 6, 10
MEETINGS = len(THEMES)
