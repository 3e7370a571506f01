"""Somebody who has every version of everything leads nobody to her answers better than chance, and she would if there were a way.

The attack is played on a service with four built-in leaks. What it finds in the service itself must be no more than chance; each of the
leaks must be found by the same eyes in the same run, otherwise it was no attack.
"""

import math
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.anonymity import leaky
from tests.anonymity.cases import Case
from tests.anonymity.guesses import guessed
from tests.anonymity.odds import Verdict, verdicts
from tests.anonymity.season import Kind, cases, lots
from tests.support.databases import Databases, Engine
from tests.support.fixtures import both_databases
from webapp.course_survey.values import SMALLEST_BOX

SEED = 20270118
USUAL = {"sqlite": 100, "postgresql": 20}
SURE = 0.001
#: From so many groups on the bound is a promise.
PROMISED = 100
#: Links per group beyond chance that the 99 % bound may reach, times the root of the number of groups: below 0.5 with a hundred, 0.15 with
#: a thousand. With few groups chance alone goes further, and the bound is only there to catch what is gross.
ALLOWED, ALLOWED_IF_FEW = 4.75, 9.5
#: Leak -> words in the name of a clue that shows it, on each database.
LEAKS: dict[str, dict[Engine, tuple[str, ...]]] = {
    "answers beside the ballot": {"sqlite": ("control_naive: ", " a"), "postgresql": ("control_naive: ", " a")},
    "answers in the same transaction": {
        "sqlite": ("ballot: ", "since copy ~ control_same_transaction", "by (rowid)"),
        "postgresql": ("ballot: ", "(xmin) ~ control_same_transaction", "by (xmin)"),
    },
    "an access log with lengths": {"sqlite": (leaky.UNFILLED, ": "), "postgresql": (leaky.UNFILLED, ": ")},
    "a copied private key": {
        "sqlite": ("ballot: ", "survey_envelope (opened with control-stolen-keys"),
        "postgresql": ("ballot: ", "survey_envelope (opened with control-stolen-keys"),
    },
}


@both_databases
def test_nobody_is_led_to_her_answers(
    databases: Databases, engine: Engine, tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    groups = request.config.getoption("--groups") or USUAL[engine]
    found = cases(lots(databases, engine, tmp_path, groups=groups, seed=SEED))
    judged = {kind: judge(there, SEED) for kind, there in found.items()}
    with capsys.disabled():
        for kind, there in judged.items():
            said = f"{engine}, {kind.value}, {len(found[kind])} groups, seed {SEED}, {len(there)} guesses"
            sys.stdout.write(f"\n{said}\n{table(there, engine)}\n")
    for kind, there in judged.items():
        own = [one for one in there if one.source == "service"]
        assert [one for one in own if one.p <= SURE] == []
        assert [one for one in own if one.bound > _allowed(len(found[kind]), one)] == []
        if kind is not Kind.SMALL:
            assert {leak for leak, words in LEAKS.items() if not _caught(there, words[engine])} == set()
    watched = [one for one in judged[Kind.A] if one.source == "observer"]
    assert [one for one in watched if one.p <= SURE] == [], "The sizes of part A tell something on the wire."
    assert {case.size >= SMALLEST_BOX for case in found[Kind.SMALL]} == {True, False}, "Some were opened together, and some were burnt."


def _allowed(groups: int, one: Verdict) -> float:
    """By how many groups there are; with few of them, by how many this guess is tried on."""
    return ALLOWED / math.sqrt(groups) if groups >= PROMISED else ALLOWED_IF_FEW / math.sqrt(one.groups)


def judge(there: Sequence[Case], seed: int) -> list[Verdict]:
    """Every guess that can be made about some groups."""
    dice = np.random.default_rng(seed)
    return verdicts(guessed(there, dice), [case.truth for case in there], dice)


def _caught(there: Sequence[Verdict], words: Sequence[str]) -> Verdict | None:
    """The best guess that shows a leak, if it is more than chance."""
    found = (one for one in there if all(word in one.name for word in words))
    return next((one for one in found if one.p <= SURE), None)


def table(there: Sequence[Verdict], engine: Engine, most: int = 12) -> str:
    """The best guesses about the service and by who watches, and the best for each leak: links per group, by chance, p, and the bound."""
    lines = [f"{'':8} {'clue':100} {'read':8}{'groups':>7}{'links':>7}{'chance':>7}{'p':>9}{'bound':>7}"]
    shown = [one for source in ("service", "observer") for one in [one for one in there if one.source == source][:most]]
    shown += [one for words in LEAKS.values() if (one := _caught(there, words[engine]))]
    lines += [
        f"{one.source:8} {one.name[:100]:100} {one.reader:8}{one.groups:7}{one.score:7.2f}{one.by_chance:7.2f}{one.p:9.2g}{one.bound:7.2f}"
        for one in shown
    ]
    own = [one for one in there if one.source == "service"]
    return "\n".join([*lines, f"service: {len(own)} guesses, smallest p {own[0].p:.2g}, largest bound {max(one.bound for one in own):.2f}"])
