"""What every response says to the browser, error pages included: nothing from elsewhere, nothing kept, nothing told to others."""

from flask import Flask, Response, current_app, request
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer

from webapp.parts import is_part_of_a_page
from webapp.security.access import is_from_a_machine

#: For a page: what it needs from ourselves, and nothing else. For anything that is not a page: nothing at all.
#: Without spaces: every answer carries it, and somebody with little data left pays for it.
PAGE = (
    "default-src 'none';style-src 'self';script-src 'self';img-src 'self';connect-src 'self';form-action 'self';"
    "base-uri 'none';frame-ancestors 'none'"
)
NO_PAGE = "default-src 'none';frame-ancestors 'none'"
#: What nobody can frame: a way to another page has no body, and browsers ask the page it leads to; a part of a page is given to a script
#: that says which frame it shows, and no `<iframe>` can say that.
NOT_FRAMED = "default-src 'none'"
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

    _signers: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Built once, since the key stays as long as the process."""
        if self._signers is None:
            self._signers = super().get_signing_serializer(app)
        return self._signers

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
    response.headers["Content-Security-Policy"] = _policy(response)
    if current_app.extensions["settings"].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def _policy(response: Response) -> str:
    if response.status_code == 303 or is_part_of_a_page():
        return NOT_FRAMED
    return PAGE if response.mimetype == "text/html" else NO_PAGE


def init_app(app: Flask) -> None:
    app.session_interface = FormSession()
    app.before_request(refuse_foreign_forms)
    app.after_request(add)
