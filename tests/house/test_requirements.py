"""What the service imports is in the lock it runs on, and what it asks for it uses, or says why not."""

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


def imported_packages() -> list[set[str]]:
    """For each imported name the packages that may bring it, as they are written in a lock."""
    where = packages_distributions()
    return [{_plain(package) for package in where.get(name, [name])} for name in imported()]


def _plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_the_lock_it_runs_on_has_everything_it_imports() -> None:
    locked = set(re.findall(r"^([a-z0-9-]+)(?:\[\w+\])?==", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE))
    missing = [packages for packages in imported_packages() if not packages & locked]
    assert missing == []


def test_what_is_asked_for_is_imported_or_says_why_not() -> None:
    """A package that is used loses its excuse: a reason stands on exactly those lines that nothing imports."""
    asked = re.findall(r"^([a-z0-9-]+)[^#\n]*(#.*)?$", (ROOT / "requirements" / "base.in").read_text(), re.MULTILINE)
    used = set().union(*imported_packages())
    assert {name for name, reason in asked if reason} == {name for name, _ in asked if name not in used}
