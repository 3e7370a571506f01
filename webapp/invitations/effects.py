"""What goes on after the answer is decided, so that the answer takes as long whether we know the address or not."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import cast
from uuid import UUID

from flask import Flask, current_app

from webapp.invitations import service
from webapp.logs import log
from webapp.messages import service as messages
from webapp.storage import transaction

AFTERWARDS = "afterwards"


def prepare(app: Flask) -> None:
    """One thread is enough: the worker takes up what it does not reach."""
    app.extensions[AFTERWARDS] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=AFTERWARDS)


def answer_soon(request_id: UUID, *, at: datetime) -> None:
    """Answer a committed request for a link, behind the visitor's back."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's way to hand the app to a thread
    cast(ThreadPoolExecutor, app.extensions[AFTERWARDS]).submit(_answer_in, app, request_id, at)


def answer(request_id: UUID, *, at: datetime) -> None:
    """Answer a committed request for a link."""
    with transaction() as session:
        sent = service.answer(session, request_id, at=at)
    for message_id in sent:
        messages.send_now(message_id, at=at)


def _answer_in(app: Flask, request_id: UUID, at: datetime) -> None:
    with app.app_context():
        try:
            answer(request_id, at=at)
        except Exception as fault:  # noqa: BLE001 - nobody waits for this thread; the worker tries again
            log.error("link request", exc_info=fault)
