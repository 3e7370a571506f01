"""YAML that remembers where it stands, so that every fault can be named with file, line and place."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml

from webapp.surveys.engine.words import Where, Words

#: What YAML comes down to once the places are forgotten.
Plain: TypeAlias = "str | int | bool | None | list[Plain] | dict[str, Plain]"

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_TAG = "tag:yaml.org,2002:"
_READ_AS = {_TAG + "bool": "true or false", _TAG + "int": "a number", _TAG + "float": "a number", _TAG + "null": "nothing", _TAG + "timestamp": "a date"}


@dataclass(frozen=True)
class Fault:
    """One thing to mend, in a sentence."""

    where: Where
    #: The way to it inside the file, e.g. "steps, 2, when".
    place: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where.file}, line {self.where.line} ({self.place}): {self.sentence}"


class DefinitionError(Exception):
    """The definitions cannot be used. Says every fault, one on a line."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def tidy(text: str) -> str:
    """Line breaks in a source are for its editor; a blank line is a new bubble."""
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


@dataclass
class Block:
    """One mapping of a file. Faults are gathered, not raised, so that an editor gets them all at once."""

    file: str
    line: int
    place: str
    nodes: dict[str, yaml.Node]
    faults: list[Fault]
    _known: set[str] = field(default_factory=set)

    def fault(self, key: str, sentence: str) -> None:
        """Write down what is wrong with one key of this block."""
        node = self.nodes.get(key)
        line = node.start_mark.line + 1 if node else self.line
        self.faults.append(Fault(Where(self.file, line), ", ".join(part for part in (self.place, key) if part), sentence))

    def has(self, key: str) -> bool:
        """Whether the key is there. Asking makes the key known."""
        self._known.add(key)
        return key in self.nodes

    def text(self, key: str) -> str:
        """A text that must be there."""
        if not self.has(key):
            self.fault(key, "this text is missing.")
            return ""
        text = tidy(_scalar(self, key, self.nodes[key]))
        if not text and self._is_text(key):
            self.fault(key, "this text is empty.")
        return text

    def words(self, key: str, context: str, *, official: bool = False) -> Words:
        """A text that is spoken and must be there."""
        text = self.text(key)
        line = self.nodes[key].start_mark.line + 1 if key in self.nodes else self.line
        return Words(context, text, where=Where(self.file, line), official=official)

    def maybe(self, key: str, context: str) -> Words | None:
        """A text that is spoken, if it is there."""
        return self.words(key, context) if self.has(key) else None

    def id(self, key: str) -> str:
        """A name that programs and stored answers use."""
        return self._checked(key, self.text(key))

    def maybe_id(self, key: str) -> str | None:
        """A name, if it is there."""
        return self.id(key) if self.has(key) else None

    def ids(self, key: str) -> tuple[str, ...]:
        """One name, or a list of them."""
        node = self.nodes.get(key)
        self._known.add(key)
        if not isinstance(node, yaml.SequenceNode):
            return (self.id(key),)
        return tuple(self._checked(key, _scalar(self, key, item)) for item in node.value)

    def flag(self, key: str) -> bool:
        """True or false; false when it is not there."""
        return self.has(key) and self._of_kind(key, "bool", "true or false") == "true"

    def number(self, key: str) -> int:
        """A whole number from 1."""
        if not self.has(key):
            self.fault(key, "this number is missing.")
            return 1
        written = self._of_kind(key, "int", "a whole number")
        if not re.fullmatch(r"[1-9]\d{0,8}", written):
            if written:
                self.fault(key, "this must be a whole number from 1.")
            return 1
        return int(written)

    def block(self, key: str) -> Block | None:
        """The mapping under a key, if it is there."""
        if not self.has(key):
            return None
        return _block(self.file, self.nodes[key], f"{self.place}, {key}" if self.place else key, self.faults)

    def blocks(self, key: str) -> list[Block]:
        """The list of mappings under a key, which must be there and not empty."""
        node = self.nodes.get(key)
        self._known.add(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(key, "a list is needed here.")
            return []
        way = f"{self.place}, {key}" if self.place else key
        return [_block(self.file, item, f"{way}, {number}", self.faults) for number, item in enumerate(node.value, 1)]

    def keys(self) -> list[str]:
        """Every key, in the order of the file. Asking makes them all known."""
        self._known.update(self.nodes)
        return list(self.nodes)

    def close(self) -> None:
        """Everything has been read: what is left is misspelt."""
        for key in self.nodes.keys() - self._known:
            near = difflib.get_close_matches(key, sorted(self._known), 1)
            self.fault(key, f"“{key}” is not known here" + (f"; did you mean “{near[0]}”?" if near else "."))

    def plain(self) -> dict[str, Plain]:
        """What is written, without its places."""
        return {key: _plain(node) for key, node in self.nodes.items()}

    def _is_text(self, key: str) -> bool:
        return self.nodes[key].tag == _TAG + "str"

    def _of_kind(self, key: str, kind: str, wanted: str) -> str:
        node = self.nodes[key]
        if node.tag == _TAG + kind:
            return str(node.value).lower()
        self.fault(key, f"this must be {wanted}.")
        return ""

    def _checked(self, key: str, name: str) -> str:
        if name and not _ID.fullmatch(name):
            self.fault(key, f"“{name}” is not an id: use small letters a-z, digits, - and _.")
        return name


def _scalar(block: Block, key: str, node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        block.fault(key, "a text is needed here.")
        return ""
    if node.tag in _READ_AS:
        block.fault(key, f"“{node.value}” is read as {_READ_AS[node.tag]}, not as text: put quotation marks around it.")
        return ""
    return str(node.value)


def _block(file: str, node: yaml.Node, place: str, faults: list[Fault]) -> Block:
    block = Block(file, node.start_mark.line + 1, place, {}, faults)
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(Where(file, block.line), place or "the whole file", "lines of the form “key: value” are needed here."))
        return block
    for key, value in node.value:
        if key.tag != _TAG + "str":
            block.fault(str(key.value), f"the key “{key.value}” is read as {_READ_AS.get(key.tag, 'a list')}: put quotation marks around it.")
        elif key.value in block.nodes:
            block.fault(key.value, f"“{key.value}” stands here twice.")
        block.nodes[str(key.value)] = value
    return block


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if node.tag == _TAG + "bool":
        return str(node.value).lower() in {"true", "yes", "on"}
    if node.tag == _TAG + "int":
        return int(node.value)
    return None if node.tag == _TAG + "null" else tidy(str(node.value))


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
    return _block(file, node, "", faults)


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
