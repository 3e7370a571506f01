"""From a copy back to a database: everything is opened, tried and settled beside the real one, before anything is changed."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO

from flask import current_app
from sqlalchemy.exc import DatabaseError, DBAPIError
from sqlalchemy.orm import Session

from webapp.backup import inspection, shelf
from webapp.backup.keepers import NAMES, keeper
from webapp.backup.sealed_file import unseal
from webapp.backup.settling import Settled, settle
from webapp.backup.values import KEY, Draft, Manifest, Refused, why
from webapp.config import Settings
from webapp.people import queries as people
from webapp.security import audit
from webapp.storage import db, keys


@dataclass(frozen=True, slots=True)
class Restored:
    """What was found in a copy, and what was done so that nothing in it comes to life."""

    path: Path
    manifest: Manifest
    fields: int
    settled: Settled


def check(where: Path, *, at: datetime) -> Restored:
    """Prove that a copy can be restored, in a database beside that is thrown away. The real one is not touched."""
    return _tried(where, at, swap=False)


def restore(where: Path, *, at: datetime, over: bool = False) -> Restored:
    """Put a copy in the database's place, all at once. Raises Refused, and then nothing is changed.

    A folder means its newest copy. `over` allows that people in the database that is there are lost.
    """
    if not over:
        _nobody_is_lost()
    return _tried(where, at, swap=True)


def _tried(where: Path, at: datetime, *, swap: bool) -> Restored:
    path = shelf.newest(where) if where.is_dir() else where
    db.session.remove()
    manifests: list[Manifest] = []
    try:
        with path.open("rb") as source, keeper(db.engine).beside(db.engine, lambda file: manifests.append(_open(source, file))) as draft:
            _named_as_made(where, path, manifests[0])
            restored = _settled(path, draft, manifests[0], at)
            if swap:
                db.engine.dispose()
                draft.swap()
    except Refused as fault:
        raise Refused(f"{path.name}: {fault}") from fault
    except OSError as fault:
        raise Refused(f"{path}: {fault.strerror}. Ingenting är ändrat.") from fault
    except DBAPIError as fault:
        raise Refused(f"{path.name}: databasen bredvid gick inte att använda: {why(fault)}. Ingenting är ändrat.") from fault
    return restored


def _open(source: BinaryIO, content: BinaryIO) -> Manifest:
    """The whole file is proved before anything looks at what is in it."""
    if not keys().has(KEY):
        raise Refused("backup.key ligger inte i MELLANSTEG_KEYS_DIR. Lägg tillbaka nyckelmappen först: utan den går ingen kopia att öppna.")
    manifest = Manifest.load(unseal(source, keys().secret(KEY), content))
    content.seek(0)
    if file_digest(content, "sha256").hexdigest() != manifest.sha256:  # type: ignore[arg-type]
        raise Refused("det som skrevs är inte det som lästes. Är disken hel?")
    if manifest.kind != (ours := db.engine.dialect.name):
        raise Refused(f"kopian är av en databas i {NAMES[manifest.kind]}, men MELLANSTEG_DATABASE_URL pekar på {NAMES[ours]}.")
    if not inspection.known(manifest.revision):
        raise Refused(f"kopian är från en nyare version av Mellansteg (databasform {manifest.revision}). Installera den först.")
    return manifest


def _named_as_made(where: Path, path: Path, manifest: Manifest) -> None:
    """An old copy under a newer name is not taken for the newest."""
    if where.is_dir() and path.name != shelf.name_of(manifest.made_at):
        raise Refused(
            f"kopian gjordes {manifest.made_at:%Y-%m-%d %H.%M.%S} UTC men heter något annat. Ange filen, om det är den du vill ha."
        )


def _settled(path: Path, draft: Draft, manifest: Manifest, at: datetime) -> Restored:
    settings: Settings = current_app.extensions["settings"]
    with Session(draft.engine) as session:
        session.connection(execution_options={"writes": True})
        fields = inspection.inspected(session, manifest)
        settled = settle(session, manifest, settings.box_keys_dir, at=at)
        if audit.verify(session):
            raise Refused("händelseloggen gick inte att föra vidare.")
        session.commit()
    return Restored(path, manifest, fields, settled)


def _nobody_is_lost() -> None:
    """Refuse when there are people in the database that is there, or when nobody can know."""
    if not keeper(db.engine).is_there(db.engine):
        return
    try:
        with db.engine.connect() as connection:
            lost = people.anybody(connection)
    except DatabaseError as fault:
        raise Refused("Databasen som finns går inte att läsa. Lägg till --over om den ska ersättas.") from fault
    finally:
        db.engine.dispose()
    if lost:
        raise Refused("Det finns människor i databasen. Gör en kopia av den först, och lägg till --over om den ska ersättas.")
