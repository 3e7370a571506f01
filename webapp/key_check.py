"""Whether the keys that are here are those the database is sealed with. New ones in their place would lock everybody out."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, Table, inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from webapp.config import Settings, SettingsError
from webapp.people import queries as people
from webapp.people.models import Participant, StaffAccount
from webapp.storage.crypto import NAMES, CannotOpen, KeyFolder

#: Can be made anew without harm: then older copies need the older key, and reports of text messages under way are not taken.
REPLACEABLE = {"backup", "reports"}
FIELD = "field-1"


def missing(settings: Settings) -> list[str]:
    """The keys a used database needs and that are not in the folder."""
    fields = [] if any(settings.keys_dir.glob("field-*.key")) else [FIELD]
    return fields + [name for name in NAMES if name not in REPLACEABLE and not (settings.keys_dir / f"{name}.key").exists()]


def before_any_is_made(settings: Settings, engine: Engine) -> None:
    """Refuse to make keys when there are people already. A database that does not answer may have people in it. Raises SettingsError."""
    lacking = missing(settings)
    if not lacking or (settings.sqlite_path and not settings.sqlite_path.exists()):
        return
    try:
        with engine.connect() as connection:
            used = people.anybody(connection)
    except DBAPIError as fault:
        raise SettingsError("The database does not answer, and keys are lacking. Start the database first.") from fault
    if used:
        raise SettingsError(
            f"There are people in the database, but {', '.join(f'{name}.key' for name in lacking)} is not in MELLANSTEG_KEYS_DIR "
            f"({settings.keys_dir}). Put the keys back: with new ones nobody could read what is there."
        )


def they_open(keys: KeyFolder, settings: Settings, engine: Engine) -> None:
    """Try one sealed field of each kind. A database that does not answer is not tried. Raises SettingsError."""
    if settings.sqlite_path and not settings.sqlite_path.exists():
        return
    try:
        with engine.connect() as connection:
            found = list(_samples(connection))
    except DBAPIError:
        return
    for place, sealed in found:
        try:
            keys.open(sealed, place)
        except CannotOpen as fault:
            raise SettingsError(
                f"The keys in MELLANSTEG_KEYS_DIR ({settings.keys_dir}) are not those the database is sealed with. Put the right ones back."
            ) from fault


def _samples(connection: Connection) -> Iterator[tuple[str, str]]:
    there = set(inspect(connection).get_table_names())
    for model in (Participant, StaffAccount):
        table = model.__table__
        if isinstance(table, Table) and table.name in there:
            column = table.c.name_sealed
            row = connection.execute(select(table.c.id, column).where(column.is_not(None)).limit(1)).first()
            if row is not None:
                row_id: UUID = row[0]
                yield f"{table.name}.name:{row_id.hex}", row[1]
