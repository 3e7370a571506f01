"""The door to this room, and what all its pages may call."""

from collections.abc import Callable, Iterable

from babel.lists import format_list
from flask import Blueprint
from markupsafe import Markup, escape

from webapp.ground import clock
from webapp.language import isolate, spoken_locale
from webapp.my_page import queries
from webapp.my_page.queries import MeetingCard
from webapp.my_page.visitor import me
from webapp.reminders.situation import AHEAD
from webapp.storage import reading

bp = Blueprint("my_page", __name__, template_folder="templates")


def listed(first: str, names: Iterable[str], *others: str) -> Markup:
    """Those who are together, with "and" before the last as the language of the moment says it. Each name keeps its own direction."""
    parts = [escape(first), *(isolate(name, "auto") for name in names), *map(escape, others)]
    # Every part is escaped, and what stands between them comes from the language's data.
    return Markup(format_list(parts, locale=spoken_locale().babel))  # noqa: S704


def comma() -> str:
    """A comma and a space, as the language of the moment writes them."""
    return "، " if spoken_locale().direction == "rtl" else ", "


def coming_meeting() -> MeetingCard | None:
    """Her next meeting, for a page of her own that says what happens next."""
    return queries.next_meeting(reading(), me(), clock.now())


def near_meeting() -> MeetingCard | None:
    """The same when it is so near that a reminder may have spoken of it."""
    card = coming_meeting()
    return card if card and card.held_on <= clock.today() + AHEAD else None


@bp.app_context_processor
def words() -> dict[str, Callable[..., object]]:
    return {"listed": listed, "comma": comma, "coming_meeting": coming_meeting, "near_meeting": near_meeting}
