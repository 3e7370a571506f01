"""Which rooms there are: the one place that knows them all."""

from flask import Flask

from webapp import models
from webapp.people import queries as people


def register_rooms(app: Flask) -> None:
    """Open every room's doors."""
    app.extensions["tables"] = models.ALL
    app.extensions["identify"] = people.identify
