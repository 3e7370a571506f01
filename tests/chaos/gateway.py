"""A gateway for text messages that behaves badly: each phone number has its own way, the same every time."""

import os
import random
import socket
import struct
import threading
import time
from collections.abc import Callable
from enum import Enum
from urllib.parse import parse_qs

#: Seconds before it listens at all, so that the first are refused.
SHUT = 0.4
SLOW = 0.25
#: Longer than the carrier waits.
ENDLESS = 0.9
#: When it reports, after the message: the second says the same again.
REPORTS = (0.3, 0.6)
YES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class Way(Enum):
    """How a message to one number is met."""

    GOOD = "good"
    SLOW = "slow"
    TWICE = "answers twice"
    RESET = "resets"
    HANGS = "answers too late"
    BROKEN = "answers 500"
    WRONG = "answers 400"
    BUSY = "answers 429 the first time"

    @property
    def breaks(self) -> bool:
        """After these nobody can know whether it was taken."""
        return self in {Way.RESET, Way.HANGS, Way.BROKEN}

    @property
    def comes_through(self) -> bool:
        """The message was taken, whatever was answered."""
        return self not in {Way.BROKEN, Way.WRONG}


WEIGHTS = {Way.GOOD: 50, Way.SLOW: 20, Way.TWICE: 6, Way.RESET: 5, Way.HANGS: 3, Way.BROKEN: 5, Way.WRONG: 6, Way.BUSY: 5}


def way_of(number: str, seed: int) -> Way:
    return random.Random(f"{seed} {number}").choices(list(WEIGHTS), list(WEIGHTS.values()))[0]


def reports_on(number: str, seed: int) -> bool:
    """Every other message that came through, and never at once."""
    return way_of(number, seed).comes_through and random.Random(f"report {seed} {number}").random() < 1 / 2


class Gateway:
    """Says `call <number>` for every whole request, and `report <address>` when it reports there. To be run in a process of its own."""

    def __init__(self, listener: socket.socket, say: Callable[[str], None], seed: int) -> None:
        self._listener, self._say, self._seed = listener, say, seed
        self._busy: set[str] = set()

    def run(self) -> None:
        """Until the process ends."""
        time.sleep(SHUT)
        self._listener.listen(64)
        while True:
            threading.Thread(target=self._meet, args=[self._listener.accept()[0]], daemon=True).start()

    def _meet(self, line: socket.socket) -> None:
        with line:
            asked = _form_in(line)
            if asked is None:
                return
            number = asked["to"][0]
            way = way_of(number, self._seed)
            if way is Way.BUSY and number not in self._busy:
                self._busy.add(number)
                line.sendall(_status(429))
                return
            self._say(f"call {number}")
            if reports_on(number, self._seed):
                for seconds in REPORTS:
                    threading.Timer(seconds, self._say, [f"report {asked['whendelivered'][0]}"]).start()
            self._answer(line, way)

    def _answer(self, line: socket.socket, way: Way) -> None:
        if way is Way.RESET:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return
        time.sleep({Way.SLOW: SLOW, Way.HANGS: ENDLESS}.get(way, 0))
        answers = {Way.BROKEN: _status(500), Way.WRONG: _status(400), Way.TWICE: YES * 2}
        try:
            line.sendall(answers.get(way, YES))
        except OSError:
            return


def _status(number: int) -> bytes:
    return f"HTTP/1.1 {number} X\r\nContent-Length: 0\r\n\r\n".encode()


def _form_in(line: socket.socket) -> dict[str, list[str]] | None:
    """What was asked, once the whole request is here. None when it was cut off."""
    read = b""
    while True:
        head, found, body = read.partition(b"\r\n\r\n")
        length = next((int(one.split(b":")[1]) for one in head.lower().split(b"\r\n") if one.startswith(b"content-length:")), 0)
        if found and len(body) >= length:
            return parse_qs(body.decode())
        try:
            more = line.recv(65536)
        except OSError:
            return None
        if not more:
            return None
        read += more


def say_into(pipe: int) -> Callable[[str], None]:
    """Lines into a pipe, each whole."""

    def say(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    return say
