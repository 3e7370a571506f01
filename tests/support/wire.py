"""A phone on a real wire: a cookie jar, the forms it was shown, and nothing else."""

import http.client
import http.cookies
import re
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"|value="([^"]+)"[^>]*name="csrf_token"')
TALK = re.compile(r'name="talk"[^>]*value="([^"]+)"')


class Wire:
    """Plain HTTP/1.1 on loopback, one request a connection, so that a cut is a cut."""

    def __init__(self, url: str, cookies: dict[str, str]) -> None:
        self.host = urlsplit(url).netloc
        self.cookies = dict(cookies)
        self.page = ""

    def get(self, path: str) -> int:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> int:
        """Send the form of the page that is open, with these fields filled in."""
        found = TOKEN.search(self.page)
        assert found, "The page has no form."
        talk = TALK.search(self.page)
        hidden = {"csrf_token": found[1] or found[2], **({"talk": talk[1]} if talk else {})}
        return self._ask("POST", path, urlencode({**hidden, **fields}))

    def _ask(self, method: str, path: str, body: str | None) -> int:
        connection = http.client.HTTPConnection(self.host, timeout=20)
        try:
            headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            self.page = answer.read().decode()
            for line in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.update({name: morsel.value for name, morsel in http.cookies.SimpleCookie(line).items()})
            return answer.status
        finally:
            connection.close()
