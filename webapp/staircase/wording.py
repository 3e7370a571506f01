"""A placement in words, in the language of the moment. Used wherever a placement is spoken of."""

from webapp.language import t
from webapp.language.dates import moment, short_day
from webapp.language.speech import speak
from webapp.staircase.models import Placement
from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.place import Place
from webapp.surveys.engine.questions import One, Staircase


def in_words(placement: Placement) -> str:
    """The place, such as "Mellan steg 2 och 3", as it stood on the page where she chose it."""
    question = shipped().get("staircase", placement.survey_version).question("place")
    if not isinstance(question, Staircase):
        raise TypeError("surveys/staircase.yaml: place must be a staircase")
    return speak(question.words_for(Place(placement.lower, placement.upper)))


def written_in_words(placement: Placement) -> str:
    """When she wrote it. A paper tells the day and no time."""
    if placement.entered_by is None:
        return moment(placement.written_at)
    return t("staircase.on-paper", "{day}, på papper", day=short_day(placement.written_at))


def hours_in_words(placement: Placement) -> str | None:
    """The hours a week she believes in, or None when she did not say."""
    question = shipped().get("staircase", placement.survey_version).question("hours")
    if placement.hours is None or not isinstance(question, One):
        return None
    found = [option for option in question.options if option.key == placement.hours]
    return speak(found[0].text) if found else t("staircase.hours.unknown", "Svaret finns inte längre i listan.")
