"""What is broken stops the start, with a sentence that names file and line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The service as it would be installed, to break."""
    for name in ("webapp", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "wsgi.py", tmp_path)
    return tmp_path


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MELLANSTEG_")}
    return subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=folder,
        env={**kept, "MELLANSTEG_DATA": str(folder / "data"), "PYTHONPATH": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def change(path: Path, before: str, after: str) -> int:
    """Replace a text once; the line it stood on."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    return text[: text.index(before)].count("\n") + 1


def test_whole_it_starts(copy: Path) -> None:
    done = start(copy)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_flow_names_file_and_line(copy: Path) -> None:
    line = change(copy / "webapp" / "flows" / "staircase.yaml", "effect: staircase.place", "efect: staircase.place")
    done = start(copy)
    assert done.returncode == 1
    assert f"staircase.yaml:{line}" in done.stderr.replace(", line ", ":")
    assert "Traceback" not in done.stderr


def test_a_broken_catalogue_names_file_and_line(copy: Path) -> None:
    path = copy / "translations" / "en" / "LC_MESSAGES" / "messages.po"
    line = change(path, '\nmsgid "', "\nmsgid ")
    done = start(copy)
    assert done.returncode == 1
    assert "messages.po" in done.stderr
    assert any(str(line + near) in done.stderr for near in (0, 1, 2))
    assert "Traceback" not in done.stderr


def test_a_broken_rule_for_reminders_names_file_and_line(copy: Path) -> None:
    line = change(copy / "webapp" / "reminders" / "rules.yaml", "{first: 1}", "{frist: 1}")
    done = start(copy)
    assert done.returncode == 1
    assert done.stderr == f"rules.yaml, rad {line}: staircase har ett steg som inte är first: N, middle eller last.\n"


def test_a_wrong_setting_is_a_sentence(copy: Path) -> None:
    done = start(copy, MELLANSTEG_DEMO="1", MELLANSTEG_PRODUCTION="1")
    assert done.returncode == 1
    assert done.stderr == ("MELLANSTEG_DEMO and MELLANSTEG_PRODUCTION are both set. Demo sign-ins never run in production: unset one.\n")
