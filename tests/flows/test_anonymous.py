"""Anonymous or named belongs to a survey and its flow whole; what is not confirmed is not asked."""

from textwrap import dedent

import pytest

from tests.flows.tiny import flow
from tests.surveys.tiny import BEGUN, LINE, OFTEN, STAIRS, library, survey
from webapp.flows.engine.definition import Flow
from webapp.flows.engine.library import shipped
from webapp.flows.engine.paths import every_path
from webapp.flows.engine.talk import effects
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.questions import Scale

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


def test_a_no_to_a_plan_asks_nothing_about_it() -> None:
    ways = {tuple(answers) for _, answers in every_path(shipped().get("course-survey-b"))}
    assert ways == {("q8", "q9", "q10", "check"), ("q8", "check")}
