"""What the service imports is in the lock it runs on, not only in the one for tests."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).parents[2]


def imported() -> set[str]:
    """The first part of every module the service imports from outside."""
    found = set()
    for path in (ROOT / "webapp").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"webapp"}


def test_the_lock_it_runs_on_has_everything_it_imports() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE))
    where = packages_distributions()
    missing = {name for name in imported() if not {re.sub(r"[-_.]+", "-", one).lower() for one in where.get(name, [name])} & locked}
    assert missing == set()
