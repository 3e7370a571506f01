"""The service on a port of this machine, for browsers."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import TcpWSGIServer, create_server

from tests.support.databases import running, settings_for
from tests.support.postgres import free_port

THREADS = 4


@dataclass(frozen=True)
class Live:
    """A running service: its address, the app behind it, and its folder."""

    url: str
    app: Flask
    data: Path


@contextmanager
def serve(template: Path, data: Path, *, host: str = "127.0.0.1", **more: str) -> Iterator[Live]:
    """A copy of the installation in `template` (its `db/` and `keys/`), served by waitress until the block ends."""
    shutil.copytree(template, data, dirs_exist_ok=True)
    port = free_port()
    url = f"http://{host}:{port}"
    settings = settings_for(f"sqlite:///{data / 'db' / 'mellansteg.sqlite'}", data, BASE_URL=url, DEMO="1", **more)
    with running(settings) as app:
        server = create_server(app, host="127.0.0.1", port=port, threads=THREADS, clear_untrusted_proxy_headers=True, ident="")
        assert isinstance(server, TcpWSGIServer)
        loop = threading.Thread(target=server.run, daemon=True)
        loop.start()
        try:
            yield Live(url, app, data)
        finally:
            # The loop ends when nothing is left to listen to; it is told so in its own thread.
            inside: Any = server
            inside.trigger.pull_trigger(lambda: wasyncore.close_all(inside._map))
            loop.join(timeout=10)
            server.task_dispatcher.shutdown()
            assert not loop.is_alive(), "The server did not stop."
