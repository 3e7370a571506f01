"""The file a copy lies in: AES-256-GCM in chunks, so that it can be of any size and still not be cut, turned or mended.

    header   "mellansteg backup 1" and a new line, 8 bytes that name the key, 16 random bytes that no other file has
    chunks   of 64 KiB, the last one shorter; each sealed with its number and whether it is the last, and with the header
    inside   the content, then the manifest, then the manifest's length in four bytes

Every file has a key of its own, derived from the backup key and the random bytes. So a chunk is at home in one place of one file.
"""

import hashlib
import secrets
from io import SEEK_END
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from webapp.backup.values import Refused, Target

MAGIC = b"mellansteg backup 1\n"
CHUNK = 64 * 1024
NAME, SALT, TAG, LENGTH = 8, 16, 16, 4
HEADER = len(MAGIC) + NAME + SALT


class Sealer:
    """Takes content and writes it sealed. Without `finish` the file is no copy and never opens."""

    def __init__(self, target: Target, key: bytes) -> None:
        self._target, self._waiting, self._number = target, bytearray(), 0
        self._header = MAGIC + _name_of(key) + secrets.token_bytes(SALT)
        self._aead = _aead(key, self._header)
        self._sha256 = hashlib.sha256()
        self.size = 0
        target.write(self._header)

    @property
    def sha256(self) -> str:
        """Of the content so far."""
        return self._sha256.hexdigest()

    def write(self, data: bytes, /) -> int:
        self._sha256.update(data)
        self.size += len(data)
        self._add(data)
        return len(data)

    def finish(self, manifest: bytes) -> None:
        """Add the manifest and the mark that nothing follows."""
        self._add(manifest + len(manifest).to_bytes(LENGTH))
        self._seal(bytes(self._waiting), last=True)

    def _add(self, data: bytes) -> None:
        self._waiting += data
        # Something is always kept back, so that the last chunk is never an empty one.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._aead.encrypt(_nonce(self._number, last=last), piece, self._header))
        self._number += 1


def unseal(source: BinaryIO, key: bytes, content: BinaryIO) -> bytes:
    """Write the content, which must be a file that can be read too, and give back the manifest. Refuses all that is not whole."""
    header = source.read(HEADER)
    if not header.startswith(MAGIC) or len(header) < HEADER:
        raise Refused("filen är ingen säkerhetskopia från Mellansteg.")
    if header[len(MAGIC) :][:NAME] != _name_of(key):
        raise Refused("kopian är gjord med en annan nyckel än den backup.key som ligger i MELLANSTEG_KEYS_DIR.")
    aead, number, piece = _aead(key, header), 0, source.read(CHUNK + TAG)
    while True:
        following = source.read(CHUNK + TAG)
        try:
            content.write(aead.decrypt(_nonce(number, last=not following), piece, header))
        except InvalidTag as fault:
            raise Refused("kopian är skadad, avklippt eller ändrad. Ta en annan.") from fault
        if not following:
            return _without_manifest(content)
        number, piece = number + 1, following


def _without_manifest(content: BinaryIO) -> bytes:
    content.seek(-LENGTH, SEEK_END)
    length = int.from_bytes(content.read(LENGTH))
    starts = content.seek(-LENGTH - length, SEEK_END)
    manifest = content.read(length)
    content.truncate(starts)
    content.flush()
    return manifest


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _aead(key: bytes, header: bytes) -> AESGCM:
    return AESGCM(_derive(key, 32, b"mellansteg backup file", salt=header[-SALT:]))


def _name_of(key: bytes) -> bytes:
    return _derive(key, NAME, b"mellansteg backup key name")


def _derive(key: bytes, length: int, purpose: bytes, salt: bytes | None = None) -> bytes:
    return HKDF(SHA256(), length, salt, purpose).derive(key)
