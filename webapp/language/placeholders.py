"""`{name}` in a text: the only thing that is ever filled in, and never by a format language."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def names(text: str) -> frozenset[str]:
    """The names that a text asks for."""
    return frozenset(_PLACEHOLDER.findall(text))


def differ(source: str | Sequence[str], translation: str) -> list[str]:
    """The names that only one of them has. A plural may leave out `{n}`: "two courses" is one word in Arabic."""
    sources = (source,) if isinstance(source, str) else tuple(source)
    wanted = frozenset[str]().union(*map(names, sources))
    unsaid = frozenset({"n"}) if len(sources) > 1 else frozenset()
    found = names(translation)
    return sorted((found - wanted) | (wanted - found - unsaid))


def fill(text: str, values: Mapping[str, object], place: str) -> str:
    """The text with its values. Markup only when the text or a value is Markup, and then all the rest is escaped."""
    if "{" not in text:
        return text
    wanted = names(text)
    if lacking := sorted(wanted - values.keys()):
        raise KeyError(f"Texten {place!r} behöver värdet {lacking[0]!r}.")
    if any(hasattr(part, "__html__") for part in (text, *map(values.get, wanted))):
        html = _PLACEHOLDER.sub(lambda hit: str(escape(values[hit[1]])), str(escape(text)))
        # Both text and values are escaped.
        return Markup(html)  # noqa: S704  # nosec B704
    return _PLACEHOLDER.sub(lambda hit: str(values[hit[1]]), text)
