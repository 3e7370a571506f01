"""What every response says to the browser, error pages included: nothing from elsewhere, nothing kept, nothing told to others."""

from flask import Flask, Response, current_app, request

OWN = "'self'"
POLICY = (
    f"default-src 'none'; style-src {OWN}; script-src {OWN}; img-src {OWN}; connect-src {OWN}; form-action {OWN}; "
    "base-uri 'none'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class ForeignForm(Exception):
    """A form was sent from another site."""


def refuse_foreign_forms() -> None:
    """Browsers say where a POST comes from; anything but our own pages is refused. Raises ForeignForm."""
    from_where = request.headers.get("Sec-Fetch-Site", "same-origin")
    if request.method not in {"GET", "HEAD", "OPTIONS"} and from_where not in {"same-origin", "none"}:
        raise ForeignForm


def add(response: Response) -> Response:
    """Set the headers. Pages are never kept; files whose name holds their hash are kept for ever."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    if current_app.extensions["settings"].secure:
        response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    response.headers.setdefault("Cache-Control", "no-store")
    if response.status_code == 303:
        # Nobody reads the page about the next page, and somebody with little data left pays for it.
        response.set_data(b"")
        for needless in ("Content-Type", "Vary"):
            response.headers.pop(needless, None)
    return response


def init_app(app: Flask) -> None:
    app.before_request(refuse_foreign_forms)
    app.after_request(add)
