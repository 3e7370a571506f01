"""No test speaks to anybody outside this machine."""

import sys

LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}


class Outside(AssertionError):
    """A test tried to reach another machine."""


def _listen(event: str, arguments: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.sendto"}:
        _refuse_outside(arguments[1])
    elif event == "socket.getaddrinfo":
        _refuse_outside((arguments[0],))


def _refuse_outside(address: object) -> None:
    if isinstance(address, tuple) and address[0] is not None:
        host = address[0].decode() if isinstance(address[0], bytes) else str(address[0])
        if host not in LOOPBACK:
            raise Outside(f"A test tried to reach {host}.")


def shut() -> None:
    """Refuse every address but the loopback, until the process ends."""
    sys.addaudithook(_listen)
