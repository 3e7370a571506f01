"""The web server as docs/drift.md says to start it, behind a proxy: it knows each visitor's address, and that she came over https."""

import os
import re
import shlex
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from flask import request

from tests.support.databases import BASE_URL, running, settings_for
from tests.support.postgres import free_port

ROOT = Path(__file__).parents[2]
#: The service, with a first page that says what it knows of the visitor.
SEEN = """
from flask import request
from wsgi import app

app.before_request_funcs.setdefault(None, []).insert(0, lambda: f"{request.remote_addr} {request.scheme}")
"""


def documented(port: int) -> list[str]:
    """The command, on another port and with the first page."""
    [line] = re.findall(r"^ *ExecStart=\S*/(waitress-serve .*)$", (ROOT / "docs" / "drift.md").read_text(), re.MULTILINE)
    words = shlex.split(line.replace("127.0.0.1:8000", f"127.0.0.1:{port}").replace("wsgi:app", "seen:app"))
    return [str(Path(sys.executable).with_name(words[0])), *words[1:]]


def answer(server: subprocess.Popen[bytes], port: int, **headers: str) -> str:
    """What it says to a visitor, as soon as it says anything."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/", headers=headers)
    for _ in range(200):
        assert server.poll() is None, "it did not start"
        try:
            with urllib.request.urlopen(asked, timeout=5) as said:
                return str(said.read().decode())
        except (urllib.error.URLError, ConnectionError):
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError("it never answered")


@pytest.mark.parametrize(("base_url", "seen"), [(BASE_URL, "192.0.2.8 https"), ("http://127.0.0.1:8000", "127.0.0.1 http")])
def test_another_server_believes_the_nearest_proxy_alone_and_only_behind_https(tmp_path: Path, base_url: str, seen: str) -> None:
    """Waitress has done it already. Without https there is no proxy, and whoever comes could say anything."""
    with running(settings_for(f"sqlite:///{tmp_path}/db/a.sqlite", tmp_path, BASE_URL=base_url)) as app:
        app.before_request_funcs.setdefault(None, []).insert(0, lambda: f"{request.remote_addr} {request.scheme}")
        headers = {"X-Forwarded-For": "203.0.113.9, 192.0.2.8", "X-Forwarded-Proto": "https"}
        assert app.test_client().get("/", headers=headers).text == seen


def test_the_documented_command_knows_who_comes_and_how(tmp_path: Path) -> None:
    (tmp_path / "seen.py").write_text(SEEN)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MELLANSTEG_")}
    own = {"MELLANSTEG_DATA": str(tmp_path / "data"), "MELLANSTEG_BASE_URL": "https://mellansteg.example"}
    port = free_port()
    server = subprocess.Popen(
        documented(port),
        cwd=ROOT,
        env={**kept, **own, "PYTHONPATH": f"{tmp_path}:{ROOT}"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        visitor = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https"}
        assert answer(server, port, **visitor) == "192.0.2.7 https"
        assert answer(server, port, **visitor | {"X-Forwarded-For": "203.0.113.9, 192.0.2.8"}) == "192.0.2.8 https"
    finally:
        server.terminate()
        server.wait()
