"""All flows, read once. With a single fault there is no library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from webapp.flows.engine.definition import Ask, Flow
from webapp.flows.engine.proofreading import proofread
from webapp.surveys.engine import library as surveys_library
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.words import Words

FOLDER = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Library:
    """Every version of every flow."""

    flows: Mapping[tuple[str, int], Flow]

    @property
    def keys(self) -> tuple[str, ...]:
        """The flows there are."""
        return tuple(sorted({key for key, _ in self.flows}))

    def get(self, key: str, version: int | None = None) -> Flow:
        """One version, or the newest; KeyError when it is not here."""
        if version is None:
            version = max((number for name, number in self.flows if name == key), default=0)
        return self.flows[key, version]

    def texts(self) -> Iterator[Words]:
        """Every text of every flow, with its place among the translations and in the source."""
        for flow in self.flows.values():
            yield from flow.texts()

    def effects(self) -> set[str]:
        """Every effect a flow can ask the host for."""
        return {ask.effect for ask in self._asks() if ask.effect}

    def who(self) -> set[str]:
        """Every word that names a line about who will see an answer."""
        return {ask.who for ask in self._asks() if ask.who}

    def _asks(self) -> Iterator[Ask]:
        for flow in self.flows.values():
            yield from flow.asks


def read(folder: Path, surveys: surveys_library.Library) -> Library:
    """The flows of a folder; DefinitionError names every fault."""
    flows, faults = proofread(folder, surveys)
    if faults:
        raise DefinitionError(faults)
    return Library({(flow.key, flow.version): flow for flow in flows})


@cache
def shipped() -> Library:
    """The flows that came with the product."""
    return read(FOLDER, surveys_library.shipped())
