"""One mapping of a YAML file, which remembers where it stands, so that every fault names file, line and place."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field

import yaml

from webapp.surveys.engine.faults import Fault
from webapp.surveys.engine.plain import TAG, TRUE, Plain, plain, tidy
from webapp.surveys.engine.words import Where, Words

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*", re.ASCII)
_READ_AS = {
    TAG + "bool": "true or false",
    TAG + "int": "a number",
    TAG + "float": "a number",
    TAG + "null": "nothing",
    TAG + "timestamp": "a date",
}


@dataclass
class Block:
    """One mapping of a file. Faults are gathered, not raised, so that an editor gets them all at once."""

    file: str
    line: int
    place: str
    nodes: dict[str, yaml.Node]
    faults: list[Fault]
    #: Where each key stands.
    lines: dict[str, int] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def fault(self, key: str, sentence: str) -> None:
        """Write down what is wrong with one key of this block."""
        place = ", ".join(part for part in (self.place, key) if part)
        self.faults.append(Fault(self.where(key), place or "the whole file", sentence))

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

    def texts(self, key: str) -> list[tuple[int, str]]:
        """A list of texts that must be there and not empty, numbered from 1."""
        node = self.nodes.get(key)
        self._known.add(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(key, "a list of texts is needed here.")
            return []
        return [(number, tidy(_scalar(self, key, item))) for number, item in enumerate(node.value, 1)]

    def words(self, key: str, context: str, *, official: bool = False) -> Words:
        """A text that is spoken and must be there."""
        return Words(context, self.text(key), where=self.where(key), official=official)

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
        return self.has(key) and self._of_kind(key, "bool", "true or false") in TRUE

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
        return block_of(self.file, self.nodes[key], f"{self.place}, {key}" if self.place else key, self.faults)

    def blocks(self, key: str) -> list[Block]:
        """The list of mappings under a key, which must be there and not empty."""
        node = self.nodes.get(key)
        self._known.add(key)
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self.fault(key, "a list is needed here.")
            return []
        way = f"{self.place}, {key}" if self.place else key
        return [block_of(self.file, item, f"{way}, {number}", self.faults) for number, item in enumerate(node.value, 1)]

    def branches(self, key: str) -> bool:
        """Whether a mapping stands under the key, rather than one value."""
        return isinstance(self.nodes.get(key), yaml.MappingNode)

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
        return {key: plain(node) for key, node in self.nodes.items()}

    def where(self, key: str) -> Where:
        """Where a key of this block stands."""
        return Where(self.file, self.lines.get(key, self.line))

    def _is_text(self, key: str) -> bool:
        return self.nodes[key].tag == TAG + "str"

    def _of_kind(self, key: str, kind: str, wanted: str) -> str:
        node = self.nodes[key]
        if node.tag == TAG + kind:
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


def block_of(file: str, node: yaml.Node, place: str, faults: list[Fault]) -> Block:
    """A mapping as a block; anything else is a fault and an empty block."""
    block = Block(file, node.start_mark.line + 1, place, {}, faults)
    if not isinstance(node, yaml.MappingNode):
        faults.append(Fault(Where(file, block.line), place or "the whole file", "lines of the form “key: value” are needed here."))
        return block
    for key, value in node.value:
        name, twice = str(key.value), str(key.value) in block.nodes
        block.nodes[name], block.lines[name] = value, key.start_mark.line + 1
        if key.tag != TAG + "str":
            block.fault(name, f"“{name}” is read as {_READ_AS.get(key.tag, 'a list')}: put quotation marks around it.")
        elif twice:
            block.fault(name, f"“{name}” stands here twice.")
    return block
