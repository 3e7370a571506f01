"""Pages take turns inside a process, and one that waits for something outside holds nobody up."""

import threading
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

from webapp.turns import Turns

LONG, SHORT = 20.0, 0.2


class Meeting:
    """A page that waits for another to come in while it is there itself."""

    def __init__(self, patience: float) -> None:
        self.met: list[bool] = []
        self._patience = patience
        self._both = threading.Barrier(2)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            self._both.wait(self._patience)
        except threading.BrokenBarrierError:
            self._both.reset()
            self.met.append(False)
        else:
            self.met.append(True)
        return []


@pytest.mark.parametrize(("patience", "met"), [(LONG, False), (0.0, True)], ids=["in turn", "beside one that waits"])
def test_two_pages(patience: float, met: bool) -> None:
    page = Meeting(LONG if met else SHORT)
    turns = Turns(page, patience)
    with ThreadPoolExecutor(2) as phones:
        list(phones.map(lambda _: turns({}, lambda *_: lambda _: None), range(2)))
    assert page.met == [met, met]


def test_a_page_that_breaks_gives_its_turn_back() -> None:
    def breaks(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        raise OSError("broken")

    turns = Turns(breaks, LONG)
    for _ in range(2):
        with pytest.raises(OSError, match="broken"):
            turns({}, lambda *_: lambda _: None)
    assert turns._turn.acquire(blocking=False)
