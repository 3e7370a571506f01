"""What the carriers write in the log, as an installation writes it."""

import pytest
from flask import Flask

from webapp import logs


@pytest.fixture
def logging() -> None:
    logs.init_app(Flask(__name__))
