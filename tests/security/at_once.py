"""Two write transactions that meet, on a database that lets them."""

from collections.abc import Callable
from threading import Thread

from flask import Flask
from sqlalchemy.orm import Session

from webapp.storage import transaction


def at_once(app: Flask, first: Callable[[Session], None], second: Callable[[Session], None]) -> None:
    """The second runs into what the first has not yet committed."""
    faults: list[BaseException] = []

    def behind() -> None:
        try:
            with app.app_context(), transaction() as session:
                second(session)
        except BaseException as fault:  # noqa: BLE001 - told in the test's own thread
            faults.append(fault)

    with app.app_context():
        with transaction() as session:
            first(session)
            session.flush()
            thread = Thread(target=behind)
            thread.start()
            thread.join(0.5)
            assert thread.is_alive(), "the second did not wait"
        thread.join(15)
    assert faults == []
