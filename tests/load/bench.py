"""`make bench`: the chat page and an answered step beside a bare Flask page, from one run; a profile of the rest; queries as data grows."""

import cProfile
import os
import pstats
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

from flask import Flask
from sqlalchemy import event

from tests.load.drive import Run, Served, drive
from tests.load.grown import grow
from tests.people import some
from tests.support.databases import migrate, running, settings_for
from tests.support.known import comes_in
from tests.support.postgres import free_port
from tests.support.visit import Visit
from tests.support.wire import TALK, TOKEN, Wire
from webapp.storage import db, transaction

ROUNDS, PAGES = 5, 400
#: As in `docs/drift.md`, and as many as there are cores here: Python keeps one core busy for each process.
PROCESSES = 2
SMALLEST_SHARE, MOST_CPU_MS = 0.20, 8.0
PAGE = "/samtal/staircase/place"


def pages() -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports, bare_ports = ([free_port() for _ in range(PROCESSES)] for _ in range(2))
        url = f"http://127.0.0.1:{ports[0]}"
        settings = settings_for(f"sqlite:///{folder / 'db' / 'm.sqlite'}", folder, DEMO="1", BASE_URL=url)
        migrate(settings)
        app = stack.enter_context(running(settings))
        phone = _phone(app, url)
        ours = served(stack, "wsgi", {"MELLANSTEG_DEMO": "1", "MELLANSTEG_DATA": str(folder), "MELLANSTEG_BASE_URL": url,
                                             "MELLANSTEG_DATABASE_URL": settings.database_url}, ports)  # fmt: skip
        bare = served(stack, "tests.load.bare", {"BARE_DATABASE": _bare_database(folder)}, bare_ports)
        ask, answer = _requests(phone)
        runs: dict[str, list[Run]] = {"bare read": [], "chat page": [], "bare write": [], "answered step": []}
        for _ in range(ROUNDS):
            runs["bare read"].append(drive(bare, lambda _: get("/", ""), PAGES, expect=[200]))
            runs["chat page"].append(drive(ours, ask, PAGES, expect=[200]))
            runs["bare write"].append(drive(bare, lambda _: _post("/", "", "x=1"), PAGES, expect=[200]))
            runs["answered step"].append(drive(ours, answer, PAGES, expect=[303]))
        good = _report(runs)
        _profile(app, phone.cookies["mellansteg"])
        return _queries(app) and good


def _phone(app: Flask, url: str) -> Wire:
    with app.app_context(), transaction() as session:
        person = some.a_person(session, some.a_course(session, some.leader(session)).id).id
    return Wire(url, {"mellansteg": _cookie(app, url, person)})


def _cookie(app: Flask, url: str, person: UUID) -> str:
    cookie = comes_in(Visit(app, base_url=url), participant_id=person).client.get_cookie("mellansteg", domain="127.0.0.1")
    if cookie is None:
        raise SystemExit("No session.")
    return cookie.value


def served(stack: ExitStack, module: str, environment: dict[str, str], ports: Sequence[int]) -> Served:
    """The app of a module in one process for each port, as `docs/drift.md` says; a proxy would take turns between them."""
    return Served(ports, [_process(stack, module, environment, port) for port in ports])


def _process(stack: ExitStack, module: str, environment: dict[str, str], port: int) -> int:
    code = f"from waitress import serve; from {module} import app; serve(app, host='127.0.0.1', port={port}, threads=8)"
    process = stack.enter_context(
        subprocess.Popen(
            [sys.executable, "-c", code], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    )
    stack.callback(process.terminate)
    for _ in range(1200):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return process.pid
    raise SystemExit(f"{module} did not start.")


def _bare_database(folder: Path) -> str:
    path = folder / "bare.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table thing (id integer primary key, value integer)")
        connection.execute("insert into thing values (1, 0)")
    connection.close()
    return str(path)


def _requests(phone: Wire) -> tuple[Callable[[int], bytes], Callable[[int], bytes]]:
    """The page and the answer as bytes, with the cookies and the form this phone was given."""
    if phone.get(PAGE) != 200:
        raise SystemExit("The chat page does not open.")
    token, talk = TOKEN.search(phone.page), TALK.search(phone.page)
    if not token or not talk:
        raise SystemExit("The chat page has no form.")
    cookies = "; ".join(f"{name}={value}" for name, value in phone.cookies.items())
    form = {"csrf_token": token[1] or token[2], "talk": talk[1]}
    places = ("1", "1-2", "2", "2-3", "3")
    return lambda _: get(PAGE, cookies), lambda number: _post(PAGE, cookies, urlencode({**form, "answer": places[number % 5]}))


def get(path: str, cookies: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\nCookie: {cookies}\r\n\r\n".encode()


def _post(path: str, cookies: str, body: str) -> bytes:
    kind = "Content-Type: application/x-www-form-urlencoded"
    return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n{kind}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def _report(runs: dict[str, list[Run]]) -> bool:
    middle = {
        name: Run(*(statistics.median(getattr(run, field) for run in found) for field in ("per_second", "p95_ms", "cpu_ms")))
        for name, found in runs.items()
    }
    print(f"{'':16}{'pages/s':>10}{'p95 ms':>10}{'CPU ms':>10}   median of {ROUNDS} runs of {PAGES}, turn by turn")
    for name, run in middle.items():
        print(f"{name:16}{run.per_second:10.0f}{run.p95_ms:10.1f}{run.cpu_ms:10.2f}")
    good = True
    for name, bare in (("chat page", "bare read"), ("answered step", "bare write")):
        share, cpu = middle[name].per_second / middle[bare].per_second, middle[name].cpu_ms
        fine = share >= SMALLEST_SHARE and cpu <= MOST_CPU_MS
        verdict = "ok" if fine else "TOO SLOW"
        print(f"{name}: {share:.0%} of {bare} (bar {SMALLEST_SHARE:.0%}), {cpu:.2f} ms CPU (bar {MOST_CPU_MS:.0f}): {verdict}")
        good = good and fine
    return good


def _profile(app: Flask, cookie: str) -> None:
    """Where the time of a chat page goes, function by function."""
    client = app.test_client()
    client.set_cookie("mellansteg", cookie, domain="localhost")
    client.get(PAGE)
    profile = cProfile.Profile()
    profile.enable()
    for _ in range(100):
        client.get(PAGE, headers={"Accept-Encoding": "gzip"})
    profile.disable()
    pstats.Stats(profile, stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(18)


def _queries(app: Flask) -> bool:
    """How many questions each page asks the database, with few people and with ten thousand."""
    asked: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    few = grow(app, 1)
    counts = {1: _count(app, few.pages, asked)}
    many = grow(app, 10_000)
    counts[10_000] = _count(app, many.pages, asked)
    print(f"{'questions to the database':40}{'1':>8}{'10 000':>8}")
    for name in counts[1]:
        print(f"{name:40}{counts[1][name]:8}{counts[10_000][name]:8}")
    return counts[1] == counts[10_000]


def _count(app: Flask, pages: dict[str, tuple[Visit, str]], asked: list[str]) -> dict[str, int]:
    found = {}
    for name, (visit, path) in pages.items():
        visit.get(path)
        asked.clear()
        visit.get(path)
        found[name] = len([one for one in asked if not one.startswith(("BEGIN", "PRAGMA", "COMMIT"))])
    return found
