"""An installation with something in every table, and a folder for its copies."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from tests.backup.stock import filled


@dataclass(frozen=True)
class Installation:
    """The running app, the person in the middle of it, and where copies go."""

    app: Flask
    person: UUID
    shelf: Path

    def newest(self) -> Path:
        return max(self.shelf.glob("*.backup"))


@pytest.fixture
def here(app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(app, filled(app), tmp_path_factory.mktemp("shelf"))
