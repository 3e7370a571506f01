"""Somebody with a browser, who reads every page and only sends forms they were shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.support.databases import BASE_URL
from tests.support.forms import Given, form_with
from tests.support.page import Page
from tests.support.reading import faults


@dataclass(frozen=True)
class Sent:
    """One form on its way."""

    path: str
    fields: MultiDict[str, str]


class Visit:
    """`visit.get("/")`, then `visit.click("Läs mer")` and `visit.send("Fortsätt", {"Vad heter du?": "Kim"})`, page after page."""

    def __init__(self, app: Flask, *, language: str = "sv", base_url: str = BASE_URL) -> None:
        self.app, self.language, self.base_url = app, language, base_url
        self.client: FlaskClient = app.test_client()
        self._page: Page | None = None
        self._sent: Sent | None = None

    @property
    def page(self) -> Page:
        """The page that is open now."""
        assert self._page is not None, "No page is open: begin with visit.get(...)."
        return self._page

    def another(self, language: str = "sv") -> "Visit":
        """Another phone, with no cookies."""
        return Visit(self.app, language=language, base_url=self.base_url)

    def get(self, path: str, status: int | None = 200) -> Page:
        """Open an address, typed or from a message. With `status=None` any answer will do that is not our own fault."""
        return self._arrive(self._open("GET", path, site="none"), status)

    def click(self, link: str, status: int = 200) -> Page:
        """Follow the link that says this on the open page."""
        return self._arrive(self._open("GET", urljoin(self.page.url, self.page.link(link)), site="same-origin"), status)

    def send(self, button: str | None = None, given: Mapping[str, Given] | None = None, status: int = 200) -> Page:
        """Fill in fields by label, legend or name, and press the button that says this (or the only one in `main`)."""
        form = form_with(self.page, button)
        fields = form.filled(given or {})
        path = urljoin(self.page.url, form.action)
        if form.method == "GET":
            return self._arrive(self._open("GET", path, query=fields), status)
        self._sent = Sent(path, fields)
        return self._deliver(self._sent, status)

    def send_again(self, status: int = 200) -> Page:
        """The same form once more, as after Back or a double tap."""
        assert self._sent is not None, "Nothing was sent yet."
        return self._deliver(self._sent, status)

    def forge(self, path: str, fields: Mapping[str, str], status: int, *, site: str = "same-origin") -> Page:
        """What no page of ours would send. For tests of refusal alone."""
        return self._arrive(self._open("POST", path, data=MultiDict(fields), site=site), status)

    def _deliver(self, sent: Sent, status: int) -> Page:
        response = self._open("POST", sent.path, data=sent.fields, site="same-origin")
        # In another language a form is shown again as it was typed; anything else that is sent leads on to a page of its own.
        fine = {303, status} - (set() if "speak" in sent.fields else {200})
        assert response.status_code in fine, f"A POST to {sent.path} was answered {response.status_code}, not 303\n\n{response.text}"
        return self._arrive(response, status)

    def _open(
        self,
        method: str,
        path: str,
        *,
        data: MultiDict[str, str] | None = None,
        query: MultiDict[str, str] | None = None,
        site: str = "same-origin",
    ) -> TestResponse:
        headers = {"Sec-Fetch-Site": site, "Accept-Language": self.language}
        if site == "same-origin" and method == "POST":
            headers["Origin"] = self.base_url
        return self.client.open(path, base_url=self.base_url, method=method, data=data, query_string=query, headers=headers)

    def _arrive(self, response: TestResponse, status: int | None) -> Page:
        path = response.request.path
        for _ in range(5):
            if response.status_code not in {301, 302, 303, 307, 308}:
                break
            goal = urlsplit(urljoin(self.base_url + path, response.headers["Location"]))
            assert f"{goal.scheme}://{goal.netloc}" == self.base_url, f"{path} sends people away to {goal.geturl()}"
            path = goal.path
            response = self._open("GET", path + (f"?{goal.query}" if goal.query else ""))
        self._page = Page(response.request.full_path.rstrip("?") if response.request.query_string else path, response)
        expected = response.status_code == status if status else response.status_code < 500
        assert expected, f"{path} answered {response.status_code}, not {status}\n\n{response.text}"
        if response.mimetype == "text/html":
            wrong = faults(self._page)
            assert not wrong, f"{path} reads badly:\n- " + "\n- ".join(wrong) + f"\n\n{self._page.html}"
        return self._page
