"""The stylesheet, the script and the drawings: read and compressed once at start, addressed by their own hash, kept for ever.

A handful of small files; a static server with a build step would be more to keep than these lines.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, current_app, request

from webapp.ground.parties import Door
from webapp.security.access import allow

FOLDER = Path(__file__).parent / "static"
bp = Blueprint("files", __name__)


@dataclass(frozen=True, slots=True)
class StaticFile:
    address: str
    kind: str
    plain: bytes
    packed: bytes


def _read(path: Path) -> StaticFile:
    plain = path.read_bytes()
    mark = hashlib.sha256(plain).hexdigest()[:8]
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return StaticFile(f"{path.stem}.{mark}{path.suffix}", kind, plain, gzip.compress(plain, 9, mtime=0))


@bp.get("/s/<name>")
@allow(Door.OPEN)
def show(name: str) -> Response:
    file: StaticFile | None = current_app.extensions["static_files"].get(name)
    if file is None:
        abort(404)
    packed = "gzip" in request.headers.get("Accept-Encoding", "") and len(file.packed) < len(file.plain)
    response = Response(file.packed if packed else file.plain, content_type=file.kind)
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def init_app(app: Flask) -> None:
    """Read the folder. `static_file('mellansteg.css')` in a template gives the address."""
    files = {path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
    app.extensions["static_files"] = {file.address: file for file in files.values()}
    app.jinja_env.globals["static_file"] = lambda name: f"/s/{files[name].address}"
    app.register_blueprint(bp)
