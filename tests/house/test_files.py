"""What is kept here: short files, no skipped tests, and not a word about the machine it was written on."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 250
#: Written without the names themselves, so that this file may stand here too.
MACHINES = re.compile(
    r"(?:^|[^\w.])/(?:work|farm|root|tmp)/[\w.-]+|find-links|extra-index|https?://[\w.-]*(?:pypi|pythonhosted|npmjs|debian)[\w.-]*/"
)
UNFINISHED = re.compile(
    r"\b(?:TOD[O]|FIXM[E]|XX[X])\b|pytest\.mark\.(?:ski[p]|xfai[l])|pytest\.skip\(|assert Tru[e]\b|NotImplementedErro[r]"
)


def _tracked(*endings: str) -> list[Path]:
    """Files that are kept, or would be: those git knows and those it is not told to ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and (not endings or path.suffix in endings)]


def _lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    found = []
    for path in paths:
        try:
            lines = path.read_text().splitlines()
        except UnicodeDecodeError:
            continue
        found += [f"{path.relative_to(ROOT)}:{n}: {line.strip()[:120]}" for n, line in enumerate(lines, 1) if pattern.search(line)]
    return found


def test_no_file_speaks_of_a_machine() -> None:
    assert _lines_with(MACHINES, [path for path in _tracked() if path != Path(__file__)]) == []


@pytest.mark.parametrize("line", ["see " + "/work/notes.md", "--find-links=wheels", "https://registry." + "npm" + "js.org/a"])
def test_a_machine_would_be_noticed(line: str) -> None:
    assert MACHINES.search(line)


def test_nothing_unfinished_is_kept() -> None:
    assert _lines_with(UNFINISHED, _tracked(".py", ".html", ".yaml", ".js", ".css")) == []


def test_python_files_stay_short() -> None:
    """Look twice above 200 lines; above 250 it is two subjects. A migration is a record, not a text to live in."""
    long = {
        str(p.relative_to(ROOT)): n
        for p in _tracked(".py")
        if "migrations" not in p.parts and (n := len(p.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_the_ground_stands_on_the_standard_library() -> None:
    imported = {name.partition(".")[0] for path in (ROOT / "webapp" / "ground").glob("*.py") for name in _imports(path)}
    assert imported - sys.stdlib_module_names == {"webapp"} or imported <= sys.stdlib_module_names


def _imports(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
