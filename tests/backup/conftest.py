"""An installation with something in every table, and a folder for its copies."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from tests.backup.stock import filled
from tests.support.databases import Databases, Engine, settings_for
from webapp.config import Settings


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


@pytest.fixture
def settings(databases: Databases, engine: Engine, tmp_path: Path) -> Settings:
    """On a database of its own: these tests look at what lies beside it on the server."""
    return settings_for(databases.migrated(engine, tmp_path), tmp_path)
