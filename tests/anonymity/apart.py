"""One process of the service under attack, the web or the worker, which is told what time it is. Its words go where it was started to."""

import os
import socket
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, cast

import time_machine
from flask import Flask
from waitress.server import create_server

from tests.anonymity import leaky
from webapp import create_app, worker
from webapp.config import Settings

THREADS = 4
#: Time leaps here, so that no line is let go for having been still.
STILL = 10**9


def told(channel: socket.socket, clock: time_machine.Traveller) -> Iterator[str]:
    """Words of the test: each comes with the time it is now, and is answered when the caller has done it."""
    with channel.makefile("rw") as lines:
        for line in lines:
            moment, _, word = line.strip().partition(" ")
            clock.move_to(datetime.fromisoformat(moment))
            yield word
            lines.write("done\n")
            lines.flush()


class OnTime:
    """Each request says what time it is, which spares a word for every step."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], clock: time_machine.Traveller) -> None:
        self._inner, self._clock = inner, clock

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if moment := environ.pop("HTTP_X_MOMENT", None):
            self._clock.move_to(datetime.fromisoformat(moment))
        return self._inner(environ, start)


def serve(app: Flask, door: socket.socket, channel: socket.socket, clock: time_machine.Traveller) -> None:
    """The web, until it is ended from outside. It is ready when the first word is answered."""
    app.wsgi_app = OnTime(app.wsgi_app, clock)  # type: ignore[method-assign, assignment]
    usual: dict[str, Any] = {"threads": THREADS, "clear_untrusted_proxy_headers": True, "ident": "", "channel_timeout": STILL}
    server = create_server(app, sockets=[door], connection_limit=1000, **usual)
    threading.Thread(target=lambda: [None for _ in told(channel, clock)], daemon=True).start()
    server.run()


def main(what: str, channel: socket.socket, door: socket.socket) -> None:
    """`web`, `leaky-web` or `worker`, the socket on which it is told things, and the one visitors come in by."""
    with time_machine.travel(datetime.fromisoformat(os.environ["ATTACK_BEGINS"]), tick=False) as clock:
        app = create_app(Settings.from_environment())
        if what == "leaky-web":
            leaky.init_app(app)
        if what != "worker":
            serve(app, door, channel, cast(Any, clock))
        for word in told(channel, cast(Any, clock)):
            if word == "tick":
                worker.tick(app)


if __name__ == "__main__":
    main(sys.argv[1], *(socket.socket(fileno=int(handle)) for handle in sys.argv[2:4]))
