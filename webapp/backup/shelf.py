"""The folder copies are put in: where it may lie, what they are called, and that a file there is whole."""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from webapp.backup.values import Refused
from webapp.config import Settings

NAMES = "mellansteg-%Y-%m-%dT%H%M%SZ.backup"
DRAFT = ".mellansteg-{}.draft"
#: What a file system says that knows no hard links.
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}


def name_of(at: datetime) -> str:
    """Names sort as time goes. The time is UTC."""
    return at.astimezone(UTC).strftime(NAMES)


def check(folder: Path, settings: Settings) -> None:
    """Refuse a folder whose loss or theft would take the database or its keys along."""
    if not folder.is_dir():
        raise Refused(f"Mappen {folder} finns inte. Skapa den, eller sätt in disken.")
    near = {"MELLANSTEG_KEYS_DIR": settings.keys_dir, "MELLANSTEG_BOX_KEYS_DIR": settings.box_keys_dir}
    if settings.sqlite_path:
        near["databasen"] = settings.sqlite_path.parent
    here = folder.resolve()
    for name, other in near.items():
        there = other.resolve()
        if here.is_relative_to(there) or there.is_relative_to(here):
            raise Refused(f"Mappen {folder} och {name} ({other}) ligger i varandra. Välj en mapp för sig, helst på en annan maskin.")


def newest(folder: Path) -> Path:
    """The latest copy by its name."""
    found = sorted(folder.glob("mellansteg-*.backup"))
    if not found:
        raise Refused(f"Det finns ingen säkerhetskopia i {folder}.")
    return found[-1]


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A new file that is there under its name only when the block has ended well and the disk has it. Never over another."""
    _clear(path.parent)
    draft = path.with_name(DRAFT.format(secrets.token_hex(8)))
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
        _name(draft, path)
        settle(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def settle(folder: Path) -> None:
    """Let the disk have the names in a folder."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError as fault:
        raise Refused(f"{path} finns redan och skrivs inte över.") from fault
    except OSError as fault:
        if fault.errno not in NO_LINKS:
            raise
        if path.exists():
            raise Refused(f"{path} finns redan och skrivs inte över.") from fault
        draft.rename(path)


def _clear(folder: Path) -> None:
    """Remove what a killed process left. A draft that is being written is locked, and stays."""
    for draft in folder.glob(DRAFT.format("*")):
        with draft.open("rb") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            draft.unlink(missing_ok=True)
