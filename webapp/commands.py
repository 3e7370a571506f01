"""The `flask ...` commands: parse, transaction, service."""

from typing import cast

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from webapp import worker


@click.command("prepare")
def prepare() -> None:
    """Bring the database up to date. Run once at every start, before web and worker."""
    upgrade()


@click.command("worker")
def run_worker() -> None:
    """Send what is due and forget what is over, every minute, until told to stop."""
    worker.run(cast(Flask, current_app._get_current_object()))  # type: ignore[attr-defined]  # noqa: SLF001 - the scheduler needs the app


def init_app(app: Flask) -> None:
    app.cli.add_command(prepare)
    app.cli.add_command(run_worker)
