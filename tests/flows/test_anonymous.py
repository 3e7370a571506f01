"""Anonymous or named belongs to a survey and its flow whole; what is not confirmed is not asked."""

import json
from textwrap import dedent

import pytest

from tests.flows.tiny import flow
from tests.surveys.tiny import BEGUN, LINE, OFTEN, STAIRS, library, survey
from webapp.flows.engine.definition import Flow
from webapp.flows.engine.library import shipped
from webapp.flows.engine.paths import every_path
from webapp.flows.engine.reading import read_source
from webapp.flows.engine.talk import effects, path, submit, view
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.library import shipped as surveys
from webapp.surveys.engine.plain import canonical
from webapp.surveys.engine.questions import PASSED, Pass, Scale
from webapp.surveys.engine.questions.scale import YES

SEALED = "pin: true\nanonymous: true"
ASKS = "- {ask: often, survey: tiny}\n- {ask: check, kind: check, label: 'Skicka?', button: Skicka}"
ANONYMOUS = library(survey(OFTEN, BEGUN, LINE, head="anonymous: true"))
NAMED = library(survey(OFTEN, BEGUN, STAIRS))


def faults(steps: str, head: str, surveys: object = ANONYMOUS) -> list[str]:
    with pytest.raises(DefinitionError) as broken:
        flow(steps, head=head, surveys=surveys)  # type: ignore[arg-type]
    return [str(fault) for fault in broken.value.faults]


def test_an_anonymous_flow_asks_an_anonymous_survey() -> None:
    assert flow(ASKS, head=SEALED, surveys=ANONYMOUS).anonymous


def test_a_named_flow_never_asks_an_anonymous_survey() -> None:
    assert "both are anonymous, or neither" in faults(ASKS, "")[0]


def test_an_anonymous_flow_never_asks_a_named_survey() -> None:
    assert "both are anonymous, or neither" in faults(ASKS, SEALED, NAMED)[0]


def test_an_anonymous_flow_stays_with_its_version() -> None:
    assert "set “pin: true”" in faults(ASKS, "anonymous: true")[0]


def test_nobody_can_write_in_an_anonymous_flow() -> None:
    assert "nobody may write or be recognised" in faults("- {ask: line, survey: tiny}", SEALED)[0]


def test_more_answers_than_an_envelope_holds_are_told_on() -> None:
    many = library(survey(*(dedent(OFTEN).replace("id: often", f"id: q{number}") for number in range(17)), head="anonymous: true"))
    assert "at most 16 questions" in faults("\n".join(f"- {{ask: q{number}, survey: tiny}}" for number in range(17)), SEALED, many)[0]


def test_what_is_not_confirmed_cannot_be_asked() -> None:
    unsure = library(survey(dedent(OFTEN) + "unconfirmed: true", head="anonymous: true"))
    assert "the wording of “often” is not confirmed, so it cannot be asked" in faults(ASKS, SEALED, unsure)[0]


PART_B = shipped().get("course-survey-b")
OF_EVERYBODY = "- {ask: begun, survey: tiny}\n"
ROUNDS = pytest.mark.parametrize("spoken", [shipped().get("course-survey-a"), shipped().get("course-survey-b")], ids=lambda one: one.key)


@ROUNDS
def test_the_shipped_survey_is_sent_from_its_last_page_alone(spoken: Flow) -> None:
    assert spoken.anonymous
    for _, answers in every_path(spoken):
        assert effects(spoken, answers) == ("course_survey.send",)
        assert list(answers)[-1] == "check"


@ROUNDS
def test_only_confirmed_questions_are_asked_and_nothing_else(spoken: Flow) -> None:
    assert all(isinstance(ask.question, Scale) and not ask.question.unconfirmed for ask in spoken.asks[:-1])


@ROUNDS
def test_every_way_has_equally_many_pages_and_counts_them_the_same(spoken: Flow) -> None:
    ways = set()
    for _, answers in every_path(spoken):
        pages = [view(spoken, dict(list(answers.items())[:count])) for count in range(len(answers) + 1)]
        ways.add(tuple((now.ask.key if now.ask else "", now.position, now.total) for now in pages))
    (way,) = ways
    assert [key for key, _, _ in way] == [*(ask.key for ask in spoken.asks), ""]


def test_who_has_no_plan_is_asked_nothing_about_it() -> None:
    for _, answers in every_path(PART_B):
        kinds = [type(view(PART_B, answers, at=key).ask.question) for key in ("q9", "q10")]  # type: ignore[union-attr]
        assert kinds == ([Scale, Scale] if answers["q8"] == YES else [Pass, Pass])
        assert [told.key for told in path(PART_B, answers)] == (["q8", "q9", "q10"] if answers["q8"] == YES else ["q8"])


def test_who_changes_her_mind_is_asked_and_who_changes_it_back_is_not() -> None:
    begun = {"q8": "2", "q9": PASSED, "q10": PASSED}
    changed, _ = submit(PART_B, begun, "q8", {"answer": YES})
    now = view(PART_B, changed)
    assert (now.ask.key if now.ask else "", now.live) == ("q9", {"q8": YES})
    back, _ = submit(PART_B, {**changed, "q9": "4", "q10": "5"}, "q8", {"answer": "2"})
    assert view(PART_B, back).live == {"q8": "2"}


def test_a_question_for_some_must_say_what_others_meet() -> None:
    some = f"{OF_EVERYBODY}- {{ask: often, survey: tiny, when: {{begun: answered}}}}\n"
    assert "the number of pages would tell: say “otherwise”" in faults(some, SEALED)[0]


def test_a_question_for_everybody_has_no_page_to_go_past_it() -> None:
    assert "asked of everybody, so nobody goes past it" in faults("- {ask: often, survey: tiny, otherwise: {label: Gå vidare}}", SEALED)[0]


def test_a_version_that_was_published_under_other_rules_is_still_spoken() -> None:
    uneven = PART_B.source.replace('"otherwise"', '"gone"')
    written = json.loads(uneven)
    for step in written["steps"]:
        step.pop("gone", None)
    old = read_source(canonical(written), surveys())
    assert {len(answers) for _, answers in every_path(old)} == {2, 4}
