"""The file a copy lies in opens whole or not at all."""

from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest

from webapp.backup.sealed_file import CHUNK, HEADER, TAG, Sealer, unseal
from webapp.backup.values import Refused

KEY, OTHER = b"k" * 32, b"o" * 32
CONTENT = bytes(range(256)) * (CHUNK * 3 // 256) + b"and some more"
MANIFEST = b'{"made": "of words"}'
WHOLE = CHUNK + TAG


def sealed(content: bytes = CONTENT, key: bytes = KEY) -> bytes:
    target = BytesIO()
    sealer = Sealer(target, key)
    for begins, ends in pairwise([0, 1, 70_000, len(content)] if len(content) > 70_000 else [0, len(content)]):
        sealer.write(content[begins:ends])
    sealer.finish(MANIFEST)
    return target.getvalue()


def opened(file: bytes, key: bytes = KEY) -> tuple[bytes, bytes]:
    content = BytesIO()
    manifest = unseal(BytesIO(file), key, content)
    return content.getvalue(), manifest


def chunks(file: bytes) -> list[bytes]:
    return [file[at : at + WHOLE] for at in range(HEADER, len(file), WHOLE)]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 25, CHUNK - 24, CHUNK - 23, CHUNK, CHUNK + 1, 2 * CHUNK - 24, 5 * CHUNK])
def test_what_goes_in_comes_out(size: int) -> None:
    assert opened(sealed(b"x" * size)) == (b"x" * size, MANIFEST)


def test_nothing_of_the_content_is_readable() -> None:
    assert MANIFEST not in sealed()
    assert CONTENT[:64] not in sealed()


def test_the_same_content_is_never_sealed_the_same() -> None:
    """Not even without its tags: two files never have a key and a nonce in common."""
    one, other = ({piece[:-TAG] for piece in chunks(sealed())} for _ in range(2))
    assert not one & other


def test_a_file_cut_anywhere_is_refused() -> None:
    file = sealed()
    ends = {0, 1, HEADER - 1, HEADER, HEADER + 1, len(file) - 1}
    for place in range(HEADER, len(file), WHOLE):
        ends |= {place, place + 1, place + TAG, place + WHOLE // 2}
    for end in sorted(end for end in ends if end < len(file)):
        with pytest.raises(Refused):
            opened(file[:end])


def test_a_bit_turned_anywhere_is_refused() -> None:
    file = sealed()
    places = {*range(HEADER), len(file) - 1} | {at + more for at in range(HEADER, len(file), WHOLE) for more in (0, 40, WHOLE - 1)}
    for place in sorted(place for place in places if place < len(file)):
        turned = bytearray(file)
        turned[place] ^= 1
        with pytest.raises(Refused):
            opened(bytes(turned))


def _swapped(pieces: list[bytes]) -> list[bytes]:
    return [pieces[1], pieces[0], *pieces[2:]]


def _twice(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0], pieces[0], *pieces[1:]]


def _left_out(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0], *pieces[2:]]


def _more_after(pieces: list[bytes]) -> list[bytes]:
    return [*pieces, pieces[-1]]


def _from_another_file(pieces: list[bytes]) -> list[bytes]:
    return [pieces[0], chunks(sealed())[1], *pieces[2:]]


@pytest.mark.parametrize("change", [_swapped, _twice, _left_out, _more_after, _from_another_file])
def test_chunks_stay_where_they_are(change: Callable[[list[bytes]], list[bytes]]) -> None:
    file = sealed()
    assert len(chunks(file)) == 4
    assert opened(file[:HEADER] + b"".join(chunks(file))) == (CONTENT, MANIFEST)
    with pytest.raises(Refused, match="skadad"):
        opened(file[:HEADER] + b"".join(change(chunks(file))))


def test_an_unfinished_file_is_refused() -> None:
    target = BytesIO()
    Sealer(target, KEY).write(CONTENT)
    with pytest.raises(Refused, match="avklippt"):
        opened(target.getvalue())


def test_another_key_is_called_another_key() -> None:
    with pytest.raises(Refused, match="annan nyckel"):
        opened(sealed(), OTHER)


def test_a_foreign_file_is_called_foreign() -> None:
    for file in (b"", b"SQLite format 3\0" + bytes(1000), b"PGDMP" + bytes(1000)):
        with pytest.raises(Refused, match="ingen säkerhetskopia"):
            opened(file)
