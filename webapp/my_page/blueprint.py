"""The door to this room, and what all its pages may call."""

from collections.abc import Callable, Iterable

from flask import Blueprint
from markupsafe import Markup

from webapp.language import isolate

bp = Blueprint("my_page", __name__, template_folder="templates")


def listed(names: Iterable[str]) -> Markup:
    """Names one after another, each isolated, so that a line of Arabic keeps its order."""
    return Markup(", ").join(isolate(name, "auto") for name in names)


@bp.app_context_processor
def words() -> dict[str, Callable[[Iterable[str]], Markup]]:
    return {"listed": listed}
