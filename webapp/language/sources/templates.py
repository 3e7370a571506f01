"""Texts in templates: `{{ t("place", "words") }}`, with the rule of the Python ones."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

from webapp.language.sources.text import SPEAKERS, Text, spoken

_ENVIRONMENT = Environment(extensions=["jinja2.ext.do"], autoescape=True)


def texts(root: Path) -> Iterator[Text]:
    """Every text of every template, in order."""
    for path in sorted((root / "webapp").rglob("templates/**/*")):
        if path.suffix in (".html", ".txt", ".svg"):
            yield from in_source(path.read_text("utf-8"), path.relative_to(root).as_posix())


def in_source(source: str, file: str) -> Iterator[Text]:
    """Every text of one template."""
    for call in _ENVIRONMENT.parse(source, filename=file).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SPEAKERS and call.args and _literal(call.args[0]) is not None:
            yield spoken([_literal(argument) for argument in call.args], call.node.name, file, call.lineno)


def _literal(node: nodes.Expr) -> str | None:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else None
