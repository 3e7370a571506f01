"""What a copy says of itself, and the one way to say no."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import BinaryIO, Protocol

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

#: The name of the key that seals copies, in the folder of keys. It never lies in the database or in a copy.
KEY = "backup"
#: Content is moved in pieces of so many bytes.
PIECE = 1024 * 1024


class Refused(Exception):
    """It was not done, and nothing is changed. The message is a Swedish sentence for whoever runs the service."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was true in the database at the moment of the copy: its revision, and how many rows each table had."""

    revision: str
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands sealed at the end of a copy. `size` (bytes) and `sha256` are of the content, `made_at` is to the second."""

    kind: str
    revision: str
    made_at: datetime
    rows: dict[str, int]
    size: int
    sha256: str

    def dump(self) -> bytes:
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat()}, sort_keys=True).encode()

    @classmethod
    def load(cls, raw: bytes) -> "Manifest":
        read = json.loads(raw)
        return cls(**read | {"made_at": datetime.fromisoformat(read["made_at"]).astimezone(UTC)})


def why(fault: DBAPIError) -> str:
    """The first line of what a database said, which is the line that says something."""
    return (str(fault.orig).strip().splitlines() or ["den sa inte varför"])[0]


class Target(Protocol):
    """Somewhere to write."""

    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A restored database beside the real one. `swap` puts it in the real one's place, all at once."""

    engine: Engine
    swap: Callable[[], None]


class Keeper(Protocol):
    """What each kind of database does in its own way."""

    def copy(self, engine: Engine, target: Target) -> Facts:
        """Write the whole database as it is at one moment, while others go on writing."""
        ...

    def beside(self, engine: Engine, fill: Callable[[BinaryIO], None]) -> AbstractContextManager[Draft]:
        """Restore what `fill` writes beside the real database. At the end it is gone, unless it was swapped in."""
        ...

    def is_there(self, engine: Engine) -> bool:
        """Whether there is a database at all yet. Looking makes none."""
        ...

    def alone(self, engine: Engine) -> None:
        """Refuse when anybody else has the database open."""
        ...
