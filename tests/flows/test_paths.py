"""Every way through every shipped flow."""

import pytest

from tests.flows.tiny import TEA, flow
from webapp.flows.engine.definition import Flow, Say
from webapp.flows.engine.library import shipped
from webapp.flows.engine.paths import every_fact, every_path, unreached
from webapp.flows.engine.talk import Answers, Facts, effects, path, view
from webapp.surveys.engine.questions import One, Staircase

FLOWS = [shipped().get(key) for key in shipped().keys]
CONSENTS = [shipped().get("consent-secrecy"), shipped().get("consent-statistics")]
STAIRCASE = shipped().get("staircase")

each_flow = pytest.mark.parametrize("spoken", FLOWS, ids=lambda spoken: spoken.key)
each_consent = pytest.mark.parametrize("spoken", CONSENTS, ids=lambda spoken: spoken.key)


def heard(spoken: Flow, answers: Answers, facts: Facts) -> list[str]:
    """Everything the bot says on one way, in order."""
    stops = [*view(spoken, answers, facts=facts).reachable, None]
    return [words.context for stop in stops for words in view(spoken, answers, facts=facts, at=stop).said]


def test_answers_that_no_condition_tells_apart_are_walked_once() -> None:
    assert [dict(answers) for _, answers in every_path(flow(TEA))] == [
        {"drink": "tea", "milk": "milk", "cake": "x"},
        {"drink": "tea", "milk": None, "cake": "x"},
        {"drink": "water", "cake": "x"},
    ]


def test_a_step_that_nobody_can_come_to_is_found() -> None:
    lost = flow(TEA + "- {ask: lost, kind: read, label: Borta, when: {drink: water, milk: answered}}")
    assert unreached(lost) == ["lost"]


@each_flow
def test_every_way_is_walked_to_its_end(spoken: Flow) -> None:
    for facts, answers in every_path(spoken):
        now = view(spoken, answers, facts=facts)
        assert now.done
        assert now.live == answers
        assert now.said or spoken.anonymous, "a talk never ends in silence; what is sealed ends on a page of its own"


@each_flow
def test_every_step_is_reached(spoken: Flow) -> None:
    assert unreached(spoken) == []
    said = {context for facts, answers in every_path(spoken) for context in heard(spoken, answers, facts)}
    assert {step.words.context for step in spoken.steps if isinstance(step, Say)} <= said
    assert {words.context for ask in spoken.asks for words in ask.replies.values()} <= said | _only_by_choice(spoken)


def _only_by_choice(spoken: Flow) -> set[str]:
    """Replies to single options, which no condition tells apart: each is heard right after its option."""
    contexts = set()
    for ask in spoken.asks:
        for answer in ask.question.samples():
            matching = [words.context for word, words in ask.replies.items() if not word or ask.question.matches(answer, word)]
            contexts.update(matching[:1])
    return contexts


@each_flow
def test_every_option_is_offered_to_somebody(spoken: Flow) -> None:
    for ask in spoken.asks:
        if isinstance(ask.question, One):
            ways = [view(spoken, answers, facts=facts, at=ask.key).ask for facts, answers in every_path(spoken) if ask.key in answers]
            offered = {option.key for way in ways if way and isinstance(way.question, One) for option in way.question.options}
            assert offered == {option.key for option in ask.question.options}


@each_flow
def test_there_is_a_check_before_anything_is_sent(spoken: Flow) -> None:
    for facts, answers in every_path(spoken):
        if effects(spoken, answers, facts=facts):
            assert list(answers)[-1] == "check"


@each_consent
def test_a_consent_is_at_most_seven_pages_with_its_receipt(spoken: Flow) -> None:
    assert all(len(answers) + 1 <= 7 for _, answers in every_path(spoken))


@each_consent
def test_only_a_decision_is_written_down_and_only_a_yes_is_signed(spoken: Flow) -> None:
    for _, answers in every_path(spoken):
        decided = answers["decide"] != "another_day"
        assert effects(spoken, answers) == (("consent.decide",) if decided else ())
        assert ("sign" in answers) == (answers["decide"] == "give")


@each_consent
def test_no_answer_to_have_i_understood_leads_anywhere_else(spoken: Flow) -> None:
    understood = next(ask for ask in spoken.asks if ask.key == "understood")
    for answer in understood.question.samples():
        now = view(spoken, {"read": "read", "understood": answer})
        assert now.ask is not None
        assert now.ask.key == "decide"
        assert len(now.said) == 1


@each_consent
def test_a_changed_mind_takes_the_signature_off_the_path(spoken: Flow) -> None:
    answers: Answers = {"read": "read", "understood": "dont_know", "decide": "refuse", "sign": {"name": "Kim Exempel"}, "check": "checked"}
    assert "sign" not in view(spoken, answers).live
    assert "sign" not in [told.key for told in path(spoken, answers)]


@each_consent
def test_consents_stay_with_the_version_that_was_begun_and_say_they_are_drafts(spoken: Flow) -> None:
    assert spoken.pin
    assert spoken.draft
    assert spoken.legal is not None


def test_all_ten_places_can_be_chosen() -> None:
    place = STAIRCASE.asks[0].question
    assert isinstance(place, Staircase)
    assert [choice.value for choice in place.choices()] == ["1", "1-2", "2", "2-3", "3", "3-4", "4", "4-5", "5", "not-ready"]


def test_the_place_is_stored_before_it_is_shared() -> None:
    for facts, answers in every_path(STAIRCASE):
        assert effects(STAIRCASE, answers, facts=facts) == ("staircase.place", "staircase.share")


def test_whoever_is_not_ready_is_not_asked_about_hours_but_may_say_what_is_needed_and_share() -> None:
    for facts in every_fact(STAIRCASE):
        now = view(STAIRCASE, {"place": "not-ready", "need": None, "share": "keep_private"}, facts=facts)
        assert now.reachable == ("place", "need", "share", "check")


def test_without_consent_the_other_agency_is_not_among_the_choices() -> None:
    for facts in every_fact(STAIRCASE):
        asked = view(STAIRCASE, {"place": "not-ready", "need": None}, facts=facts).ask
        assert asked is not None
        assert isinstance(asked.question, One)
        with_consent = ["show_both", "show_fk", "show_af", "keep_private"]
        assert [option.key for option in asked.question.options] == (
            with_consent if facts["secrecy"] == "given" else ["show_fk", "keep_private"]
        )


def test_a_consent_withdrawn_during_the_talk_asks_again_who_may_read() -> None:
    answers: Answers = {"place": "2", "need": None, "hours": None, "share": "show_af", "check": "checked"}
    now = view(STAIRCASE, answers, facts={"secrecy": "missing", "shown": "not_yet"})
    assert now.ask is not None
    assert now.ask.key == "share"
