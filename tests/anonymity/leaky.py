"""The same service as careless people would have built it: for the attack to catch.

Two tables, two access logs. The fourth leak, a copied private key, is laid beside them by `house`. All stand in places of their own whose
names begin with `control`, so that a finding says where it comes from; what reads and scores them knows nothing about that.
"""

import io
import json
import re
import secrets
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from flask import Flask
from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Uuid, insert
from sqlalchemy.orm import Session

from webapp.chat import effects
from webapp.course_survey.values import FLOWS
from webapp.flows.engine import library
from webapp.invitations.service import Handed
from webapp.storage import db
from webapp.surveys.engine.questions import Scale

MOST = 6
#: Added to every answer, because SQLite keeps 0 and 1 in fewer bytes, and a leak in one place must not be seen in another.
TEN = 10
METADATA = MetaData()


def _answers() -> list[Column[Any]]:
    return [Column(f"a{number}", Integer, nullable=False) for number in range(1, MOST + 1)]


#: Each answer beside the ballot it came with.
NAIVE = Table("control_naive", METADATA, Column("number", Integer, primary_key=True), Column("ballot_id", Uuid), *_answers())
#: Answers without a person, in the transaction that spends the ballot.
SAME = Table("control_same_transaction", METADATA, Column("id", LargeBinary, primary_key=True), *_answers())
#: What a web server usually writes: whose phone, which page, how long. Of our pages, and of a service whose pages are not filled and whose
#: forms post the words of an answer instead of a sign.
ANSWER = re.compile(rb"answer=(\d)")
UNFILLED, FILLED = "control-access/access.log", "observer-access/access.log"
#: The private keys of boxes as somebody copied them.
STOLEN = "control-stolen-keys"


def prepare() -> None:
    """Make the tables, before any process of the service is there."""
    METADATA.create_all(db.engine)


def init_app(app: Flask) -> None:
    """Make the web leak."""
    send = effects.send
    vars(effects)["send"] = lambda *said: _send(send, *said)
    app.wsgi_app = AccessLog(app.wsgi_app, app.extensions["settings"].messages_dir.parent)  # type: ignore[method-assign, assignment]


def _send(
    send: Callable[..., None], session: Session, handed: Handed, round_id: UUID, questions: Sequence[str], answers: Mapping[str, str]
) -> None:
    send(session, handed, round_id, questions, answers)
    written = [TEN + int(answers.get(question, "0")) for question in questions] + [TEN] * (MOST - len(questions))
    columns = {f"a{number}": answer for number, answer in enumerate(written, 1)}
    session.execute(insert(NAIVE).values(ballot_id=handed.ballot_id, **columns))
    session.execute(insert(SAME).values(id=secrets.token_bytes(16), **columns))


class AccessLog:
    """Writes a line for each request, outside everything else."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], folder: Path) -> None:
        self._inner = inner
        paths = [folder / name for name in (UNFILLED, FILLED)]
        for path in paths:
            path.parent.mkdir(exist_ok=True)
        self._unfilled, self._filled = (path.open("a", buffering=1) for path in paths)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        posted = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(posted)
        heads: list[tuple[str, str]] = []

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            heads.extend(headers)
            return start(status, headers, *more)

        answer = self._inner(environ, begin)
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        head = sum(len(name) + len(value) + 4 for name, value in heads)
        self._write(self._filled, environ, len(posted), head + len(body))
        self._write(self._unfilled, environ, len(in_words(posted, environ["PATH_INFO"])), len(unfilled(body)))
        return [body]

    def _write(self, file: Any, environ: Mapping[str, Any], sent: int, length: int) -> None:
        asked = {"remote": environ["REMOTE_ADDR"], "method": environ["REQUEST_METHOD"], "path": environ["PATH_INFO"]}
        file.write(json.dumps({**asked, "sent": sent, "length": length}) + "\n")


def in_words(posted: bytes, path: str) -> bytes:
    """A form as it would be posted if the words of the answer were its value."""
    words = _words().get(path.rpartition("/")[2], {})
    return ANSWER.sub(lambda found: b"answer=" + words.get(found[1].decode(), "").encode(), posted)


@cache
def _words() -> dict[str, dict[str, str]]:
    asks = [ask for flow in FLOWS.values() for ask in library.shipped().get(flow).asks if isinstance(ask.question, Scale)]
    return {ask.key: {one.key: one.text.text for one in cast(Scale, ask.question).options} for ask in asks}


def unfilled(body: bytes) -> bytes:
    """A page as it would go out if nobody had thought of its size."""
    return (zlib.decompress(body, 31) if body[:2] == b"\x1f\x8b" else body).rstrip()
