"""No answer, no name and no private key lies readable in any file, log, message or backup, before the box is opened or after."""

from pathlib import Path
from uuid import uuid4

import pytest
import time_machine

from tests.anonymity.copies import Copy
from tests.anonymity.evening import Evening
from tests.anonymity.finds import readable
from tests.anonymity.roles import QUESTIONS
from tests.anonymity.season import Lot, evenings
from tests.support.databases import Databases, Engine
from tests.support.fixtures import both_databases
from webapp.course_survey import sealing
from webapp.course_survey.values import Part
from webapp.messages.values import Kind, State

SEED, COURSES = 20270119, 3


@both_databases
def test_nothing_is_readable_in_any_copy(databases: Databases, engine: Engine, tmp_path: Path, clock: time_machine.Traveller) -> None:
    played, reminded = 0, set[str]()
    house = tmp_path / "house"
    for evening in evenings(Lot(databases.migrated(engine, house), house, COURSES, SEED, leaks=False), clock):
        names = {name.partition("/")[0] for name in evening.copies[-1].files}
        assert names >= {"logs", "messages", "backups", "backup", "db" if engine == "sqlite" else "server"}
        assert readable(evening, evening.copies) == []
        played += len(evening.sent)
        reminded |= {state for copy in evening.copies for state in _reminders(copy)}
    # Some had answered when the reminders went, and some had not.
    assert reminded == {State.SENT.value, State.CANCELLED.value}
    assert played >= COURSES * 2 * 5


def _reminders(copy: Copy) -> set[str]:
    """What became of the messages about the survey that can be seen here."""
    outbox = copy.tables["outbox_message"]
    kind, state = outbox.columns.index("kind"), outbox.columns.index("state")
    return {row[state] for row in outbox.rows if row[kind] == Kind.SURVEY.value}


def _evening() -> Evening:
    people = [uuid4() for _ in range(5)]
    sheets = ["616242", "831633", "519192", "829238", "848969"]
    copies = [Copy({}, {"a.log": b"Aldrig"})]
    known = {person: (person, uuid4()) for person in people}
    return Evening(Part.A, dict(zip(people, sheets, strict=True)), {}, copies, dict.fromkeys(people, uuid4()), known, sealing.new_keys()[0])


def leaks(evening: Evening) -> dict[str, bytes]:
    """The answers 616242 of the first person as careless people would have written them."""
    person, ballot = next(iter(evening.known_as.values()))
    questions = QUESTIONS[Part.A]
    return {
        "a sheet": sealing.write_sheet(questions, dict(zip(questions, "616242", strict=True))),
        "the plain cookie": b"\x01" + evening.rounds[person].bytes + ballot.bytes + b"\xff\xff",
        "the answers of the cookie": b"mark" + b"616242" + bytes(10),
        "a number": b'{"answers": 616242}',
        "a list": b'["6", "1", "6", "2", "4", "2"]',
        "values": b"insert into answer values (6, 1, 6, 2, 4, 2)",
        "JSON": b'{"q1": "6", "q2": "1", "q3": "6", "q5": "2", "q6": "4", "q7": "2"}',
        "a posted form": b"csrf_token=abc&answer=6",
        "a row with small numbers": person.hex.encode() + bytes([6, 1, 6, 2, 4, 2]),
        "a row with raw ids": bytes([6, 1, 6, 2, 4, 2]) + ballot.bytes,
        "a word": "hon svarade Sällan".encode(),
        "a word once more": b"Aldrig Aldrig",
        "a name": b"Kanariea 3-1",
        "the private key": evening.key[:64],
        "half the private key, as hex": evening.key[64:].hex().encode(),
    }


@pytest.mark.parametrize("leak", leaks(_evening()))
def test_it_would_be_found(leak: str) -> None:
    evening = _evening()
    planted = Copy({}, {"a.log": bytes(50) + leaks(evening)[leak] + bytes(50)})
    assert readable(evening, [planted]) != []


def test_what_stands_there_by_chance_is_not_found() -> None:
    evening = _evening()
    chance = b'{"timestamp": "2027-01-18T10:11:46.616242Z", "ms": 61.6, "id": "a616242b"} q1 q2 6 1 6 2 4'
    assert readable(evening, [Copy({}, {"a.log": chance})]) == []
