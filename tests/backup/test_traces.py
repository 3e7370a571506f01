"""What a copy does not hold: names, texts, keys, and what was deleted before it was made."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from secrets import token_bytes
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import delete, select, text

from tests.backup.conftest import Installation
from tests.backup.stock import SECRETS, inner, put_envelopes, runs
from tests.support.fixtures import both_databases
from tests.support.postgres import binary
from webapp.backup.sealed_file import Sealer, unseal
from webapp.backup.sqlite import vacuum_into
from webapp.course_survey.models import Envelope, SurveyRound
from webapp.storage import db, transaction

on_files = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
SHEETS = 400


def plain(app: Flask, tmp_path: Path) -> bytes:
    """The same, unpacked: PostgreSQL's own copy is compressed."""
    content = inner(app)
    if content.startswith(b"SQLite"):
        return content
    (tmp_path / "dump").write_bytes(content)
    return subprocess.run([binary("pg_restore"), "--file=-", tmp_path / "dump"], capture_output=True, check=True).stdout


@both_databases
def test_no_secret_is_readable_before_it_is_sealed_nor_after(here: Installation, tmp_path: Path) -> None:
    content = plain(here.app, tmp_path)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    for held in (content, here.newest().read_bytes()):
        assert [name for name, word in SECRETS.items() if word.encode() in held] == []


@both_databases
def test_a_readable_secret_would_be_found(here: Installation, tmp_path: Path) -> None:
    with here.app.app_context(), transaction() as session:
        session.execute(text("update area set name = 'Kanariea' where name = 'Ådalen'"))
    assert SECRETS["name"].encode() in plain(here.app, tmp_path)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    assert SECRETS["name"].encode() not in here.newest().read_bytes()


@both_databases
def test_no_key_is_in_a_copy(here: Installation, tmp_path: Path) -> None:
    settings = here.app.extensions["settings"]
    (settings.box_keys_dir / "box-00.key").write_bytes(token_bytes(32))
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    held = plain(here.app, tmp_path) + here.newest().read_bytes()
    keys = {path.name: path.read_bytes() for folder in (settings.keys_dir, settings.box_keys_dir) for path in folder.glob("*.key")}
    assert {"backup.key", "field-1.key", "box-00.key"} <= set(keys)
    assert [name for name, key in keys.items() if key in held or key.hex().encode() in held] == []


def sheets(app: Flask) -> tuple[UUID, list[bytes]]:
    """So many envelopes that they fill pages of their own."""
    contents = [token_bytes(600) for _ in range(SHEETS)]
    with app.app_context(), transaction() as session:
        round_id = session.scalars(select(SurveyRound.id)).first()
        assert round_id
        put_envelopes(session, round_id, contents)
    return round_id, contents


def found(contents: list[bytes], held: bytes) -> int:
    """Of how many envelopes there is any trace: 16 bytes from its middle, as they are or as PostgreSQL writes them."""
    return sum(piece in held or piece.hex().encode() in held for piece in (content[300:316] for content in contents))


@both_databases
def test_deleted_envelopes_are_in_no_copy(here: Installation, tmp_path: Path) -> None:
    round_id, contents = sheets(here.app)
    assert found(contents, plain(here.app, tmp_path)) > SHEETS * 0.9, "they must be found while they are there"
    with here.app.app_context(), transaction() as session:
        session.execute(delete(Envelope).where(Envelope.round_id == round_id))
    assert found(contents, plain(here.app, tmp_path)) == 0


def _pages(database: Path, target: Path) -> None:
    """The other way SQLite has: pages as they lie."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(target)) as copied:
        source.backup(copied)


@on_files
@pytest.mark.parametrize(("way", "traces"), [(vacuum_into, False), (_pages, True)], ids=["living rows", "pages as they lie"])
def test_even_a_database_that_kept_what_was_deleted_gives_none_of_it(
    here: Installation, tmp_path: Path, way: Callable[[Path, Path], None], traces: bool
) -> None:
    """Somebody deleted without `secure_delete`. The living rows alone are copied; a copy of the pages would hold the rest."""
    _, contents = sheets(here.app)
    with here.app.app_context():
        db.engine.dispose()
    database: Path = here.app.extensions["settings"].sqlite_path
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("delete from survey_envelope")
    target = tmp_path / "copied"
    target.touch()
    way(database, target)
    assert (found(contents, target.read_bytes()) > 0) is traces


@on_files
def test_a_copy_opens_to_the_database_it_was_made_of(here: Installation, tmp_path: Path) -> None:
    """So that what is looked at above is what is in the file."""
    target, content = BytesIO(), BytesIO()
    sealer = Sealer(target, b"k" * 32)
    shutil.copyfileobj(BytesIO(inner(here.app)), sealer)
    sealer.finish(b"{}")
    unseal(BytesIO(target.getvalue()), b"k" * 32, content)
    (tmp_path / "copied.sqlite").write_bytes(content.getvalue())
    with closing(sqlite3.connect(tmp_path / "copied.sqlite")) as connection:
        assert connection.execute("select count(*) from survey_envelope").fetchone() == (6,)
