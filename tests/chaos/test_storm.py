"""Kill -9 at random, pauses beyond the lease, a gateway that breaks: no message is sent twice, none is forgotten, each says how it went.

`make chaos` does it with more.
"""

import sys
from collections import Counter

import pytest
from flask import Flask

from tests.chaos.storm import Storm
from tests.support.databases import Engine
from tests.support.fixtures import both_databases
from webapp.messages.values import State

SEED = 20270118
WORKERS = {"sqlite": 4, "postgresql": 8}
USUAL = {"sqlite": 60, "postgresql": 72}
#: So many messages for each process that is killed or paused.
A_DISASTER = 6


@both_databases
def test_every_message_is_handed_over_at_most_once_and_ends_somewhere(app: Flask, engine: Engine, request: pytest.FixtureRequest) -> None:
    count = request.config.getoption("--storm") or USUAL[engine]
    storm = Storm(app, SEED)
    storm.gather(count)
    storm.rage(WORKERS[engine], count // A_DISASTER)
    states = storm.states()
    ends = Counter(states.values())
    sys.stdout.write(table(engine, storm, ends))
    assert max(storm.calls.values()) == 1
    assert set(ends) <= {State.SENT, State.DELIVERED, State.FAILED, State.CANCELLED, State.UNKNOWN}
    assert set(states) | never_written(storm) == set(storm.numbers)
    assert {number for number, state in states.items() if state in (State.SENT, State.DELIVERED)} <= set(storm.calls)
    assert {storm.numbers[number] for number, state in states.items() if state is State.CANCELLED} <= storm.stopped
    assert not {number for number, state in states.items() if state is State.CANCELLED} & set(storm.calls)
    assert ends[State.UNKNOWN] <= storm.kills + storm.pauses + storm.broken
    assert set(storm.answered) == {204, 409}
    assert storm.kills
    assert storm.pauses


def never_written(storm: Storm) -> set[str]:
    """Of somebody who stopped before her reminder was planned there is no message."""
    return {number for number, one in storm.numbers.items() if one in storm.stopped}


def table(engine: Engine, storm: Storm, ends: Counter[State]) -> str:
    rows = {
        "messages": len(storm.numbers),
        "workers": WORKERS[engine],
        "killed": storm.kills,
        "paused": storm.pauses,
        "calls": storm.calls.total(),
        "most calls for one": max(storm.calls.values()),
        **{state.value: ends[state] for state in State},
        "reports": storm.answered.total(),
        "broken by the gateway": storm.broken,
        "unknown allowed": storm.kills + storm.pauses + storm.broken,
    }
    return "\n".join([f"\n{engine}", *[f"  {name:24}{value:8}" for name, value in rows.items()], ""])
