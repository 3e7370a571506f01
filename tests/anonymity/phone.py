"""A phone on a real wire, with an address of its own: it keeps its connection and its cookies, and measures what goes over the wire."""

import gzip
import http.client
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import brotli

from webapp.ground import clock

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
UNPACK: Mapping[str | None, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
NAME, VALUE = re.compile(r'name="([^"]*)"'), re.compile(r'value="([^"]*)"')


@dataclass(frozen=True)
class Weighed:
    """One request and its answer: where, how it went, bytes with headers each way, and how long each cookie then was."""

    method: str
    path: str
    status: int
    sent: int
    got: int
    cookies: tuple[tuple[str, int], ...]


class Phone:
    """`get` opens an address; `post` fills in the form that is open. Both follow the way they are sent."""

    def __init__(self, url: str, address: str, *, packed: bool = True, cookies: dict[str, str] | None = None) -> None:
        self.address, self.cookies, self.weighed = address, dict(cookies or {}), list[Weighed]()
        self._encoding = "br, gzip" if packed else "identity"
        self._line = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30, source_address=(address, 0))
        self.path, self.page, self.status = "", "", 0

    def get(self, path: str) -> None:
        self._follow(*self._ask("GET", path, None))

    def post(self, path: str, **given: str) -> None:
        """Send what is hidden in the open page together with what was given."""
        self.send(path, {**self.hidden(), **given})

    def answer(self, given: str, **more: str) -> None:
        """Send the open question with an answer; where nothing is asked, only go on."""
        fields = self.hidden()
        self.send(self.path, {**fields, "answer": fields.get("answer", given), **more})

    def send(self, path: str, fields: dict[str, str]) -> None:
        self._follow(*self._ask("POST", path, urlencode(fields)))

    def hidden(self) -> dict[str, str]:
        found = HIDDEN.findall(self.page)
        return {name[1]: value[1] for one in found if (name := NAME.search(one)) and (value := VALUE.search(one))}

    def close(self) -> None:
        self._line.close()

    def _follow(self, status: int, goal: str) -> None:
        while status == 303:
            status, goal = self._ask("GET", goal, None)

    def _ask(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Accept-Encoding": self._encoding, "Sec-Fetch-Site": "same-origin"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, path, body, {**headers, "X-Moment": clock.now().isoformat()})
        answer = self._line.getresponse()
        raw = answer.read()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        self.path, self.status = path, answer.status
        self._weigh(method, path, body, headers, answer, raw)
        if answer.status != 303:
            self.page = UNPACK[answer.headers["Content-Encoding"]](raw).decode()
        return answer.status, answer.headers["Location"] or ""

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies.pop(name, None)
            if value:
                self.cookies[name] = value

    def _weigh(
        self, method: str, path: str, body: str | None, headers: dict[str, str], answer: http.client.HTTPResponse, raw: bytes
    ) -> None:
        sent = sum(len(name) + len(value) + 4 for name, value in headers.items()) + len(method) + len(path) + len(body or "")
        got = sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + len(raw)
        cookies = tuple(sorted((name, len(value)) for name, value in self.cookies.items()))
        self.weighed.append(Weighed(method, path, answer.status, sent, got, cookies))
