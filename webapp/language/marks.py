"""Small pieces of HTML that languages need: lines, and islands of another direction."""

from typing import Literal

from markupsafe import Markup, escape


def isolate(value: object, direction: Literal["ltr", "rtl", "auto"] = "ltr") -> Markup:
    """A phone number, code or name that keeps its own direction inside Arabic text."""
    return Markup('<bdi dir="{}">{}</bdi>').format(direction, value)


def lines(text: object) -> Markup:
    """A text with one thought per line, each on a line of its own on the page."""
    return Markup("<br>").join(escape(text).split("\n"))
