"""The words of courses and people that are stored."""

from enum import Enum

from webapp.language import LazyText, lazy


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


#: The themes of the eight meetings of Mitt Val, in order.
THEMES = (
    lazy("course.theme.1", "Uppstart"),
    lazy("course.theme.2", "Pengar och jobb"),
    lazy("course.theme.3", "Mitt bidrag"),
    lazy("course.theme.4", "Vägval"),
    lazy("course.theme.5", "Tillbaka - till vad?"),
    lazy("course.theme.6", "Fruktsäljaren"),
    lazy("course.theme.7", "Nästa steg"),
    lazy("course.theme.8", "Avslutning"),
)
#: In an AE course nobody goes "back".
FIFTH_IN_AE = lazy("course.theme.5-ae", "Första jobbet - vad kan det vara?")
SMALLEST_COURSE, LARGEST_COURSE = 6, 10
MEETINGS = len(THEMES)
MEETING_MINUTES = 120


def theme(variant: Variant, number: int) -> LazyText:
    """What meeting 1-8 of a course is about."""
    return FIFTH_IN_AE if variant is Variant.AE and number == 5 else THEMES[number - 1]
