"""Pages take turns inside one process.

Python runs one thread at a time anyhow, and threads that change places in the middle of pages spend a third of the time on changing
places. A page that waits for something outside, as a slow carrier, holds nobody up for long: the next goes in beside it.
"""

import threading
from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Seconds to wait for the page before. A page takes a few thousandths; one that has taken this long is waiting for something.
PATIENCE = 0.05


class Turns:
    """A WSGI application whose requests come one after the other, as long as none of them waits."""

    def __init__(self, app: WSGIApplication, patience: float = PATIENCE) -> None:
        self._app, self._patience = app, patience
        self._turn = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        mine = self._turn.acquire(timeout=self._patience)
        try:
            return self._app(environ, start_response)
        finally:
            if mine:
                self._turn.release()
