"""Rules for every test: warnings are errors, nobody reaches outside this machine, and in CI nothing is skipped."""

import os

import pytest

from tests.support import network
from tests.support.databases import ENGINES

pytest_plugins = ["tests.support.fixtures", "tests.support.seeded"]

_skipped: list[str] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql", "both"), default="sqlite", help="what tests stand on that do not say")
    parser.addoption("--shots", default=None, metavar="FOLDER", help="keep pictures of the pages that browser tests look at")
    parser.addoption("--whole", action="store_true", help="every state in every language at every size (`make gate`)")
    parser.addoption("--groups", type=int, default=None, metavar="N", help="how many groups the attack on the survey plays (`make attack`)")
    parser.addoption("--storm", type=int, default=None, metavar="N", help="how many messages the kill test sends (`make chaos`)")
    parser.addoption("--rewrite", action="store_true", help="write snapshots anew instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    network.shut()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """With `--database both`, as `make test` says, everything that touches a database does so on SQLite and on PostgreSQL."""
    says_itself = any("engine" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize"))
    if "engine" in metafunc.fixturenames and not says_itself:
        chosen = metafunc.config.getoption("--database")
        metafunc.parametrize("engine", ENGINES if chosen == "both" else (chosen,), indirect=True)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test proves nothing, so in CI it counts as a failure."""
    if _skipped and os.environ.get("CI") == "true":
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _skipped and os.environ.get("CI") == "true":
        terminalreporter.write_line(f"Skipped in CI, which counts as failed: {', '.join(_skipped)}", red=True)
