"""What is not a whole copy of ours is refused with a sentence, and nothing is changed."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.backup.conftest import Installation
from tests.backup.stock import emptied, filled, inside, put_envelopes, rows, runs, says
from tests.support.databases import ENGINES, Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from webapp.backup import inspection, programs
from webapp.backup.sealed_file import CHUNK, HEADER, TAG
from webapp.course_survey.models import SurveyRound
from webapp.storage import db, transaction

on_files = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_a_server = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
WHOLE = CHUNK + TAG
#: At half, at the end of a chunk, and just before the end.
CUT = {
    "in the middle": lambda file: file[: len(file) // 2],
    "at a chunk": lambda file: file[: HEADER + WHOLE],
    "late": lambda file: file[:-1],
}


def _turned(file: bytes) -> bytes:
    return file[:5000] + bytes([file[5000] ^ 4]) + file[5001:]


def _swapped(file: bytes) -> bytes:
    assert len(file) > HEADER + 2 * WHOLE, "there must be two whole chunks to swap"
    first, second = (slice(HEADER + n * WHOLE, HEADER + (n + 1) * WHOLE) for n in (0, 1))
    return file[:HEADER] + file[second] + file[first] + file[second.stop :]


def _foreign(file: bytes) -> bytes:
    return b"PGDMP" + file


DAMAGE = {**CUT, "a bit turned": _turned, "chunks swapped": _swapped, "foreign": _foreign, "empty": lambda _: b""}


@both_databases
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_copy_changes_nothing(here: Installation, damage: Callable[[bytes], bytes]) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    if damage is _swapped:
        _grow(here)
    copy = here.newest()
    copy.write_bytes(damage(copy.read_bytes()))
    before, files = rows(here.app), inside(_data(here.app))
    for more in ("--over", "--check"):
        assert says(runs(here.app, "restore", here.shelf, more)).startswith(f"{copy.name}: ")
    assert rows(here.app) == before
    assert inside(_data(here.app)) == files


def _grow(here: Installation) -> None:
    """A copy of more than two chunks, on a server whose own copy is packed too."""
    with here.app.app_context(), transaction() as session:
        round_id = session.scalars(select(SurveyRound.id)).first()
        assert round_id
        put_envelopes(session, round_id, [token_bytes(600) for _ in range(300)])
    here.newest().unlink()
    assert runs(here.app, "backup", here.shelf).exit_code == 0


@on_files
def test_another_key_opens_nothing(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    _keys(here.app).joinpath("backup.key").write_bytes(b"x" * 32)
    with running(here.app.extensions["settings"]) as again:
        assert "annan nyckel" in says(runs(again, "restore", here.shelf, "--check"))


@on_files
def test_without_the_key_none_is_made_up(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    _keys(here.app).joinpath("backup.key").unlink()
    with running(here.app.extensions["settings"]) as again:
        assert "Lägg tillbaka nyckelmappen" in says(runs(again, "restore", here.shelf, "--check"))
    assert not _keys(here.app).joinpath("backup.key").exists()


@both_databases
def test_a_new_machine_needs_the_old_keys_of_the_fields(here: Installation, databases: Databases, engine: Engine, tmp_path: Path) -> None:
    """A machine that is lost: the copy and the folder of keys are all there is."""
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before = rows(here.app)
    new = tmp_path / "new-machine"
    settings = settings_for(databases.empty(engine), new)
    shutil.copy(_keys(here.app) / "backup.key", settings.keys_dir)
    with running(settings) as app:
        assert "field-*.key" in says(runs(app, "restore", here.shelf))
    shutil.copytree(_keys(here.app), settings.keys_dir, dirs_exist_ok=True)
    with running(settings) as app:
        done = runs(app, "restore", here.shelf)
        assert done.exit_code == 0, done.output
        assert rows(app)["participant"] == before["participant"]


@both_databases
def test_a_copy_from_a_newer_version_is_refused(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    monkeypatch.setattr(inspection, "known", lambda _: False)
    assert "nyare version" in says(runs(here.app, "restore", here.shelf, "--over"))


@both_databases
def test_the_other_kind_of_database_is_refused(here: Installation, databases: Databases, engine: Engine, tmp_path: Path) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    (other,) = set(ENGINES) - {engine}
    settings = settings_for(databases.empty(other), tmp_path / "other")
    shutil.copytree(_keys(here.app), settings.keys_dir, dirs_exist_ok=True)
    with running(settings) as app:
        assert "MELLANSTEG_DATABASE_URL" in says(runs(app, "restore", here.shelf))


@both_databases
def test_copies_lie_away_from_the_database_and_its_keys(here: Installation) -> None:
    settings = here.app.extensions["settings"]
    near = {settings.keys_dir, settings.box_keys_dir, settings.keys_dir / "deeper", _data(here.app)}
    if settings.sqlite_path:
        near |= {settings.sqlite_path.parent}
    (settings.keys_dir / "deeper").mkdir()
    (here.shelf / "way").symlink_to(settings.box_keys_dir)
    for folder in (*near, here.shelf / "way"):
        files = inside(_data(here.app))
        assert "ligger i varandra" in says(runs(here.app, "backup", folder))
        assert inside(_data(here.app)) == files


@on_files
def test_a_disk_that_is_not_there_is_not_made_up(here: Installation) -> None:
    assert "finns inte" in says(runs(here.app, "backup", here.shelf / "disk"))
    assert inside(here.shelf) == set()
    assert "ingen säkerhetskopia" in says(runs(here.app, "restore", here.shelf, "--check"))
    assert "No such file" in says(runs(here.app, "restore", here.shelf / "none.backup", "--check"))


@both_databases
def test_a_database_in_use_is_not_taken_away(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    with running(here.app.extensions["settings"]) as other, other.app_context():
        _uses(other)
        assert "Stoppa webb och arbetare" in says(runs(here.app, "restore", here.shelf, "--over"))


def _uses(app: Flask) -> None:
    db.session.execute(text("select count(*) from participant"))


@on_files
def test_a_database_that_cannot_be_read_is_replaced_when_that_is_said(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before = rows(here.app)["participant"]
    path = here.app.extensions["settings"].sqlite_path
    path.write_bytes(os.urandom(4096))
    assert "går inte att läsa" in says(runs(here.app, "restore", here.shelf))
    done = runs(here.app, "restore", here.shelf, "--over")
    assert done.exit_code == 0, done.output
    assert rows(here.app)["participant"] == before


@on_a_server
def test_without_the_programs_there_is_a_sentence(here: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt-get install postgresql-client" in says(runs(here.app, "backup", here.shelf))
    assert inside(here.shelf) == set()


@both_databases
def test_an_empty_database_is_no_backup(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> None:
    filled(app)
    emptied(app)
    shelf = tmp_path_factory.mktemp("shelf")
    assert "flask prepare" in says(runs(app, "backup", shelf))
    assert inside(shelf) == set()


def _keys(app: Flask) -> Path:
    return Path(app.extensions["settings"].keys_dir)


def _data(app: Flask) -> Path:
    return _keys(app).parent
