"""Reads YAML files into blocks. A file that is no YAML is a fault like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from webapp.surveys.engine.block import Block, block_of
from webapp.surveys.engine.faults import Fault
from webapp.surveys.engine.words import Where


def from_text(source: str, file: str, faults: list[Fault]) -> Block | None:
    """One file's text as a block; None, and a fault, when it is not YAML at all."""
    try:
        node = yaml.compose(source, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        faults.append(Fault(Where(file, line), "the whole file", f"this is not YAML: {error.problem}."))
        return None
    except yaml.YAMLError as error:
        faults.append(Fault(Where(file, 1), "the whole file", f"this is not YAML: {error}."))
        return None
    if node is None:
        faults.append(Fault(Where(file, 1), "the whole file", "the file is empty."))
        return None
    return block_of(file, node, "", faults)


def in_folder(folder: Path, faults: list[Fault]) -> Iterator[Block]:
    """Every YAML file of a folder, by name."""
    for path in sorted(folder.glob("*.yaml")):
        file = f"webapp/{folder.name}/{path.name}"
        try:
            source = path.read_text("utf-8")
        except UnicodeDecodeError as error:
            faults.append(Fault(Where(file, 1), "the whole file", f"this is not UTF-8 text ({error.reason})."))
            continue
        if (block := from_text(source, file, faults)) is not None:
            yield block
