"""Packs a page of the anonymous survey and fills it to the one size of its kind.

There are two kinds: pages that hold what was answered, and all others. Each has its size whole and without the frame, and for each way
to pack, which the browser alone decides. `tests/chat/test_page_sizes.py` looks for the largest of each.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli

#: Bytes of every page to a browser that cannot unpack, whole or in part.
UNPACKED = 16384
STEP = 1024
#: The most bytes an extra field of a gzip header can hold.
MOST_EXTRA = 65535
GZIP_HEAD, GZIP_TAIL = 12, 8
#: A block of brotli that holds nothing, which every browser skips, and the one that ends it all.
NOTHING, END = b"\x06", b"\x03"
QUALITY, WINDOW = 7, 16


@dataclass(frozen=True, slots=True)
class Sizes:
    """Bytes of every page of one kind. One that is larger, as in a language with long words, is filled to the next whole kilobyte."""

    whole: int
    #: Without the frame, to a phone that shows it already.
    part: int


@dataclass(frozen=True, slots=True)
class Packing:
    """One way to pack, with the size of a page that holds what was answered, and of any other."""

    fill: Callable[[bytes, int], bytes]
    pages: Sizes
    answers: Sizes


def filled_size(needed: int, usual: int) -> int:
    """How large a page becomes that needs so much."""
    return usual if needed <= usual else -(-needed // STEP) * STEP


def filled_brotli(plain: bytes, usual: int) -> bytes:
    """The page packed, and filled by blocks of one byte that hold nothing."""
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=QUALITY, lgwin=WINDOW)
    packed: bytes = packer.process(plain) + packer.flush()
    needed = len(packed) + len(END)
    return packed + NOTHING * (filled_size(needed, usual) - needed) + END


def filled_gzip(plain: bytes, usual: int) -> bytes:
    """The page packed, and filled by an extra field in the header, which every browser skips."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    needed = GZIP_HEAD + len(packed) + GZIP_TAIL
    extra = min(filled_size(needed, usual) - needed, MOST_EXTRA)
    head = b"\x1f\x8b\x08\x04" + struct.pack("<IBBH", 0, 2, 255, extra)
    return head + bytes(extra) + packed + struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)


def filled_plain(plain: bytes) -> bytes:
    """The page filled to one size by spaces after its end."""
    return plain.ljust(filled_size(len(plain), UNPACKED))


#: The best way first.
PACKINGS: Mapping[str, Packing] = {
    "br": Packing(filled_brotli, pages=Sizes(1584, 820), answers=Sizes(2064, 1248)),
    "gzip": Packing(filled_gzip, pages=Sizes(1792, 936), answers=Sizes(2304, 1472)),
}
