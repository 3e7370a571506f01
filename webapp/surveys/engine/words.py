"""Swedish words with their place among the translations. Whoever speaks them chooses the language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import NamedTuple


class Where(NamedTuple):
    """A place in a source file that a person can open."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Words:
    """One text. A blank line in it is a new bubble."""

    #: The place, e.g. "staircase.place.step2". Empty: a person's own words, never translated and never formatted.
    context: str
    text: str
    #: What the placeholders in `text` stand for; words inside words are spoken first.
    values: Mapping[str, str | Words] = field(default_factory=dict, hash=False)
    where: Where = field(default=Where("", 0), compare=False)
    #: Wording that an authority owns: neither judged nor changed by us.
    official: bool = field(default=False, compare=False)

    @property
    def own(self) -> bool:
        """Whether a person wrote this herself."""
        return not self.context

    def with_values(self, **values: str | Words) -> Words:
        """The same words with something to put in their placeholders."""
        return Words(self.context, self.text, values, self.where, self.official)

    def in_swedish(self) -> str:
        """The words as they stand in the source."""
        if not self.values:
            return self.text
        return self.text.format(**{key: value if isinstance(value, str) else value.in_swedish() for key, value in self.values.items()})


def own_words(text: str) -> Words:
    """What a person wrote herself."""
    return Words("", text)


def gather(thing: object) -> Iterator[Words]:
    """Every text in a definition, however deep, so that none is forgotten when texts are collected for translation."""
    if isinstance(thing, Words):
        yield thing
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from gather(getattr(thing, part.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from gather(value)
    elif isinstance(thing, tuple):
        for item in thing:
            yield from gather(item)
