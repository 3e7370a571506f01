"""A gateway for text messages on this machine, that answers as it is told to."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl


@dataclass
class Gateway:
    """What it was asked, and what it does next: a status, `reset`, `silent`, or `twice`."""

    does: int | str = 200
    asked: list[dict[str, str]] = field(default_factory=list)
    signed: list[str] = field(default_factory=list)
    #: Done before it answers, as a report that comes early.
    first: Callable[[dict[str, str]], None] | None = None
    port: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/a1/sms"


class _Handler(BaseHTTPRequestHandler):
    gateway: Gateway

    def do_POST(self) -> None:
        gateway = self.gateway
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        gateway.asked.append(dict(parse_qsl(body, strict_parsing=True)))
        gateway.signed.append(self.headers["Authorization"])
        if gateway.first:
            gateway.first(gateway.asked[-1])
        if gateway.does == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
        elif gateway.does == "silent":
            gateway.over.wait(10)
        else:
            for _ in range(2 if gateway.does == "twice" else 1):
                self._answer(gateway.does if isinstance(gateway.does, int) else 200)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", f"{self.gateway.url}/elsewhere")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        """Silent, as tests are."""


@contextmanager
def a_gateway(papers: ssl.SSLContext | None = None) -> Iterator[Gateway]:
    """The gateway, until the block ends; over a closed line when it has papers."""
    gateway = Gateway()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"gateway": gateway}))
    gateway.port = server.server_address[1]
    if papers:
        server.socket = papers.wrap_socket(server.socket, server_side=True)
    loop = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    loop.start()
    try:
        yield gateway
    finally:
        gateway.over.set()
        server.shutdown()
        server.server_close()
        loop.join()
