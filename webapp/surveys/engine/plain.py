"""What is written in YAML once the places are forgotten: what a fingerprint is taken of."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TypeAlias

import yaml

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"

TAG = "tag:yaml.org,2002:"
TRUE = frozenset({"true", "yes", "on"})


def tidy(text: str) -> str:
    """Line breaks in a source are for its editor; a blank line is a new bubble."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def plain(node: yaml.Node) -> Plain:
    """The node as plain values, its texts tidied."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    if node.tag == TAG + "bool":
        return str(node.value).lower() in TRUE
    if node.tag == TAG + "int":
        return int(node.value)
    return None if node.tag == TAG + "null" else tidy(str(node.value))


def canonical(written: Plain) -> str:
    """The one way to write it down. It is JSON, hence YAML, so it can be read again."""
    return json.dumps(written, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """sha256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
