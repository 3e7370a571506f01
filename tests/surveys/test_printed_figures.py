"""Figures that public reports have printed come out of the same counts; those that were printed wrong come out right."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from webapp.surveys.engine import library
from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.release import Detail, Release, alone
from webapp.surveys.engine.results import percent, share, total

PRINTED: dict[str, Any] = json.loads(Path(__file__).with_name("printed.json").read_text("utf-8"))
SURVEY = library.shipped().get("course-survey")


def shown(part: int, whole: int) -> str:
    return f"{percent(part, whole)} %"


def scale(key: str) -> Scale:
    return cast(Scale, SURVEY.question(key))


@pytest.mark.parametrize("fact", PRINTED["scales"], ids=lambda fact: fact["question"])
def test_questions_of_the_course_survey(fact: dict[str, Any]) -> None:
    question, counts = scale(fact["question"]), fact["counts"]
    assert total(counts) == fact["answered"] == PRINTED["answered"][fact["question"]]
    found = {
        "Delvis or more": share(counts, question.also_positive),
        "Helt och hållet": share(counts, question.substantive[-1:]),
    }
    assert {name: f"{found[name].percent} %" for name in fact["printed"]} == fact["printed"]
    assert alone(question, counts) == Release(counts, Detail.FULL)


def test_the_default_counts_from_the_answer_after() -> None:
    """The same counts, from "Till stor del"."""
    found = [share(fact["counts"], scale(fact["question"]).positive) for fact in PRINTED["scales"]]
    assert [(one.count, one.of, one.percent) for one in found] == [(19, 54, 35), (24, 35, 69)]


@pytest.mark.parametrize("fact", PRINTED["shares"], ids=lambda fact: fact["source"])
def test_shares(fact: dict[str, Any]) -> None:
    assert shown(fact["part"], fact["whole"]) == fact.get("printed", fact.get("right"))
    assert shown(fact["part"], fact["whole"]) != fact.get("printed_wrong")


@pytest.mark.parametrize("fact", PRINTED["spreads"], ids=lambda fact: fact["source"])
def test_spreads(fact: dict[str, Any]) -> None:
    assert sum(fact["counts"]) == fact["total"]
    if "printed" in fact:
        assert [shown(one, fact["total"]) for one in fact["counts"]] == fact["printed"]
    assert str(fact["total"]) != fact.get("printed_wrong", "").replace(" ", "")


def test_a_sum_of_rounded_parts_is_no_share() -> None:
    """No number of answers out of 49 gives what was printed."""
    wrong, right = PRINTED["q5_wrong"]["printed_wrong"], PRINTED["q5_wrong"]["right"]
    answered = PRINTED["answered"]["q5"]
    assert answered == PRINTED["q5_wrong"]["answered"]
    assert {part: shown(int(part), answered) for part in right} == right
    assert wrong not in {shown(part, answered) for part in range(answered + 1)}


@pytest.mark.parametrize("name", PRINTED["staff"]["questions"])
def test_the_staff_survey_is_printed_by_person(name: str) -> None:
    people, fact = PRINTED["staff"]["people"], PRINTED["staff"]["questions"][name]
    for count, printed in zip(fact["counts"], fact["printed"], strict=True):
        assert printed in ("", shown(count, people))
        assert printed or not count


def test_one_answer_each_cannot_give_more_answers_than_people() -> None:
    """In one question of the paper form two boxes were ticked. A question of ours reads one answer, so its shares are of all answers."""
    people = PRINTED["staff"]["people"]
    answers = {name: sum(fact["counts"]) for name, fact in PRINTED["staff"]["questions"].items()}
    assert {name for name, number in answers.items() if number != people} == {"two_talks"}
    assert [shown(count, answers["two_talks"]) for count in (11, 2, 1)] == ["79 %", "14 %", "7 %"]
    assert scale("q8").answer({"answer": "1,2"}) != "1"
    assert scale("q8").answer({"answer": "1"}) == "1"


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 200, 1), (1, 201, 0), (1, 8, 13), (3, 8, 38), (0, 5, 0), (5, 5, 100)])
def test_half_is_rounded_up(part: int, whole: int, expected: int) -> None:
    assert percent(part, whole) == expected
