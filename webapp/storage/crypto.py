"""Encryption of single fields: names, addresses and free text are unreadable in the database, its journal and its backups.

AES-256-GCM. A value is `v1.<key id>.<base64 of nonce + ciphertext>`; table, column and row are bound in as associated data, so a value
moved anywhere else does not open. Keys lie in `field-<id>.key` files in the key folder; the highest id seals, all of them open.
"""

import base64
import hashlib
import hmac
import os
import secrets
import stat
from pathlib import Path
from typing import Any, Generic, TypeVar, cast
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

V = TypeVar("V", str, str | None)


#: Every named secret there is, beside the field keys. `flask prepare` makes those that are lacking.
NAMES = ("forms", "links", "codes", "throttle", "addresses", "sheets", "backup", "reports")


class CannotOpen(Exception):
    """A sealed value whose key is missing, or that was changed or moved."""


class KeyFolder:
    """The keys of one installation, made on first use, never printed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._secrets: dict[str, bytes] = {}
        self._fields = {path.stem.removeprefix("field-"): AESGCM(path.read_bytes()) for path in folder.glob("field-*.key")}
        if not self._fields:
            self._fields["1"] = AESGCM(self.secret("field-1"))
        self._current = max(self._fields, key=int)

    def has(self, name: str) -> bool:
        """Whether a named secret has been made."""
        return (self._folder / f"{name}.key").exists()

    def secret(self, name: str) -> bytes:
        """A named random secret of 32 bytes, the same every time."""
        if name not in self._secrets:
            path = self._folder / f"{name}.key"
            if not path.exists():
                _write_once(path, secrets.token_bytes(32))
            self._secrets[name] = path.read_bytes()
        return self._secrets[name]

    def seal(self, text: str, place: str) -> str:
        nonce = secrets.token_bytes(12)
        sealed = self._fields[self._current].encrypt(nonce, text.encode(), place.encode())
        return f"v1.{self._current}.{base64.b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        try:
            version, key_id, body = sealed.split(".")
            raw = base64.b64decode(body)
            if version != "v1":
                raise CannotOpen(place)
            return self._fields[key_id].decrypt(raw[:12], raw[12:], place.encode()).decode()
        except (ValueError, KeyError, InvalidTag) as fault:
            raise CannotOpen(place) from fault


def _write_once(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over a key that another process made first. Those who may read the folder may read the key."""
    draft = path.with_suffix(f".{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    os.fchmod(handle, 0o600 | (path.parent.stat().st_mode & stat.S_IRGRP))
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def keys() -> KeyFolder:
    """The key folder of the running app."""
    return cast(KeyFolder, current_app.extensions["keys"])


def fingerprint(purpose: str, text: str) -> str:
    """A keyed hash (64 hex digits) for finding a value again without being able to read it."""
    return hmac.new(keys().secret(purpose), text.encode(), hashlib.sha256).hexdigest()


class SealedText(Generic[V]):
    """A text kept sealed in the column `<name>_sealed` of the same row, opened only when it is read.

    The row must have its id before the text is set: see `storage.Identified`.
    """

    def __set_name__(self, owner: Any, name: str) -> None:
        self._column, self._name = f"{name}_sealed", name

    def __get__(self, row: Any, owner: Any = None) -> V:
        if row is None:
            return cast(V, self)  # asked of the class, as SQLAlchemy does before it sets a value
        sealed: str | None = getattr(row, self._column)
        text: Any = None if sealed is None else keys().open(sealed, self._place(row))
        return cast(V, text)

    def __set__(self, row: Any, value: V) -> None:
        text: str | None = value
        setattr(row, self._column, None if text is None else keys().seal(text, self._place(row)))

    def _place(self, row: Any) -> str:
        if not isinstance(row.id, UUID):
            raise TypeError("a sealed text needs a row with an id")
        return f"{row.__tablename__}.{self._name}:{row.id.hex}"
