"""A mail server that takes everything and keeps nothing, in a process of its own."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.support.forked import Forked


class Takes:
    """Every message."""

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 - the library's name
        return "250 OK"


@contextmanager
def sink() -> Iterator[int]:
    """Its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        port = int(listener.getsockname()[1])
        process = Forked(lambda: asyncio.run(_serve(listener)))
    try:
        yield port
    finally:
        process.kill()


async def _serve(listener: socket.socket) -> None:
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Takes(), hostname="sink"), sock=listener)
    await server.serve_forever()
