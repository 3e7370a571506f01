"""Saying a text in the language of the moment: the visitor's in a request, the receiver's in a worker."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from markupsafe import Markup

from webapp.ground.locales import SV, Locale, by_id
from webapp.language.marks import lines
from webapp.language.placeholders import fill
from webapp.language.words import shipped

_speaking: ContextVar[Locale | None] = ContextVar("speaking", default=None)
_listeners: list[Callable[[], Locale | None]] = []


def ask_for_locale(listener: Callable[[], Locale | None]) -> None:
    """Who knows the language when nobody has said it: the web, in a request (`choose`)."""
    if listener not in _listeners:
        _listeners.append(listener)


def spoken_locale() -> Locale:
    """The language of the moment."""
    if chosen := _speaking.get():
        return chosen
    for listener in _listeners:
        if heard := listener():
            return heard
    return SV


@contextmanager
def speaking(locale: Locale | str) -> Iterator[Locale]:
    """Speak one language for a while: a message to a person, a page in a test."""
    chosen = by_id(locale) if isinstance(locale, str) else locale
    token = _speaking.set(chosen)
    try:
        yield chosen
    finally:
        _speaking.reset(token)


def t(context: str, text: str, **values: object) -> str:
    """The text in the language of the moment. Markup only when a value is Markup."""
    return fill(shipped().text(spoken_locale(), context, text), _said(values), context)


def tn(context: str, one: str, many: str, n: int, **values: object) -> str:
    """The form that goes with a number, which the text may call `{n}`."""
    return fill(shipped().plural(spoken_locale(), context, one, many, n), _said({"n": n, **values}), context)


class LazyText:
    """A text written down when the program starts and said when somebody reads it."""

    __slots__ = ("context", "text", "values")

    def __init__(self, context: str, text: str, values: dict[str, object]) -> None:
        self.context = context
        self.text = text
        self.values = values

    def __str__(self) -> str:
        return t(self.context, self.text, **self.values)

    def __html__(self) -> Markup:
        return lines(str(self))

    def __repr__(self) -> str:
        return f"LazyText({self.context!r}, {self.text!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, LazyText):
            return NotImplemented
        return (self.context, self.text, self.values) == (other.context, other.text, other.values)

    def __hash__(self) -> int:
        return hash((self.context, self.text))


def lazy(context: str, text: str, **values: object) -> LazyText:
    """A text for a form or a table, said in the language of whoever meets it."""
    return LazyText(context, text, values)


def _said(values: dict[str, object]) -> dict[str, object]:
    return {name: str(value) if isinstance(value, LazyText) else value for name, value in values.items()}
