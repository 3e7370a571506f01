"""The private keys of boxes: files that only the worker reads, outside the database and every backup, gone when their box is opened."""

import os
import re
import secrets
from pathlib import Path
from uuid import UUID

NAMED = re.compile("box-[0-9a-f]{32}[.]key")


class KeyFolderFault(Exception):
    """The folder of box keys is missing, full or unreadable. Nothing has been lost by it."""


class KeyLost(KeyFolderFault):
    """The private key of a box is not there, so the box cannot be opened."""


class BoxKeyFolder:
    """One file for each key, whole or not at all, readable by this user alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, key_id: UUID, private: bytes) -> None:
        """Write a new key. Raises KeyFolderFault when it cannot be kept for certain."""
        path = self._path(key_id)
        draft = path.with_suffix(".draft")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(private)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
            self._settle()
        except OSError as fault:
            raise KeyFolderFault(f"{fault.strerror}") from fault
        finally:
            self._forget(draft)

    def read(self, key_id: UUID) -> bytes:
        """A private key. Raises KeyLost when it is not there, KeyFolderFault when the folder cannot be read."""
        try:
            return self._path(key_id).read_bytes()
        except FileNotFoundError as fault:
            raise KeyLost from fault
        except OSError as fault:
            raise KeyFolderFault(f"{fault.strerror}") from fault

    def ids(self) -> set[UUID]:
        """Whose private keys are there. Raises KeyFolderFault when the folder cannot be read."""
        try:
            return {UUID(path.stem[4:]) for path in self._folder.iterdir() if NAMED.fullmatch(path.name)}
        except OSError as fault:
            raise KeyFolderFault(f"{fault.strerror}") from fault

    def destroy(self, key_id: UUID) -> bool:
        """Write over a key and remove it, for certain. Says whether it was there. Raises KeyFolderFault."""
        path = self._path(key_id)
        try:
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
            self._settle()
        except FileNotFoundError:
            return False
        except OSError as fault:
            raise KeyFolderFault(f"{fault.strerror}") from fault
        return True

    def _path(self, key_id: UUID) -> Path:
        return self._folder / f"box-{key_id.hex}.key"

    def _forget(self, draft: Path) -> None:
        try:
            draft.unlink(missing_ok=True)
        except OSError:
            return  # the folder is out of reach, which the caller has just been told

    def _settle(self) -> None:
        """Make what was named or removed in the folder last through a power cut."""
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
