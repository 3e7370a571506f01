"""One encrypted copy of the whole database, whole or not at all. No key is in it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy.exc import DBAPIError

from webapp.backup import shelf
from webapp.backup.keepers import keeper
from webapp.backup.sealed_file import Sealer
from webapp.backup.values import KEY, Manifest, Refused, why
from webapp.security import audit
from webapp.storage import db, keys, transaction


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that is whole on the disk."""

    path: Path
    manifest: Manifest
    #: The backup key was made now, so nobody has a copy of it yet.
    new_key: bool


def make(folder: Path, *, at: datetime) -> Made:
    """Copy the database of the running app into a folder, while it is used. Raises Refused, and then there is nothing new there.

    It stands in the audit log before there is anything to carry away.
    """
    shelf.check(folder, current_app.extensions["settings"])
    new_key = not keys().has(KEY)
    path = folder / shelf.name_of(at)
    try:
        with transaction() as session:
            audit.record(session, "backup.begun", at=at, detail=path.name)
        manifest = _write(path, at)
    except OSError as fault:
        raise Refused(f"Kopian gick inte att skriva: {fault.strerror}. Finns det plats i {folder}?") from fault
    except DBAPIError as fault:
        raise Refused(f"Databasen gick inte att läsa: {why(fault)}. Har flask prepare körts?") from fault
    return Made(path, manifest, new_key)


def _write(path: Path, at: datetime) -> Manifest:
    db.session.remove()
    with shelf.whole(path) as file:
        sealer = Sealer(file, keys().secret(KEY))
        found = keeper(db.engine).copy(db.engine, sealer)
        made_at = at.replace(microsecond=0)
        manifest = Manifest(db.engine.dialect.name, found.revision, made_at, found.rows, sealer.size, sealer.sha256)
        sealer.finish(manifest.dump())
    return manifest
