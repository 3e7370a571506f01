"""An installation with people in it, made once and copied for every test that needs one."""

from pathlib import Path

import pytest

from tests.support.databases import migrate, settings_for


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`db/` and `keys/` of the demo. Copies open with the same keys."""
    folder = tmp_path_factory.mktemp("demo")
    migrate(settings_for(f"sqlite:///{folder / 'db' / 'mellansteg.sqlite'}", folder, DEMO="1", BASE_URL="http://127.0.0.1:8000"))
    return folder
