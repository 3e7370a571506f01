"""How a talk goes: what is said, what is asked, what counts."""

import pytest

from tests.flows.tiny import TEA, flow, said
from tests.surveys.tiny import COLOUR, STAIRS, library, survey
from webapp.flows.engine.talk import UnknownFact, effects, path, previous, submit, view
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import One

ALL: dict[str, Answer] = {"drink": "tea", "milk": "black", "cake": "Bulle"}


def test_a_talk_begins_with_its_first_question() -> None:
    now = view(flow(TEA), {})
    assert now.ask is not None
    assert (now.ask.key, now.done, now.live, now.reachable) == ("drink", False, {}, ("drink",))


def test_the_position_follows_from_the_answers() -> None:
    cases: list[tuple[dict[str, Answer], str]] = [
        ({"drink": "tea"}, "milk"),
        ({"drink": "water"}, "cake"),
        ({"drink": "tea", "milk": None}, "cake"),
    ]
    for answers, asked in cases:
        now = view(flow(TEA), answers)
        assert now.ask is not None
        assert now.ask.key == asked


def test_with_everything_answered_the_talk_is_done() -> None:
    now = view(flow(TEA), ALL)
    assert now.done
    assert now.ask is None
    assert now.live == ALL


def test_only_answers_on_the_way_count() -> None:
    now = view(flow(TEA), ALL | {"drink": "water"})
    assert now.live == {"drink": "water", "cake": "Bulle"}
    assert now.done


def test_answers_beyond_an_open_question_wait() -> None:
    now = view(flow(TEA), {"drink": "tea", "cake": "Bulle"})
    assert now.live == {"drink": "tea"}
    assert now.reachable == ("drink", "milk")


def test_changing_an_answer_leaves_later_ones_stored() -> None:
    answers, refused = submit(flow(TEA), ALL, "drink", {"answer": "water"})
    assert (answers, refused) == (ALL | {"drink": "water"}, None)
    back, _ = submit(flow(TEA), answers, "drink", {"answer": "tea"})
    assert view(flow(TEA), back).live == ALL


def test_an_answer_to_a_step_that_is_not_on_the_way_is_refused() -> None:
    for key in ("milk", "cake", "nothing"):
        assert submit(flow(TEA), {}, key, {"answer": "milk"}) == ({}, Refusal(Refused.STALE))
    assert submit(flow(TEA), ALL | {"drink": "water"}, "milk", {"answer": "milk"})[1] == Refusal(Refused.STALE)


def test_a_refused_answer_changes_nothing() -> None:
    assert submit(flow(TEA), ALL, "drink", {"answer": "beer"}) == (ALL, Refusal(Refused.UNKNOWN))


def test_skipping_is_stored_as_skipped() -> None:
    assert submit(flow(TEA), {"drink": "tea"}, "milk", {"skip": "1"}) == ({"drink": "tea", "milk": None}, None)


def test_the_answers_handed_in_are_left_alone() -> None:
    before: dict[str, Answer] = {"drink": "tea"}
    submit(flow(TEA), before, "drink", {"answer": "water"})
    assert before == {"drink": "tea"}


def test_an_earlier_step_can_be_looked_at_again() -> None:
    now = view(flow(TEA), ALL, at="drink")
    assert now.ask is not None
    assert now.ask.key == "drink"
    assert now.done


def test_looking_at_a_step_that_is_not_on_the_way_shows_the_current_one() -> None:
    for answers, at in [({"drink": "tea"}, "cake"), ({"drink": "water"}, "milk"), ({}, "nothing")]:
        assert view(flow(TEA), answers, at=at) == view(flow(TEA), answers)


def test_the_way_back_follows_the_way_that_was_taken() -> None:
    assert previous(flow(TEA), ALL, "cake") == "milk"
    assert previous(flow(TEA), ALL | {"drink": "water"}, "cake") == "drink"
    assert previous(flow(TEA), ALL, "drink") is None
    assert previous(flow(TEA), {}, "cake") is None


def test_what_has_been_said_is_listed_in_order_with_what_was_skipped() -> None:
    told = path(flow(TEA), {"drink": "tea", "milk": None})
    assert [(one.key, one.label.text, one.summary and one.summary.text) for one in told] == [
        ("drink", "Vad vill du dricka?", "Te"),
        ("milk", "Vill du ha mjölk?", None),
    ]


def test_pages_that_are_only_read_are_not_something_a_person_said() -> None:
    spoken = flow("- {ask: page, kind: read, label: Läs}\n- {ask: check, kind: check, label: Stämmer det}")
    assert path(spoken, {"page": "read", "check": "checked"}) == ()


TALKATIVE = """
- {say: hello, text: Hej.}
- ask: drink
  kind: one
  label: Vad vill du dricka?
  options: [{id: tea, text: Te}, {id: water, text: Vatten}]
  reply: {tea: "{answer} är gott."}
- {say: soon, when: {drink: tea}, text: Vattnet kokar.}
- {ask: cake, kind: text, label: Vilken kaka, max: 20, optional: true, skip: Ingen, reply: Tack.}
- {say: bye, text: "Hej då.\\n\\nVälkommen åter."}
"""


def test_the_reply_comes_first_then_what_stands_between_the_questions() -> None:
    assert said(flow(TALKATIVE), {}) == ["Hej."]
    assert said(flow(TALKATIVE), {"drink": "tea"}) == ["Te är gott.", "Vattnet kokar."]
    assert said(flow(TALKATIVE), {"drink": "water"}) == []
    assert said(flow(TALKATIVE), {"drink": "water", "cake": "x"}) == ["Tack.", "Hej då.\n\nVälkommen åter."]
    assert said(flow(TALKATIVE), {"drink": "water", "cake": None}, at="drink") == ["Hej."]


