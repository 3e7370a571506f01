"""What the attack sees: whatever a row, a file or a log holds becomes a clue by itself, under its own name."""

from uuid import uuid4

import numpy as np

from tests.anonymity import lines
from tests.anonymity.clues import numbers, of_rows
from tests.anonymity.copies import Copy, Table
from tests.anonymity.trails import owners, trails

PEOPLE = [uuid4() for _ in range(3)]
BALLOTS = [uuid4() for _ in range(3)]


def _copies() -> list[Copy]:
    """A table of ballots, and one of tomorrow that names ballots alone."""
    unspent = Table(("id", "person", "spent"), ("id",), [(b, p, False) for b, p in zip(BALLOTS, PEOPLE, strict=True)])
    spent = Table(("id", "person", "spent"), ("id",), [(b, p, b == BALLOTS[1]) for b, p in zip(BALLOTS, PEOPLE, strict=True)])
    nothing = Table(("n", "of", "mood"), ("n",), [])
    moods = Table(("n", "of", "mood"), ("n",), [(7, str(BALLOTS[2]), "glad"), (8, BALLOTS[0].hex, "arg"), (9, str(BALLOTS[1]), "trött")])
    return [Copy({"ballot": unspent, "mood": nothing}, {}), Copy({"ballot": spent, "mood": moods}, {})]


def test_a_table_that_names_a_row_of_hers_is_hers() -> None:
    owned = owners(trails(_copies()), {person.hex: person for person in PEOPLE})
    clues = of_rows(PEOPLE, owned)
    assert clues["mood: first mood"].tolist() == [0.0, 2.0, 1.0]
    assert clues["mood: first (place)"].tolist() == [1.0, 2.0, 0.0]
    assert clues["ballot: first spent"].tolist() == [0.0, 1.0, 0.0]
    assert np.argmax(clues["ballot: first (last change)"]) == 1


def test_what_is_no_number_is_put_in_order() -> None:
    assert numbers(["b", "a", None]).tolist() == [1.0, 0.0, -1.0]
    assert numbers([True, 3, 2.5]).tolist() == [1.0, 3.0, 2.5]
    assert numbers(["2027-01-18T10:00:00+00:00", "2027-01-18T09:00:00+00:00"]).tolist()[0] > 0


def test_a_log_is_counted_by_everything_it_says() -> None:
    said = lines.read(b'{"path": "/a", "length": 10, "remote": "127.0.1.2"}\n{"path": "/b", "length": 30, "remote": "127.0.1.2"}\n')
    counted = lines.measured(said)
    assert (counted["lines"], counted["length sum"], counted["path=/b length last"], counted["path=/a lines"]) == (2, 40, 30, 1)
    assert all("127.0.1.2" in line.names for line in said)


def test_what_is_no_log_is_not_read_as_one() -> None:
    assert lines.read(b"SQLite format 3\0") == []
