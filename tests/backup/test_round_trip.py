"""What was copied comes back row by row, on SQLite and on PostgreSQL."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import select, text

from tests.backup.conftest import Installation
from tests.backup.stock import Rows, emptied, inside, rows, runs, says
from tests.support.fixtures import both_databases
from webapp.backup import making, restoring
from webapp.backup.settling import Settled
from webapp.backup.values import Manifest
from webapp.ground import clock as now
from webapp.people.models import Participant
from webapp.security import audit
from webapp.security.models import AuditEntry
from webapp.storage import db, reading, transaction

pytestmark = both_databases
#: Where something is laid to rest when a copy is restored. `test_settling` looks at each.
SETTLED = {
    *("visitor_session", "device_code", "pairing", "ballot_words", "outbox_message", "link_request", "audit_entry", "box_key"),
    *("parked_form", "staff_invite"),
}


def kept(seen: Rows) -> Rows:
    return {name: found for name, found in seen.items() if name not in SETTLED}


def test_every_table_has_something_to_lose(here: Installation) -> None:
    assert [name for name, found in rows(here.app).items() if not found] == []


def test_every_row_of_every_table_comes_back(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before = rows(here.app)
    emptied(here.app)
    # Without what is laid to rest, to see that the copy itself is whole.
    monkeypatch.setattr(restoring, "settle", lambda *_, **__: Settled(0, 0, 0, 0))
    done = runs(here.app, "restore", here.shelf)
    assert done.exit_code == 0, done.output
    assert rows(here.app) == before


def test_a_lost_database_is_restored_and_used(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before = rows(here.app)
    emptied(here.app)
    done = runs(here.app, "restore", here.shelf)
    assert done.exit_code == 0, done.output
    after = rows(here.app)
    assert kept(after) == kept(before)
    assert after["audit_entry"][: len(before["audit_entry"])] == before["audit_entry"]
    with here.app.app_context():
        assert reading().get_one(Participant, here.person).name == "Kanariea"
        assert audit.verify(reading()) is None
        db.session.remove()
        with transaction() as session:
            session.get_one(Participant, here.person).name = "Maj"
    assert runs(here.app, "prepare").exit_code == 0


def test_people_are_only_overwritten_when_that_is_said(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    with here.app.app_context(), transaction() as session:
        session.get_one(Participant, here.person).locale = "ar"
    later = rows(here.app)
    assert "--over" in says(runs(here.app, "restore", here.shelf))
    assert rows(here.app) == later
    assert runs(here.app, "restore", here.shelf, "--over").exit_code == 0
    assert rows(here.app)["participant"] != later["participant"]


def test_the_drill_changes_nothing_and_leaves_nothing(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    before, files, databases = rows(here.app), inside(_data(here)), _databases(here)
    done = runs(here.app, "restore", here.shelf, "--check")
    assert done.exit_code == 0, done.output
    assert "går att återställa" in done.output
    assert rows(here.app) == before
    assert (inside(_data(here)), _databases(here)) == (files, databases)


def test_the_drill_notices_a_copy_that_is_not_what_was_copied(here: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    def with_one_more(*given: object) -> Manifest:
        kind, revision, made_at, counts, *rest = given
        return Manifest(kind, revision, made_at, {**counts, "participant": 99}, *rest)  # type: ignore[arg-type, dict-item]

    monkeypatch.setattr(making, "Manifest", with_one_more)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    assert "antalet rader stämmer inte" in says(runs(here.app, "restore", here.shelf, "--check"))


def test_a_broken_log_is_not_restored(here: Installation) -> None:
    with here.app.app_context():
        with db.engine.connect().execution_options(writes=True) as connection:
            off = "alter table audit_entry disable trigger user" if _on_server(here) else "drop trigger audit_entry_stays_update"
            connection.execute(text(off))
            connection.execute(text("update audit_entry set detail = 'af' where number = 1"))
            connection.commit()
        db.engine.dispose()
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    assert "bruten vid rad 1" in says(runs(here.app, "restore", here.shelf, "--check"))


def test_the_newest_is_taken_and_none_is_overwritten(here: Installation, clock: time_machine.Traveller) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    first = here.newest()
    content = first.read_bytes()
    assert "finns redan" in says(runs(here.app, "backup", here.shelf))
    assert (inside(here.shelf), first.read_bytes()) == ({first.name}, content)
    clock.shift(timedelta(hours=1))
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    assert inside(here.shelf) == {"mellansteg-2027-01-18T090000Z.backup", "mellansteg-2027-01-18T100000Z.backup"}
    assert "T100000Z" in runs(here.app, "restore", here.shelf, "--check").output
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_an_old_copy_under_a_newer_name_is_not_the_newest(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    renamed = here.newest().rename(here.shelf / "mellansteg-2027-06-01T090000Z.backup")
    assert "heter något annat" in says(runs(here.app, "restore", here.shelf, "--check"))
    assert runs(here.app, "restore", renamed, "--check").exit_code == 0


def test_copying_and_restoring_stand_in_the_log(here: Installation) -> None:
    with here.app.app_context():
        made = making.make(here.shelf, at=now.now())
        restoring.restore(made.path, at=now.now(), over=True)
        acts = [(entry.act, entry.detail) for entry in reading().scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(2))]
        db.session.remove()
    assert acts == [("backup.restored", "2027-01-18 09:00:00 UTC"), ("backup.begun", made.path.name)]


def _on_server(here: Installation) -> bool:
    return here.app.extensions["settings"].sqlite_path is None


def _data(here: Installation) -> Path:
    return Path(here.app.extensions["settings"].keys_dir).parent


def _databases(here: Installation) -> set[str]:
    if not _on_server(here):
        return set()
    with here.app.app_context():
        found = set(db.session.scalars(text("select datname from pg_database")))
        db.session.remove()
        db.engine.dispose()
    return found