def test_the_places_of_what_is_said_are_known_to_translators() -> None:
    assert {words.context for words in flow(TALKATIVE).texts()} == {
        "tiny.title",
        "tiny.hello.text",
        "tiny.drink.label",
        "tiny.drink.options.tea",
        "tiny.drink.options.water",
        "tiny.drink.reply.tea",
        "tiny.soon.text",
        "tiny.cake.label",
        "tiny.cake.skip",
        "tiny.cake.reply",
        "tiny.bye.text",
    }


KNOWING = """
- {say: known, when: {weather: rain}, text: Det regnar.}
- ask: walk
  kind: one
  label: Vad gör vi?
  options: [{id: in, text: Inne}, {id: out, text: Ute}]
  offer: {out: {weather: sun}}
"""
WEATHER = "knows: {weather: [sun, rain]}"


def test_the_host_can_tell_what_it_knows() -> None:
    spoken = flow(KNOWING, head=WEATHER)
    assert said(spoken, {}, facts={"weather": "rain"}) == ["Det regnar."]
    assert said(spoken, {}, facts={"weather": "sun"}) == []


@pytest.mark.parametrize("facts", [{}, {"weather": "snow"}])
def test_a_talk_without_its_facts_cannot_be_had(facts: dict[str, str]) -> None:
    with pytest.raises(UnknownFact):
        view(flow(KNOWING, head=WEATHER), {}, facts=facts)


def test_facts_that_the_flow_did_not_ask_for_decide_nothing() -> None:
    assert view(flow(TEA), {"drink": "water"}, facts={"drink": "tea"}).reachable == ("drink", "cake")


def test_an_option_can_be_offered_only_at_times() -> None:
    spoken, rain, sun = flow(KNOWING, head=WEATHER), {"weather": "rain"}, {"weather": "sun"}
    asked = view(spoken, {}, facts=rain).ask
    assert asked is not None
    assert isinstance(asked.question, One)
    assert [option.key for option in asked.question.options] == ["in"]
    assert submit(spoken, {}, "walk", {"answer": "out"}, facts=rain) == ({}, Refusal(Refused.UNKNOWN))
    assert submit(spoken, {}, "walk", {"answer": "out"}, facts=sun) == ({"walk": "out"}, None)
    assert not view(spoken, {"walk": "out"}, facts=rain).done


def test_questions_of_a_survey_come_with_its_words() -> None:
    spoken = flow(
        "- {ask: place, survey: tiny, reply: {ready: 'Tack. {answer}.', not-ready: Tack ändå.}}\n- {ask: colour, survey: tiny}",
        surveys=library(survey(STAIRS, COLOUR, version=3)),
    )
    assert said(spoken, {"place": "1-2"}) == ["Tack. Mellan 1 och 2."]
    assert said(spoken, {"place": "not-ready"}) == ["Tack ändå."]
    assert (spoken.asks[0].survey, spoken.asks[0].survey_version) == ("tiny", 3)


def test_effects_are_for_the_host_when_the_talk_is_done() -> None:
    spoken = flow(
        """
        - {ask: a, kind: text, label: A, max: 9, effect: room.first, optional: true, skip: Nej}
        - {ask: b, kind: text, label: B, max: 9, effect: room.second, when: {a: answered}}
        - {ask: c, kind: check, label: C, effect: room.third}
        """
    )
    assert effects(spoken, {"a": "x", "b": "y"}) == ()
    assert effects(spoken, {"a": "x", "b": "y", "c": "checked"}) == ("room.first", "room.second", "room.third")
    assert effects(spoken, {"a": None, "b": "y", "c": "checked"}) == ("room.third",)


def test_a_count_is_given_only_when_it_cannot_change() -> None:
    assert view(flow(TEA), {}).total is None
    steady = flow(
        """
        - {ask: a, kind: text, label: A, max: 9}
        - {ask: r, kind: read, label: R}
        - {ask: b, kind: text, label: B, max: 9, when: {sky: blue}}
        """,
        head="knows: {sky: [blue, grey]}",
    )
    assert [(now.position, now.total) for sky in ("blue", "grey") for now in [view(steady, {}, facts={"sky": sky})]] == [(1, 2), (1, 1)]
    assert view(steady, {"a": "x"}, facts={"sky": "blue"}).position is None
    assert view(steady, {"a": "x", "r": "read"}, facts={"sky": "blue"}).position == 2


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("{drink: answered}", True),
        ("{drink: skipped}", False),
        ("{drink: [water, tea]}", True),
        ("{drink: water}", False),
        ("{drink: tea, cup: big}", False),
    ],
)
def test_all_of_a_condition_must_hold(condition: str, asked: bool) -> None:
    spoken = flow(
        f"""
        - {{ask: drink, kind: one, label: D, optional: true, skip: S, options: [{{id: tea, text: T}}, {{id: water, text: W}}]}}
        - {{ask: cup, kind: one, label: C, options: [{{id: big, text: B}}, {{id: small, text: S}}]}}
        - {{ask: last, kind: read, label: L, when: {condition}}}
        """
    )
    assert ("last" in view(spoken, {"drink": "tea", "cup": "small"}).reachable) is asked


def test_a_condition_about_a_question_that_was_never_asked_does_not_hold() -> None:
    spoken = flow(TEA + "- {say: creamy, when: {milk: [answered, skipped]}, text: Gott.}")
    assert said(spoken, ALL) == ["Gott."]
    assert said(spoken, ALL | {"drink": "water"}) == []
