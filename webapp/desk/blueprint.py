"""The door to the desk."""

from flask import Blueprint

from webapp.ground import clock
from webapp.ground.parties import Role
from webapp.language import LazyText, lazy
from webapp.security.access import visitor

bp = Blueprint("desk", __name__, template_folder="templates")

#: The pages in the heading, by role: endpoint and name.
PAGES: dict[Role, tuple[tuple[str, LazyText], ...]] = {
    Role.LEADER: (
        ("desk.courses", lazy("desk.nav.courses", "Kurser")),
        ("desk.surveys_of_mine", lazy("desk.nav.surveys", "Enkäter")),
        ("results.half_years", lazy("desk.nav.results", "Resultat")),
    ),
    Role.HANDLER: (
        ("desk.cases", lazy("desk.nav.cases", "Mina deltagare")),
        ("desk.times", lazy("desk.nav.times", "Lediga tider")),
    ),
    Role.COORDINATOR: (("results.half_years", lazy("desk.nav.results", "Resultat")),),
    Role.ADMINISTRATOR: (("sign_in.accounts", lazy("desk.nav.accounts", "Konton")), ("sign_in.log", lazy("staff.log.title", "Logg"))),
}


@bp.app_context_processor
def staff_pages() -> dict[str, object]:
    """`staff_pages()` and `signed_in()` for the heading of staff pages, and `now()` for the day that stands on what is printed."""
    return {"staff_pages": _pages, "signed_in": lambda: visitor().staff_id is not None, "now": clock.now}


def _pages() -> tuple[tuple[str, LazyText], ...]:
    role = visitor().role
    return PAGES.get(role, ()) if role else ()
