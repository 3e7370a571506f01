"""Everything that one day can bring together fits in two text messages, in every language."""

from itertools import product

import pytest

from tests.messages.test_texts import LONG_DAY, UNSAID, VALUES
from webapp.ground import clock
from webapp.ground.locales import LOCALES, Locale
from webapp.language import speaking
from webapp.messages.letters import Letter
from webapp.messages.speech import segments, speak
from webapp.messages.values import Kind
from webapp.reminders import wording
from webapp.reminders.values import Hour

MEETING = clock.at(LONG_DAY, Hour.AFTERNOON.begins)
#: A page that nobody has opened asks no question, and nobody asked for a reminder there.
RULES = ("staircase",), ("opening",), ("agenda",), ("later",), ("staircase", "later"), ("agenda", "staircase"), ("agenda", "opening")
DAYS = [set(), *map(set, RULES)]
every_language = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)


def texts(locale: Locale) -> list[str]:
    with speaking(locale.id):
        whats = [wording.sentences(meetings, rules, survey=False) for meetings, rules in product(([], [MEETING]), DAYS)]
    letters = [Letter("+46701740612", locale.id, {"what": " ".join(what), "link": VALUES["link"]}) for what in whats if what]
    return [speak(Kind.REMINDER, letter).text for letter in letters]


@every_language
def test_all_of_a_day_is_at_most_two_text_messages_and_one_in_swedish(locale: Locale) -> None:
    found = {text: segments(text) for text in texts(locale)}
    assert len(found) == 8
    assert {text: count for text, count in found.items() if count > (1 if locale.id == "sv" else 2)} == {}


@every_language
def test_nothing_of_it_tells_who_reads_over_a_shoulder(locale: Locale) -> None:
    assert [UNSAID.findall(text) for text in texts(locale)] == [[]] * 15


def test_that_there_is_a_survey_reads_as_any_other_task() -> None:
    with speaking("sv"):
        assert wording.sentences([], set(), survey=True) == wording.sentences([], {"staircase"}, survey=False)
        assert wording.sentences([], {"staircase"}, survey=True) == wording.sentences([], {"staircase"}, survey=False)


def test_what_to_talk_about_is_named_only_when_nothing_else_is_left_to_do() -> None:
    with speaking("sv"):
        told = [wording.sentences([], rules, survey=False) for rules in ({"agenda"}, {"agenda", "staircase"}, {"agenda", "opening"})]
        told.append(wording.sentences([], {"agenda"}, survey=True))
    questions = ["Du kan svara på frågor, om du vill."]
    assert told == [["Du kan välja vad du vill prata om."], questions, ["Du kan öppna din sida när du vill."], questions]
