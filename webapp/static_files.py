"""The stylesheets, the script and the drawings: read and compressed once in a process, addressed by their own hash, kept for ever.

A handful of small files; a static server with a build step would be more to keep than these lines.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import brotli
from flask import Blueprint, Flask, Response, abort, current_app, request

from webapp.ground.parties import Door
from webapp.security.access import allow

#: What stands between quotes is said to somebody, and stays as it is.
_QUOTED = r"""\"[^"]*\"|'[^']*'"""
FOLDER = Path(__file__).parent / "static"
bp = Blueprint("files", __name__)


@dataclass(frozen=True, slots=True)
class StaticFile:
    address: str
    kind: str
    plain: bytes
    #: What a browser may ask for -> the file packed so, the smallest first.
    packed: dict[str, bytes]


def _read(path: Path) -> StaticFile:
    plain = _unspaced(path.read_text("utf-8")).encode() if path.suffix == ".css" else path.read_bytes()
    mark = hashlib.sha256(plain).hexdigest()[:8]
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(
        f"{path.stem}.{mark}{path.suffix}", kind, plain, {"br": brotli.compress(plain), "gzip": gzip.compress(plain, 9, mtime=0)}
    )


def _unspaced(style: str) -> str:
    """A stylesheet without its comments and the space that only we read. What stands in quotes is left alone."""
    said = re.sub(rf"({_QUOTED})|/\*.*?\*/", r"\1", style, flags=re.DOTALL)
    parts = re.split(f"({_QUOTED})", said)
    parts[::2] = [_packed(part) for part in parts[::2]]
    return "".join(parts).strip()


def _packed(rules: str) -> str:
    return re.sub(r" ?([{};]) ?|([:,]) ", r"\1\2", re.sub(r"\s+", " ", rules)).replace(";}", "}")


@bp.get("/s/<name>")
@allow(Door.OPEN)
def show(name: str) -> Response:
    file: StaticFile | None = current_app.extensions["static_files"].get(name)
    if file is None:
        abort(404)
    packing = next((name for name in file.packed if request.accept_encodings[name]), None)
    response = Response(file.packed[packing] if packing else file.plain, content_type=file.kind)
    if packing:
        response.headers["Content-Encoding"] = packing
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@cache
def _files() -> dict[str, StaticFile]:
    return {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


def init_app(app: Flask) -> None:
    """`static_file('mellansteg.css')` in a template gives the address."""
    files = _files()
    app.extensions["static_files"] = {file.address: file for file in files.values()}
    app.jinja_env.globals["static_file"] = lambda name: f"/s/{files[name].address}"
    app.register_blueprint(bp)
