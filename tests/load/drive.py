"""Asks a service on loopback for pages, a fixed number of times, and measures: pages a second, p95, server CPU a page."""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
AT_ONCE = 4


@dataclass(frozen=True)
class Served:
    """One service: a port for each of its processes."""

    ports: Sequence[int]
    pids: Sequence[int]

    def port(self, number: int) -> int:
        """Where connection `number` goes."""
        return self.ports[number % len(self.ports)]


@dataclass(frozen=True)
class Run:
    """One measured run."""

    per_second: float
    p95_ms: float
    cpu_ms: float


def cpu_seconds(pids: Sequence[int]) -> float:
    """What the processes have used so far, user and system."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / TICKS


def drive(service: Served, request: Callable[[int], bytes], count: int, *, expect: Sequence[int]) -> Run:
    """Send `count` requests, four at a time, each on a connection that is kept. Any other status ends the run."""
    times: list[float] = []
    before, began = cpu_seconds(service.pids), time.perf_counter()
    asyncio.run(_all(service, request, count, expect, times))
    spent = time.perf_counter() - began
    return Run(count / spent, sorted(times)[int(len(times) * 0.95)] * 1000, (cpu_seconds(service.pids) - before) * 1000 / count)


async def _all(service: Served, request: Callable[[int], bytes], count: int, expect: Sequence[int], times: list[float]) -> None:
    await asyncio.gather(*(_one(service.port(start), request, range(start, count, AT_ONCE), expect, times) for start in range(AT_ONCE)))


async def _one(port: int, request: Callable[[int], bytes], numbers: range, expect: Sequence[int], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in numbers:
        began = time.perf_counter()
        writer.write(request(number))
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        if status not in expect:
            raise SystemExit(f"The service answered {status}.")
        await reader.readexactly(_length(head))
        times.append(time.perf_counter() - began)
    writer.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.split(b":")[1])
    return 0
