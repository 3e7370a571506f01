"""Reads flows as a careful editor would: every fault at once, each in a sentence with file, line and place."""

from __future__ import annotations

from pathlib import Path

from webapp.flows.engine.definition import Flow
from webapp.flows.engine.reading import read_flow
from webapp.surveys.engine.faults import Fault
from webapp.surveys.engine.library import Library as Surveys
from webapp.surveys.engine.proofreading import faulty_texts, file_is_named, no_number_twice
from webapp.surveys.engine.source import in_folder


def proofread(folder: Path, surveys: Surveys) -> tuple[list[Flow], list[Fault]]:
    """Every flow of a folder and every fault. Flows with faults are not to be used."""
    faults: list[Fault] = []
    read = [(block, read_flow(block, surveys)) for block in in_folder(folder, faults)]
    for block, flow in read:
        file_is_named(block, flow.key)
    no_number_twice([(block, flow.key, flow.version) for block, flow in read])
    flows = [flow for _, flow in read]
    return flows, faults + list(faulty_texts(text for flow in flows for text in flow.texts()))
