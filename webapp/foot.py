"""What stands on every participant page: the named human at the foot, and where the brand leads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request

from webapp.config import Settings
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.language.marks import whole
from webapp.people import queries as people
from webapp.people.addresses import phone_both_ways
from webapp.security.access import visitor
from webapp.storage import reading


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody to call. Without a name it is the organisation."""

    name: str | None
    phone_shown: str
    phone_link: str


def foot() -> Human | None:
    """Whom to call: a leader until the course ends, then the handler at Försäkringskassan. A stranger gets the organisation's number."""
    participant_id = visitor().participant_id
    staff = people.named_human(reading(), participant_id, clock.today()) if participant_id else None
    if staff and staff.phone:
        return _human(whole(staff.name), staff.phone)
    settings: Settings = current_app.extensions["settings"]
    return _human(None, settings.organisation.phone) if settings.organisation.phone else None


def _human(name: str | None, phone: str) -> Human:
    read, dialled = phone_both_ways(phone)
    return Human(name, read, f"tel:{dialled}")


def home() -> str:
    """Where the brand leads: to one's own page, or to the start."""
    return "/min-sida" if visitor().door is Door.DEVICE else "/"


def text_size() -> str:
    """Whether larger text was chosen on this phone: "large" or "normal"."""
    return "large" if request.cookies.get("text") == "large" else "normal"


def init_app(app: Flask) -> None:
    """Give templates foot(), home() and text_size()."""

    @app.context_processor
    def everywhere() -> dict[str, Callable[[], Any]]:
        return {"foot": foot, "home": home, "text_size": text_size}
