"""How many rows a table has and one hash over them: the same for the same rows, in any order and on any kind of database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, Select, Table, select

#: So many rows are held at a time.
CHUNK = 500
_WHOLE = 2**256


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums instead of sequences, since two databases do not sort texts alike."""

    rows: int = 0
    total: int = 0

    def plus(self, rows: Iterable[Sequence[object]]) -> "Tally":
        """This and some more rows."""
        found = [int.from_bytes(sha256(repr(tuple(row)).encode()).digest()) for row in rows]
        return Tally(self.rows + len(found), (self.total + sum(found)) % _WHOLE)

    @property
    def short(self) -> str:
        """The first digits, to lay side by side."""
        return f"{self.total:064x}"[:12]


def everything(table: Table) -> Select[tuple[object, ...]]:
    """All rows by their key, which says nothing of when they were written unless the key itself does."""
    return select(*table.columns).order_by(*table.primary_key).execution_options(yield_per=CHUNK)


def of(connection: Connection, table: Table) -> Tally:
    """In the caller's transaction."""
    tally = Tally()
    for chunk in connection.execute(everything(table)).partitions():
        tally = tally.plus(chunk)
    return tally
