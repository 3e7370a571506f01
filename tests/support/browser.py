"""Debian's Chromium as a person holds it: a phone or a desk, with scripts or without, and nothing from elsewhere."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, Request, Route, ViewportSize

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = ViewportSize(width=360, height=640)
SMALL = ViewportSize(width=320, height=256)
DESK = ViewportSize(width=1280, height=800)


@contextmanager
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Never a downloaded browser."""
    path = shutil.which("chromium")
    assert path, "Chromium is not here. Install it: apt-get install chromium"
    browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    try:
        yield browser
    finally:
        browser.close()


class Window:
    """One browser window of one person. What goes wrong inside is collected and told at the end."""

    def __init__(self, context: BrowserContext, home: str, *, cached: bool = False) -> None:
        self.home, self.wrong = home, list[str]()
        if not cached:
            context.route("**/*", self._keep_home)
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda fault: self.wrong.append(f"The script failed: {fault}"))

    def open(self, path: str) -> Page:
        """Go to an address of ours, or a whole one."""
        self.page.goto(self.home + path if path.startswith("/") else path)
        return self.page

    def _keep_home(self, route: Route, request: Request) -> None:
        if f"{urlsplit(request.url).scheme}://{urlsplit(request.url).netloc}" == self.home:
            route.fallback()
            return
        self.wrong.append(f"The page asked for {request.url}")
        route.abort()

    def _listen(self, message: ConsoleMessage) -> None:
        """A refused form (422) and a page that is not there are said to the console as well; those a test asks for itself."""
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            self.wrong.append(f"The console says: {message.text}")


@contextmanager
def window(
    browser: Browser,
    home: str,
    viewport: ViewportSize,
    *,
    scripts: bool = True,
    language: str = "sv-SE",
    dark: bool = False,
    cached: bool = False,
) -> Iterator[Window]:
    """Somebody who has never been here. Only with `cached` does the browser keep files as every real one does: keeping watch costs that."""
    context = browser.new_context(
        viewport=viewport,
        java_script_enabled=scripts,
        locale=language,
        timezone_id="Europe/Stockholm",
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        has_touch=viewport["width"] < 600,
    )
    context.set_default_timeout(10_000)
    opened = Window(context, home, cached=cached)
    try:
        yield opened
        assert not opened.wrong, "\n".join(opened.wrong)
    finally:
        context.close()
