"""Small pieces of HTML that languages need: lines, and islands of another direction."""

from typing import Literal

from markupsafe import Markup, escape

_LINE = Markup("<br>")


def isolate(value: object, direction: Literal["ltr", "rtl", "auto"] = "ltr") -> Markup:
    """A phone number, code or name that keeps its own direction inside Arabic text."""
    # The direction is one of ours, and the value is escaped.
    return Markup(f'<bdi dir="{direction}">{escape(value)}</bdi>')  # noqa: S704


def whole(name: str) -> str:
    """A name that is not broken at the end of a line, where in Arabic its halves would change places."""
    return name.replace(" ", "\N{NO-BREAK SPACE}")


def plain(text: object) -> Markup:
    """The same text where no element can stand, as in an attribute: a line is only a line break in the source."""
    return Markup("\n").join(escape(text).split(_LINE))


def lines(text: object) -> Markup:
    """A text with one thought per line, each on a line of its own on the page."""
    whole = escape(text)
    return _LINE.join(whole.split("\n")) if "\n" in whole else whole
