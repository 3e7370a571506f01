"""The office that tests of sign-in happen in."""

import pytest
from flask import Flask

from tests.sign_in.offices import Office, office


@pytest.fixture
def at_work(app: Flask) -> Office:
    return office(app)
