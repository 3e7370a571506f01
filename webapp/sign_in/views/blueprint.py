"""The blueprint that the doors of staff hang on, and what its pages share."""

from collections.abc import Sequence
from typing import cast
from uuid import UUID

from flask import Blueprint, abort, current_app, render_template
from flask import session as form_session
from werkzeug.wrappers import Response
from wtforms import Form

from webapp.config import Mode, Provider, Settings
from webapp.language import receipts
from webapp.people import queries as people
from webapp.people.models import StaffAccount
from webapp.security.access import visitor
from webapp.storage import reading

bp = Blueprint("sign_in", "webapp.sign_in", template_folder="templates")

#: A page, a page with a status, or a way to another page.
Page = str | tuple[str, int] | Response
#: Which invitation this browser has shown the link of.
INVITE = "invite"


def settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])


def is_demo() -> bool:
    return settings().mode is Mode.DEMO


def providers() -> Sequence[Provider]:
    return settings().providers


def me() -> StaffAccount:
    """The account of whoever is signed in."""
    staff_id = visitor().staff_id
    return (people.staff(reading(), staff_id) if staff_id else None) or abort(404)


def invited() -> UUID | None:
    """The invitation whose link was opened here."""
    try:
        return UUID(form_session.get(INVITE, ""))
    except ValueError:
        return None


def refused(template: str, form: Form, **values: object) -> tuple[str, int]:
    """The same page once more, with the reasons and what may be shown again of what was written."""
    return render_template(template, form=form, **values), 422


def done(code: str) -> None:
    """Let the next page begin with a line that it is done."""
    receipts.say(code)
