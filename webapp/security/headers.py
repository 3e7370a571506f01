"""What every response says to the browser, error pages included: nothing from elsewhere, nothing kept, nothing told to others."""

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from webapp.parts import is_part_of_a_page
from webapp.security.access import is_from_a_machine

#: For a page: what it needs from ourselves, and nothing else. For anything that is not a page: nothing at all.
#: Without spaces: every answer carries it, and somebody with little data left pays for it.
PAGE = (
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';form-action 'self';"
    "base-uri 'none';frame-ancestors 'none'"
)
NO_PAGE = "default-src 'none';frame-ancestors 'none'"
#: A way to another page has no body that could be framed, and browsers ask the page it leads to.
NO_BODY = "default-src 'none'"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(),geolocation=(),microphone=()",
}


class ForeignForm(Exception):
    """A form was sent from another site."""


class FormSession(SecureCookieSessionInterface):
    """What no cache may keep need not say what it varies with. The session is saved last of all, so it is said here."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        super().save_session(app, session, response)
        if response.headers.get("Cache-Control") == "no-store":
            response.headers.pop("Vary", None)


def refuse_foreign_forms() -> None:
    """Browsers say where a POST comes from; anything but our own pages is refused. Raises ForeignForm."""
    if is_from_a_machine(current_app, request.endpoint):
        return
    from_where = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in {"GET", "HEAD", "OPTIONS"} and from_where not in {"same-origin", "none"}:
        raise ForeignForm


def add(response: Response) -> Response:
    """Set the headers. Pages are never kept; files whose name holds their hash are kept for ever."""
    if response.status_code == 303:
        # Nobody reads the page about the next page, and somebody with little data left pays for it.
        response.set_data(b"")
        response.headers.pop("Content-Type", None)
    response.headers.update(ALWAYS)
    is_page = response.mimetype == "text/html" and not is_part_of_a_page()
    response.headers["Content-Security-Policy"] = NO_BODY if response.status_code == 303 else PAGE if is_page else NO_PAGE
    if current_app.extensions["settings"].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    app.session_interface = FormSession()
    app.before_request(refuse_foreign_forms)
    app.after_request(add)
