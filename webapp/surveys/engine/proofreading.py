"""Reads definitions as a careful editor would: every fault at once, each in a sentence with file, line and place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from webapp.surveys.engine.block import Block
from webapp.surveys.engine.definition import Survey, read_survey
from webapp.surveys.engine.faults import Fault
from webapp.surveys.engine.source import in_folder
from webapp.surveys.engine.words import Words

#: Which placeholders a text may have, by the last parts of its context.
_PLACEHOLDERS = (
    (re.compile(r"\.between$"), frozenset({"lower", "upper"})),
    (re.compile(r"\.reply(\.[^.]+)?$"), frozenset({"answer"})),
)
_BRACES = re.compile(r"\{([^{}]*)\}")


def proofread(folder: Path) -> tuple[list[Survey], list[Fault]]:
    """Every survey of a folder and every fault. Surveys with faults are not to be used."""
    faults: list[Fault] = []
    read = [(block, read_survey(block)) for block in in_folder(folder, faults)]
    for block, survey in read:
        file_is_named(block, survey.key)
    no_number_twice([(block, survey.key, survey.version) for block, survey in read])
    surveys = [survey for _, survey in read]
    return surveys, faults + list(faulty_texts(text for survey in surveys for text in survey.texts()))


def file_is_named(block: Block, key: str) -> None:
    """An editor finds a definition by the name of its file: `key.yaml`, or `key-1.yaml` for a version of old."""
    name = Path(block.file).stem
    if key and not re.fullmatch(rf"{re.escape(key)}(-\d+)?", name):
        block.fault("", f"“{key}” must stand in a file called {key}.yaml.")


def no_number_twice(versions: Iterable[tuple[Block, str, int]]) -> None:
    """The same number never stands for other words."""
    first: dict[tuple[str, int], Block] = {}
    for block, key, version in versions:
        other = first.setdefault((key, version), block)
        if other is not block:
            block.fault("version", f"“{key}” already has a version {version}, in {other.file}.")


def faulty_texts(texts: Iterable[Words]) -> Iterator[Fault]:
    """Texts whose placeholders nobody fills, and places with two different texts."""
    said: dict[tuple[str, str], Words] = {}
    for words in texts:
        for name in _BRACES.findall(words.text):
            if name not in _allowed(words.context):
                yield Fault(words.where, words.context, f"nothing is put in {{{name}}}.")
        if set("{}") & set(_BRACES.sub("", words.text)):
            yield Fault(words.where, words.context, "a brace stands alone.")
        other = said.setdefault((words.where.file, words.context), words)
        if other.text != words.text:
            yield Fault(words.where, words.context, f"another text has the same place, at {other.where}.")


def _allowed(context: str) -> frozenset[str]:
    return next((names for shape, names in _PLACEHOLDERS if shape.search(context)), frozenset())
