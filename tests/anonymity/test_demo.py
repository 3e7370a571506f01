"""Eight phones answer in a course of the demo, two do not. The attack is then run against what lies in that very demo.

The attacker has practised at home: she runs the same service herself, with people whose answers she knows.
"""

import json
import random
import re
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import time_machine
from sqlalchemy import select

from tests.anonymity import roles
from tests.anonymity.cases import Case, a_case
from tests.anonymity.copies import a_copier
from tests.anonymity.demo_course import a_demo_course, phones_of_newcomers
from tests.anonymity.evening import play
from tests.anonymity.guesses import Guesses, guessed
from tests.anonymity.house import House, a_house
from tests.anonymity.odds import Verdict, verdicts
from tests.anonymity.roles import Course
from tests.anonymity.test_attack import SURE, table
from tests.support.databases import Databases
from webapp.course_survey.models import SurveyBase
from webapp.course_survey.values import Part
from webapp.storage import reading

SEED, PRACTISED = 20270120, 8
ANSWER, AWAY = 8, 2
#: What they are told in easy Swedish. None of them has met her handlers, so there is nothing else to answer.
SURVEY = re.compile(r"Vad tycker du|Du kan svara på frågor")
#: What one group is enough to find.
FOUND = ("control_naive: ", "control_same_transaction", "control-stolen-keys")


def test_the_demos_own_data_leads_nobody_to_her_answers(
    databases: Databases, tmp_path: Path, clock: time_machine.Traveller, capsys: pytest.CaptureFixture[str]
) -> None:
    dice = random.Random(SEED)
    known = _practised(databases, tmp_path / "home", clock, dice)
    with ExitStack() as stack:
        house = stack.enter_context(a_house(databases.migrated("sqlite", tmp_path / "demo"), tmp_path / "demo", clock, leaks=True))
        copier = stack.enter_context(a_copier(house))
        course = a_demo_course(house)
        assert opened(house, course) == []
        evening = play(house, copier, course, Part.A, dice, neighbour=course.leader, away=AWAY)
        assert len(evening.sent) == ANSWER
        assert reminded(house) == {*phones_of_newcomers()[-AWAY:]}
        for _ in range(2):
            assert opened(house, course) == [ANSWER]
            assert f"av {ANSWER}" in results(house, course)
            house.tick()
        _go_home(course)
    found = _judged(known, a_case(evening))
    with capsys.disabled():
        sys.stdout.write(f"\nthe demo: {ANSWER} of {ANSWER + AWAY} answered, seed {SEED}, {len(found)} guesses\n{table(found, 'sqlite')}\n")
    assert [one for one in found if one.source == "service" and one.p <= SURE] == []
    assert [leak for leak in FOUND if not any(leak in one.name and one.p <= SURE for one in found)] == []


def _practised(databases: Databases, folder: Path, clock: time_machine.Traveller, dice: random.Random) -> list[Case]:
    """Evenings of her own."""
    known = []
    with a_house(databases.migrated("sqlite", folder), folder, clock, leaks=True) as house, a_copier(house) as copier:
        for number in range(PRACTISED):
            course = roles.a_course(house, ANSWER, dice, network=number)
            known.append(a_case(play(house, copier, course, Part.A, dice, neighbour=course.leader)))
            _go_home(course)
    return known


def _go_home(course: Course) -> None:
    for phone in (course.leader, *(person.phone for person in course.people)):
        phone.close()


def reminded(house: House) -> set[str]:
    """To which of the newcomers a message went that told of the survey: alone, or in one message with the next meeting."""
    folder = house.app.extensions["settings"].messages_dir
    said = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    return {message["to"] for message in said if SURVEY.search(message["text"])} & {*phones_of_newcomers()}


def opened(house: House, course: Course) -> list[int]:
    """How many sheets there were, each time a box of the course was opened."""
    with house.app.app_context():
        return list(reading().scalars(select(SurveyBase.sheets).where(SurveyBase.course_id == course.id)))


def results(house: House, course: Course) -> str:
    roles.leader_signs_in(house, course)
    course.leader.get(f"/kurser/{course.id}/enkat/resultat")
    return course.leader.page


def _judged(known: Sequence[Case], demo: Case) -> list[Verdict]:
    """Only what is guessed in the demo counts."""
    dice, count = np.random.default_rng(SEED), len(known)
    made = guessed([*known, demo], dice, order=[(range(count), range(count, count + 1))])
    return verdicts(Guesses(made.names, made.cases[-1:]), [demo.truth], dice)
