"""What a database says of itself, the same on both kinds."""

from sqlalchemy import Connection, column, func, inspect, select, table

from webapp.backup.values import Facts, Refused

REVISIONS = "alembic_version"


def of(connection: Connection) -> Facts:
    """Its revision and the number of rows in each table, in the caller's transaction."""
    names = sorted(inspect(connection).get_table_names())
    if REVISIONS not in names:
        raise Refused("Databasen är tom. Kör flask prepare först.")
    revision = connection.scalar(select(column("version_num")).select_from(table(REVISIONS)))
    return Facts(str(revision), {name: _count(connection, name) for name in names})


def _count(connection: Connection, name: str) -> int:
    return connection.scalar(select(func.count()).select_from(table(name))) or 0
