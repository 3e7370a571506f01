"""Texts in Python: `t(...)`, `tn(...)` and `lazy(...)` with literal strings.

A call whose context is a variable speaks a text that is collected elsewhere (a definition); one whose context is
written out must have its text written out too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from webapp.language.sources.text import SPEAKERS, Text, spoken


def texts(root: Path) -> Iterator[Text]:
    """Every text of every module, in order."""
    for path in sorted((root / "webapp").rglob("*.py")):
        yield from in_source(path.read_text("utf-8"), path.relative_to(root).as_posix())


def in_source(source: str, file: str) -> Iterator[Text]:
    """Every text of one module."""
    for node in ast.walk(ast.parse(source, file)):
        if isinstance(node, ast.Call) and (name := _speaker(node)) and node.args and _said_here(node.args[0]):
            yield spoken([_literal(argument) for argument in node.args], name, file, node.lineno)


def _speaker(call: ast.Call) -> str | None:
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""
    return name if name in SPEAKERS else None


def _said_here(context: ast.expr) -> bool:
    return isinstance(context, ast.Constant) and isinstance(context.value, str)


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
