"""A process made from this one, to be killed, paused or waited for."""

import os
import signal
import time
from collections.abc import Callable


class Forked:
    """A process of its own, made from this one."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.pid = os.fork()
        if self.pid:
            return
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            for stream in (1, 2):
                os.dup2(silence, stream)
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, nothing of the process it was made from may go on in this one
            os._exit(1)
        os._exit(0)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def paused(self, seconds: float) -> "Forked":
        """Stand still for so long. What comes back is whoever wakes it, since we may be waiting for it ourselves."""
        self.signal(signal.SIGSTOP)

        def wake() -> None:
            time.sleep(seconds)
            self.signal(signal.SIGCONT)

        return Forked(wake)

    def is_over(self) -> bool:
        """Whether it has ended by itself."""
        return os.waitpid(self.pid, os.WNOHANG)[0] == self.pid

    def ends(self) -> bool:
        """Wait for it. Whether it ended well."""
        return os.waitpid(self.pid, 0)[1] == 0

    def kill(self) -> None:
        """As a power cut would, also when it is paused. Returns when it is gone."""
        self.signal(signal.SIGKILL)
        os.waitpid(self.pid, 0)
