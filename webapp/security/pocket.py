"""What a phone carries of the anonymous survey, as cookies that only the pages of the survey are sent.

It stands below the rooms, because a phone that is left must be left clean from any of them.
"""

from flask import current_app, request
from werkzeug.wrappers import Response

#: Only the pages of the survey are sent what is carried.
PATH = "/enkat"
#: The answers under way; a ballot that has just come by its owner's link; what two words in the room belong to.
SHEET, BALLOT, WORDS = "enkat", "svarsblad", "ord"
#: That the answers rest until their owner comes back.
REST = "vilar"


def name(what: str) -> str:
    return f"__Secure-{what}" if _secure() else what


def carried(what: str) -> str:
    """What this phone carries, or an empty text."""
    return request.cookies.get(name(what), "")


def put(response: Response, what: str, value: str) -> None:
    """Let the phone carry it until the browser is closed."""
    response.set_cookie(name(what), value, path=PATH, secure=_secure(), httponly=True, samesite="Lax")


def take(response: Response, what: str) -> None:
    """Take it from the phone."""
    response.delete_cookie(name(what), path=PATH, secure=_secure(), httponly=True, samesite="Lax")


def empty(response: Response) -> None:
    """Leave the phone clean for whoever holds it next."""
    for what in (SHEET, BALLOT, WORDS, REST):
        take(response, what)


def rest(response: Response) -> None:
    """Hide what was answered, until its owner comes back by her link."""
    put(response, REST, "1")


def _secure() -> bool:
    secure: bool = current_app.extensions["settings"].secure
    return secure
