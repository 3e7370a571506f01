"""In production keys are made once, before there are people. Afterwards it does not start without them, and says so."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.backup.stock import runs
from tests.people import some
from tests.security.test_settings import production
from tests.support.databases import Databases, Engine, running
from tests.support.fixtures import both_databases
from webapp import create_app
from webapp.config import Settings, SettingsError
from webapp.storage import keys, transaction
from webapp.storage.crypto import NAMES

pytestmark = both_databases


@pytest.fixture
def used(databases: Databases, engine: Engine, tmp_path: Path) -> Settings:
    """An installation in production, with its keys made and somebody in it."""
    settings = Settings.from_environment(production(tmp_path, DATABASE_URL=databases.migrated(engine, tmp_path)))
    for folder in (settings.keys_dir, settings.messages_dir):
        folder.mkdir(mode=0o700)
    with running(settings) as app:
        done = runs(app, "prepare")
        assert done.exit_code == 0, done.output
        with app.app_context(), transaction() as session:
            some.leader(session)
    return settings


def refusal(settings: Settings) -> str:
    with pytest.raises(SettingsError) as fault:
        create_app(settings)
    return str(fault.value)


def test_all_keys_are_made_before_there_are_people(used: Settings) -> None:
    assert {path.name for path in used.keys_dir.iterdir()} == {f"{name}.key" for name in ("field-1", *NAMES)}
    with running(used):
        pass


@pytest.mark.parametrize("name", sorted({"field-1", *NAMES} - {"backup", "reports"}))
def test_a_key_that_is_lacking_is_not_made_anew(used: Settings, name: str) -> None:
    (used.keys_dir / f"{name}.key").unlink()
    assert f"but {name}.key is not in MELLANSTEG_KEYS_DIR" in refusal(used)
    assert not (used.keys_dir / f"{name}.key").exists()


def test_a_folder_that_is_lacking_is_not_made_anew(used: Settings) -> None:
    shutil.rmtree(used.keys_dir)
    assert f"MELLANSTEG_KEYS_DIR ({used.keys_dir}) is not there." in refusal(used)
    assert not used.keys_dir.exists()


def test_the_keys_of_another_installation_are_not_taken(used: Settings) -> None:
    (used.keys_dir / "field-1.key").write_bytes(os.urandom(32))
    assert "are not those the database is sealed with" in refusal(used)


def test_a_database_that_does_not_answer_may_have_people_in_it(used: Settings, engine: Engine) -> None:
    (used.keys_dir / "links.key").unlink()
    if engine == "sqlite":
        assert used.sqlite_path is not None
        used.sqlite_path.write_bytes(b"no database" * 100)
        away = used
    else:
        away = replace(used, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert "The database does not answer" in refusal(away)


def test_a_group_that_may_read_the_folder_may_read_its_keys(used: Settings, tmp_path: Path) -> None:
    shutil.rmtree(used.keys_dir)
    used.keys_dir.mkdir()
    used.keys_dir.chmod(0o750)
    with running(replace(used, database_url=f"sqlite:///{tmp_path}/new/a.sqlite")) as app, app.app_context():
        keys().secret("links")
    assert {path.stat().st_mode & 0o777 for path in used.keys_dir.iterdir()} == {0o640}


def test_commands_refuse_with_a_sentence(tmp_path: Path, engine: Engine, databases: Databases) -> None:
    given = production(tmp_path, DATABASE_URL=databases.migrated(engine, tmp_path))
    for name in ("KEYS_DIR", "MESSAGES_DIR"):
        Path(given[f"MELLANSTEG_{name}"]).mkdir(mode=0o700)
    assert "MELLANSTEG_BOX_KEYS_DIR" in says("worker", given)
    assert "The database does not answer" in says("prepare", {**given, "MELLANSTEG_DATABASE_URL": "postgresql+psycopg://a@127.0.0.1:1/b"})


def says(command: str, given: dict[str, str]) -> str:
    """What a command refuses with: one sentence, and no trace."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MELLANSTEG_")}
    line = [sys.executable, "-m", "flask", "--app", "wsgi", command]
    done = subprocess.run(line, env={**kept, **given}, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr
