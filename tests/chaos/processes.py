"""Processes that are killed and paused: workers that tick all the time, and the gateway."""

import os
import select
import socket
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import time_machine
from flask import Flask

from tests.chaos.gateway import Gateway, say_into
from tests.support.forked import Forked
from webapp.config.carriers import TextGateway
from webapp.messages import carriers, sending
from webapp.messages.carriers import sms
from webapp.worker import tick

#: What takes minutes otherwise.
LEASE, FIRST_WAIT = timedelta(seconds=1.2), timedelta(seconds=0.3)
PATIENCE = 0.6
REST = 0.02


class Line:
    """What the gateway says, line by line."""

    def __init__(self, seed: int) -> None:
        self._read, write = os.pipe()
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
            self.gateway = Forked(Gateway(listener, say_into(write), seed).run)
        os.close(write)
        self._rest = b""

    def heard(self, patience: float) -> Iterator[list[str]]:
        """Wait so many seconds at most, and hand out what came, split into words."""
        if not select.select([self._read], [], [], patience)[0]:
            return
        *lines, self._rest = (self._rest + os.read(self._read, 65536)).split(b"\n")
        yield from (line.decode().split() for line in lines)

    def wait(self, seconds: float) -> None:
        """Until the gateway says something more, but no longer than this."""
        select.select([self._read], [], [], seconds)

    def close(self) -> None:
        self.gateway.kill()
        os.close(self._read)


def work(app: Flask, url: str, now: datetime) -> None:
    """One worker: ticks for as long as it lives. It must not have a connection of the process that it was made from."""
    sending.LEASE, sending.FIRST_WAIT = LEASE, FIRST_WAIT
    sms.TIMEOUT = (PATIENCE, PATIENCE)
    carriers.carrier = lambda: partial(sms.carry, TextGateway(url, "Mellansteg", "us", "password"))
    with time_machine.travel(now, tick=True):
        while True:
            tick(app)
            with suppress(InterruptedError):
                select.select([], [], [], REST)
