"""One line on the page after a form: that it was done. What waits for that page in the cookie is a code, and nothing about anybody."""

from collections.abc import Mapping
from typing import cast

from flask import current_app, session

from webapp.language import LazyText

WAITS = "done"


def say(code: str) -> None:
    """Let the next page begin with this line, once."""
    session[WAITS] = code


def line() -> LazyText | str:
    """The line that waits, which is then gone. The rooms say at start what each code means."""
    if WAITS not in session:
        return ""
    return cast(Mapping[str, LazyText], current_app.extensions["receipts"]).get(session.pop(WAITS, ""), "")
