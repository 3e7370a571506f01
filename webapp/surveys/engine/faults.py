"""What is wrong in a definition, in sentences that name the file, the line and the place."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.surveys.engine.words import Where


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
