"""Completed surveys a second: many phones at once, each walking from its own link to the last page."""

import asyncio
import re
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.load.drive import Served

STEPS = ("q1", "q2", "q3", "q5", "q6", "q7", "check")
TOKEN = re.compile(rb'name="csrf_token"[^>]*?value="([^"]+)"')
MARK = re.compile(rb'name="seen" value="([^"]+)"')
COOKIE = re.compile(r"^set-cookie: ([^=]+)=([^;]*)", re.IGNORECASE | re.MULTILINE)
LENGTH = re.compile(r"^content-length: (\d+)", re.IGNORECASE | re.MULTILINE)


@dataclass
class Phone:
    """One connection that is kept, and the cookies of one person."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> bytes:
        return await self._ask(f"GET {path} HTTP/1.1\r\n", "", 200)

    async def post(self, path: str, form: dict[str, str]) -> None:
        body = urlencode(form)
        kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        await self._ask(f"POST {path} HTTP/1.1\r\n{kind}", body, 303)

    async def _ask(self, head: str, body: str, expect: int) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.writer.write(f"{head}Host: 127.0.0.1\r\nCookie: {cookies}\r\n\r\n{body}".encode())
        came = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        if int(came.split(" ", 2)[1]) != expect:
            raise SystemExit(f"The service answered {came.splitlines()[0]} to {head.splitlines()[0]}")
        self.cookies.update(COOKIE.findall(came))
        found = LENGTH.search(came)
        return await self.reader.readexactly(int(found[1]) if found else 0)


async def complete(phone: Phone, link: str) -> None:
    """One person answers: the first page, seven questions and the page to check, and thanks."""
    phone.cookies.clear()
    token = TOKEN.search(await phone.get(link))
    form = {"csrf_token": token[1].decode() if token else ""}
    await phone.post(f"{link}/enkat", form)
    for step in STEPS:
        mark = MARK.search(await phone.get(f"/enkat/{step}"))
        await phone.post(f"/enkat/{step}", {**form, **({"seen": mark[1].decode()} if mark else {"answer": "4"})})
    await phone.get("/enkat/tack/1")


def completed_a_second(service: Served, links: Sequence[str], clients: int) -> float:
    """How many surveys are completed a second when so many phones answer at once."""
    began = time.perf_counter()
    asyncio.run(_all(service, deque(links), clients))
    return len(links) / (time.perf_counter() - began)


async def _all(service: Served, links: deque[str], clients: int) -> None:
    async def one(number: int) -> None:
        phone = Phone(*await asyncio.open_connection("127.0.0.1", service.port(number)))
        while links:
            await complete(phone, links.popleft())
        phone.writer.close()

    await asyncio.gather(*(one(number) for number in range(clients)))
