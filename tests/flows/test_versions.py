"""A talk that has begun meets a new version of its flow."""

import pytest

from tests.flows.tiny import NO_SURVEYS, TEA, flow
from tests.surveys.tiny import COLOUR, STAIRS, library, survey
from webapp.flows.engine.library import shipped
from webapp.flows.engine.reading import read_source
from webapp.flows.engine.talk import view
from webapp.surveys.engine.answers import Answer
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.library import shipped as shipped_surveys
from webapp.surveys.engine.plain import fingerprint

ANSWERS: dict[str, Answer] = {"drink": "tea", "milk": "milk", "cake": "Bulle"}


def test_an_open_talk_moves_to_the_new_version_by_walking_it_again() -> None:
    longer = flow(TEA.replace("- ask: cake", "- {ask: sugar, kind: text, label: Socker, max: 9}\n- ask: cake"), version=2)
    now = view(longer, ANSWERS)
    assert now.ask is not None
    assert now.ask.key == "sugar"
    assert now.live == {"drink": "tea", "milk": "milk"}
    assert view(longer, ANSWERS | {"sugar": "2"}).done


def test_an_answer_that_the_new_version_has_no_place_for_is_asked_again() -> None:
    now = view(flow(TEA.replace("id: tea", "id: coffee").replace("drink: tea", "drink: coffee"), version=2), ANSWERS)
    assert now.ask is not None
    assert now.ask.key == "drink"


def test_a_step_that_is_gone_takes_its_answer_with_it() -> None:
    shorter = flow(TEA.split("- ask: milk")[0], version=2)
    assert view(shorter, ANSWERS).live == {"drink": "tea"}


def test_every_word_is_in_the_fingerprint() -> None:
    prints = {
        flow(TEA).sha256,
        flow(TEA.replace("kaka", "bulle")).sha256,
        flow(TEA, version=2).sha256,
        flow(TEA.replace("20", "21")).sha256,
    }
    assert len(prints) == 4


def test_line_breaks_and_the_order_of_keys_are_for_the_editor_alone() -> None:
    one = flow("- {say: hello, text: Hej på dig.}")
    other = flow("- text: |\n    Hej\n    på dig.\n  say: hello")
    assert one.sha256 == other.sha256
    assert one.steps == other.steps


def test_a_version_of_old_can_be_had_again_from_its_source_alone() -> None:
    old = flow("- {ask: place, survey: tiny}\n- {ask: colour, survey: tiny, when: {place: ready}}", surveys=library(survey(STAIRS, COLOUR)))
    again = read_source(old.source, NO_SURVEYS)
    assert again == old


def test_a_flow_changes_its_fingerprint_when_a_question_of_its_survey_does() -> None:
    steps = "- {ask: colour, survey: tiny}"
    assert flow(steps, surveys=library(survey(COLOUR))).sha256 != flow(steps, surveys=library(survey(COLOUR.replace("Röd", "Rosa")))).sha256


def test_a_flow_can_stay_with_a_version_of_its_survey() -> None:
    surveys = library(survey(COLOUR), survey(COLOUR.replace("Röd", "Rosa"), version=2))
    texts = [words.text for words in flow("- {ask: colour, survey: tiny, survey_version: 1}", surveys=surveys).texts()]
    assert "Röd" in texts
    assert "Rosa" not in texts


@pytest.mark.parametrize("key", shipped().keys)
def test_every_shipped_flow_can_be_had_again_from_its_source(key: str) -> None:
    spoken = shipped().get(key)
    assert read_source(spoken.source, shipped_surveys()) == spoken
    assert spoken.sha256 == fingerprint(spoken.source)


def test_a_source_that_was_tampered_with_is_refused() -> None:
    with pytest.raises(DefinitionError):
        read_source(flow(TEA).source.replace('"drink"', '"dr1nk"', 1), NO_SURVEYS)
    with pytest.raises(DefinitionError):
        read_source("", NO_SURVEYS)


def test_the_text_that_is_signed_has_a_fingerprint_of_its_own() -> None:
    legal = shipped().get("consent-secrecy").legal
    assert legal is not None
    assert legal.sha256 == fingerprint(f"{legal.title.text}\n\n{legal.text.text}")
    assert legal.text.official
