"""Pages of the anonymous survey. None is logged, and every one goes out in the one size of its kind, so that no length tells an answer.

There are two kinds: pages that hold what was answered, and all others. `tests/chat/test_page_sizes.py` looks for the largest of each.
"""

import struct
import zlib

from flask import Blueprint, Response, g, request

from webapp.logs import SURVEY
from webapp.parts import is_part_of_a_page, leave_out_the_frame

bp = Blueprint(SURVEY, "webapp.chat", url_prefix="/enkat", template_folder="templates")

#: Bytes of every packed page; one that is larger, as in a language with long words, is filled to the next whole kilobyte.
PACKED = 1856
#: The same without the frame, to a phone that shows it already.
PACKED_PART = 960
#: The same for a page that holds what was answered, with the frame and without.
ANSWERS, ANSWERS_PART = 2304, 1472
#: Bytes of every page to a browser that cannot unpack, whole or in part.
UNPACKED = 16384
STEP = 1024
#: The most bytes an extra field of a gzip header can hold.
MOST_EXTRA = 65535
GZIP_HEAD, GZIP_TAIL = 12, 8


def _size(needed: int, usual: int) -> int:
    return usual if needed <= usual else -(-needed // STEP) * STEP


def filled_gzip(plain: bytes, usual: int) -> bytes:
    """The page packed and filled to one size by an extra field in the header, which every browser skips."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(plain) + packer.flush()
    needed = GZIP_HEAD + len(packed) + GZIP_TAIL
    extra = min(_size(needed, usual) - needed, MOST_EXTRA)
    head = b"\x1f\x8b\x08\x04" + struct.pack("<IBBH", 0, 2, 255, extra)
    return head + bytes(extra) + packed + struct.pack("<II", zlib.crc32(plain), len(plain) & 0xFFFFFFFF)


def filled_plain(plain: bytes) -> bytes:
    """The page filled to one size by spaces after its end."""
    return plain.ljust(_size(len(plain), UNPACKED))


def holds_answers() -> None:
    """The page under way shows what was answered."""
    g.holds_answers = True


def _usual() -> int:
    if "holds_answers" in g:
        return ANSWERS_PART if is_part_of_a_page() else ANSWERS
    return PACKED_PART if is_part_of_a_page() else PACKED


@bp.after_request
def fill(response: Response) -> Response:
    """Give every page the one size. A way to another page has no body."""
    if response.status_code == 303 or response.direct_passthrough:
        return response
    plain = leave_out_the_frame(response).get_data()
    if request.accept_encodings.quality("gzip"):
        response.set_data(filled_gzip(plain, _usual()))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response.set_data(filled_plain(plain))
    response.headers["Vary"] = "Accept-Encoding"
    return response
