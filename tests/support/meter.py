"""What a page costs on a phone: bytes on the wire with headers, requests, and time on a slow line."""

import time
from typing import Any

from playwright.sync_api import Page

#: 400 kbit/s and 400 ms both ways, a processor four times slower.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}
SLOWER = 4
PAINT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: 'largest-contentful-paint', buffered: true}))"""
SHIFT = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value; })
    .observe({type: 'layout-shift', buffered: true});
  requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })"""


def _crowded() -> float:
    """How many times slower than alone a program runs here just now, because others run as well."""
    began, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < 0.2:
        pass
    return max(1, (time.perf_counter() - began) / (time.process_time() - used))


class Meter:
    """Counts from the moment it is made, or from the last `reset()`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._line = page.context.new_cdp_session(page)
        self._line.send("Network.enable")
        self._line.on("Network.loadingFinished", self._finished)
        self._line.on("Network.requestWillBeSent", self._asked)
        self._line.on("Network.responseReceived", self._answered)
        self._line.on("Network.requestServedFromCache", self._remembered)
        self.reset()

    def reset(self) -> None:
        self.bytes = 0
        self._sent, self._had = list[str](), set[str]()

    @property
    def requests(self) -> int:
        """How many went over the wire. A redirect keeps its id and counts again."""
        return sum(one not in self._had for one in self._sent)

    def without_scripts(self) -> None:
        """From now on the page's own script never comes, and ours still may ask."""
        self._line.send("Network.setBlockedURLs", {"urls": ["*.js"]})

    def slow(self) -> None:
        """From now on a poor line and an old phone: four times slower than this machine when nobody else uses it."""
        self._line.send("Network.emulateNetworkConditions", SLOW)
        self._line.send("Emulation.setCPUThrottlingRate", {"rate": max(1, SLOWER / _crowded())})

    def paint(self) -> float:
        """Milliseconds until the largest thing on the page was there."""
        return float(self._page.evaluate(PAINT))

    def shift(self) -> float:
        """How much of the page moved while it loaded. Nothing may."""
        return float(self._page.evaluate(SHIFT))

    def _remembered(self, event: dict[str, Any]) -> None:
        """What the browser had in memory was not asked for."""
        self._had.add(event["requestId"])

    def _answered(self, event: dict[str, Any]) -> None:
        """Nor was what it had on disk."""
        if event["response"].get("fromDiskCache"):
            self._had.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])

    def _asked(self, event: dict[str, Any]) -> None:
        """The icon of the tab is fetched by the browser, not by the page: it is weighed and not counted."""
        if event.get("type") != "Other":
            self._sent.append(event["requestId"])
        if redirect := event.get("redirectResponse"):
            self.bytes += int(redirect["encodedDataLength"])
