"""`make bench`, second part: completed surveys beside a bare walk of the same pages, and the first page as answers gather."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

from flask import Flask

from tests.course_survey.classroom import QUESTIONS_A, stock_keys
from tests.load.bench import PROCESSES, get, served
from tests.load.drive import Served, drive
from tests.load.surveys import STEPS, completed_a_second
from tests.people import some
from tests.support.databases import migrate, running, settings_for
from tests.support.postgres import free_port
from webapp.course_survey import service
from webapp.course_survey.values import Part
from webapp.ground import clock
from webapp.invitations import service as invitations
from webapp.invitations import tokens
from webapp.storage import transaction

ROUNDS, EACH, CLIENTS = 3, 96, (8, 32)
SMALLEST_SHARE, FEWEST = 0.25, 20.0
STORED = 10_000
#: The first page may take this much longer with all those answers stored: what two runs of the same thing differ by here.
NOISE = 1.15


def survey_course(app: Flask, people: int) -> tuple[UUID, list[str]]:
    """A course of so many people whose round is open: the round, and everybody's link."""
    stock_keys(app)
    with app.app_context(), transaction() as session:
        course = some.a_course(session, some.leader(session))
        everybody = some.people(session, course.id, people)
        links = [tokens.token_of(invitations.link_for(session, person.id, at=clock.now()).id) for person in everybody]
        row = invitations.open_survey(session, course.id, Part.A, at=clock.now())
        return row.id, [f"/m/{link}" for link in links]


def main() -> bool:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        ports, bare_ports = ([free_port() for _ in range(PROCESSES)] for _ in range(2))
        url = f"http://127.0.0.1:{ports[0]}"
        settings = settings_for(f"sqlite:///{folder / 'db' / 'm.sqlite'}", folder, DEMO="1", BASE_URL=url)
        migrate(settings)
        app = stack.enter_context(running(settings))
        round_id, links = survey_course(app, ROUNDS * EACH * len(CLIENTS))
        environment = {"MELLANSTEG_DEMO": "1", "MELLANSTEG_DATA": str(folder), "MELLANSTEG_BASE_URL": url}
        ours = served(stack, "wsgi", {**environment, "MELLANSTEG_DATABASE_URL": settings.database_url}, ports)
        walked = {"BARE_DATABASE": str(folder / "bare.sqlite"), "BARE_STEPS": " ".join(STEPS)}
        bare = served(stack, "tests.load.bare_survey", walked, bare_ports)
        good = _surveys(ours, bare, iter(links))
        return _first_page(app, ours, round_id) and good


def _surveys(ours_at: Served, bare_at: Served, links: Iterator[str]) -> bool:
    good = True
    print(f"\n{'surveys/s':16}{'ours':>10}{'bare':>10}{'share':>10}   median of {ROUNDS} runs of {EACH}, turn by turn")
    for clients in CLIENTS:
        runs = []
        for _ in range(ROUNDS):
            batch = [next(links) for _ in range(EACH)]
            runs.append((completed_a_second(ours_at, batch, clients), completed_a_second(bare_at, batch, clients)))
        ours, bare = (statistics.median(run[side] for run in runs) for side in (0, 1))
        fine = ours / bare >= SMALLEST_SHARE and (clients != CLIENTS[0] or ours >= FEWEST)
        verdict = "ok" if fine else f"TOO SLOW (bars {SMALLEST_SHARE:.0%}, {FEWEST:.0f}/s with {CLIENTS[0]})"
        print(f"{f'{clients} clients':16}{ours:10.1f}{bare:10.1f}{ours / bare:10.0%}   {verdict}")
        good = good and fine
    return good


def _first_page(app: Flask, answering: Served, round_id: UUID) -> bool:
    """CPU of the page before the first question, now and with ten thousand more answers in the box."""
    before = _cpu(answering)
    with app.app_context(), transaction() as session:
        service.append(session, round_id, QUESTIONS_A, [dict.fromkeys(QUESTIONS_A, "4")] * STORED)
    after = _cpu(answering)
    fine = after <= before * NOISE
    print(f"first page: {before:.2f} ms CPU with few answers, {after:.2f} with {STORED} more: {'ok' if fine else 'IT GROWS'}")
    return fine


def _cpu(answering: Served) -> float:
    return statistics.median(drive(answering, lambda _: get("/enkat", ""), 400, expect=[200]).cpu_ms for _ in range(5))
