"""The `flask ...` commands: parse, transaction, service."""

import click
from flask import Flask
from flask_migrate import upgrade


@click.command("prepare")
def prepare() -> None:
    """Bring the database up to date. Run once at every start, before web and worker."""
    upgrade()


def init_app(app: Flask) -> None:
    app.cli.add_command(prepare)
