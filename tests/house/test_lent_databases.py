"""A database that one test is done with is the next one's only when nothing of the first is left in it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support import postgres
from tests.support.databases import Databases


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Which no other test has lent anything of."""
    with ExitStack() as stack:
        yield Databases(tmp_path_factory.mktemp("lent"), stack)


def _lend(databases: Databases, folder: Path, *statements: str) -> str:
    with databases.lent("postgresql", folder) as url, postgres.connected(url) as connection:
        for statement in statements:
            connection.execute(statement.encode())
    return url


def test_its_rows_are_gone_even_those_that_must_stay(databases: Databases, tmp_path: Path) -> None:
    row = "insert into audit_entry (number, at, act, detail, previous, digest) values (1, now(), 'a', '', '', '')"
    url = _lend(databases, tmp_path, row)
    with databases.lent("postgresql", tmp_path) as again, postgres.connected(again) as connection:
        assert again == url
        assert connection.execute("select count(*) from audit_entry").fetchone() == (0,)


@pytest.mark.parametrize(
    "change",
    [
        "alter table participant add column forgotten text",
        "alter table participant alter column locale drop not null",
        "create table left_behind (id integer)",
        "alter table participant drop constraint ck_participant_one_address",
        "drop trigger audit_entry_stays on audit_entry",
        "update alembic_version set version_num = '0001'",
    ],
)
def test_one_whose_tables_were_changed_is_not_lent_again(databases: Databases, tmp_path: Path, change: str) -> None:
    assert _lend(databases, tmp_path, change) != _lend(databases, tmp_path)


def test_one_that_somebody_is_still_in_is_not_lent_again(databases: Databases, tmp_path: Path) -> None:
    url = _lend(databases, tmp_path)
    with postgres.connected(url):
        assert _lend(databases, tmp_path) != url
