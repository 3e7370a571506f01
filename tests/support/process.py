"""The service as a process of its own, so that it can be killed."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.postgres import free_port

SERVE = "from waitress import serve; from wsgi import app; serve(app, host='127.0.0.1', port={port}, threads=8)"
TRIES = 600


class Process:
    """One running service. `kill()` is kill -9; `start()` begins again on the same data."""

    def __init__(self, data: Path, database_url: str) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = {
            **os.environ,
            "MELLANSTEG_DEMO": "1",
            "MELLANSTEG_DATA": str(data),
            "MELLANSTEG_DATABASE_URL": database_url,
            "MELLANSTEG_BASE_URL": self.url,
        }
        self._running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when the service answers."""
        command = [sys.executable, "-c", SERVE.format(port=self.port)]
        self._running = subprocess.Popen(command, env=self._environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(TRIES):
            if self._running.poll() is not None:
                raise AssertionError("The service did not start.")
            try:
                urllib.request.urlopen(f"{self.url}/hjalp-nu", timeout=5).close()
            except (urllib.error.URLError, ConnectionError):
                self._wait_a_little()
            else:
                return
        raise AssertionError("The service never answered.")

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._running and self._running.poll() is None:
            self._running.send_signal(signal.SIGKILL)
            self._running.wait()

    def _wait_a_little(self) -> None:
        if self._running:
            try:
                self._running.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                return


@contextmanager
def serving(data: Path, database_url: str) -> Iterator[Process]:
    """A started service, killed at the end whatever happens."""
    process = Process(data, database_url)
    process.start()
    try:
        yield process
    finally:
        process.kill()
