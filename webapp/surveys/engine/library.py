"""All surveys, read once. With a single fault there is no library."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from webapp.surveys.engine.definition import Survey
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.proofreading import proofread
from webapp.surveys.engine.words import Words

FOLDER = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Library:
    """Every version of every survey."""

    surveys: Mapping[tuple[str, int], Survey]

    @property
    def keys(self) -> tuple[str, ...]:
        """The surveys there are."""
        return tuple(sorted({key for key, _ in self.surveys}))

    def get(self, key: str, version: int | None = None) -> Survey:
        """One version, or the newest; KeyError when it is not here."""
        if version is None:
            version = max((number for name, number in self.surveys if name == key), default=0)
        return self.surveys[key, version]

    def texts(self) -> Iterator[Words]:
        """Every text of every survey, with its place among the translations and in the source."""
        for survey in self.surveys.values():
            yield from survey.texts()


def read(folder: Path) -> Library:
    """The surveys of a folder; DefinitionError names every fault."""
    surveys, faults = proofread(folder)
    if faults:
        raise DefinitionError(faults)
    return Library({(survey.key, survey.version): survey for survey in surveys})


@cache
def shipped() -> Library:
    """The surveys that came with the product."""
    return read(FOLDER)
