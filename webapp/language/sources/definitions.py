"""Texts in YAML: what conversations and surveys say, and the messages.

A leaf of a message has its way from the file as context: "messages.invitation.subject".
"""

from collections.abc import Iterator
from pathlib import Path

import yaml

from webapp.flows.engine import library as flows
from webapp.language.sources.text import ExtractionError, Text
from webapp.surveys.engine import library as surveys

#: Keys whose values steer the program and are never said.
SILENT = ("id", "key", "kind", "class", "reason", "when", "version", "placeholders")


def texts(root: Path) -> Iterator[Text]:
    """Every text of every definition: those that are shipped, and the messages below this root."""
    for words in (*surveys.shipped().texts(), *flows.shipped().texts()):
        if not words.own:
            yield Text(words.context, words.text, None, words.where.file, words.where.line, words.official)
    for path in sorted((root / "webapp" / "messages" / "texts").glob("*.yaml")):
        yield from in_source(path.read_text("utf-8"), f"messages.{path.stem}", path.relative_to(root).as_posix())


def in_source(source: str, context: str, file: str) -> Iterator[Text]:
    """Every spoken leaf of one file."""
    try:
        node = yaml.compose(source, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ExtractionError(f"{file}, rad {line}: filen går inte att läsa ({error.problem}).") from error
    return _leaves(node, context, file) if node else iter(())


def _leaves(node: yaml.Node, context: str, file: str) -> Iterator[Text]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in SILENT:
                yield from _leaves(value, f"{context}.{key.value}", file)
    elif isinstance(node, yaml.SequenceNode):
        for place, item in enumerate(node.value, 1):
            yield from _leaves(item, f"{context}.{place}", file)
    elif isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
        yield Text(context, node.value.strip("\n"), None, file, node.start_mark.line + 1)
