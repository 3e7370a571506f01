"""Logs as JSON lines: what was asked of which endpoint, with which outcome and how long it took.

Never an address, a path, a name or a text.
"""

import logging
import time
from collections.abc import MutableMapping
from typing import Any

import structlog
from flask import Flask, Response, g, has_request_context, request

#: What a log line may say. Anything else is dropped before it is written.
MAY_BE_SAID = frozenset(
    {"event", "level", "timestamp", "endpoint", "method", "status", "ms", "where", "kind", "state", "count", "exception"}
)
#: The pages of the anonymous survey: no line is written about them, and a fault there has a day but no time.
SURVEY, SURVEY_DOORS = "survey", "survey_doors"
log = structlog.get_logger()


def is_silent() -> bool:
    """Whether nothing may be written about the request under way: neither who, nor when, nor how long."""
    return has_request_context() and request.blueprint in {SURVEY, SURVEY_DOORS}


def without_the_time_of_an_answer(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A fault on a silent page is worth knowing, and its day is enough."""
    if is_silent():
        line["timestamp"] = str(line["timestamp"])[:10]
    return line


def only_what_may_be_said(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the named facts, and of a fault only its kind and place: its message could hold what a person wrote."""
    fault = line.pop("exc_info", None)
    if isinstance(fault, BaseException):
        line["exception"] = type(fault).__name__
        line["where"] = _place(fault)
    return {key: value for key, value in line.items() if key in MAY_BE_SAID}


def _place(fault: BaseException) -> str:
    places = []
    trace = fault.__traceback__
    while trace:
        _, ours, file = trace.tb_frame.f_code.co_filename.rpartition("webapp/")
        if ours:
            places.append(f"{file}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(places[-4:])


def init_app(app: Flask) -> None:
    """Set up the log and write one line for each request to a page."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_the_time_of_an_answer,
            only_what_may_be_said,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("waitress").setLevel(logging.ERROR)

    @app.before_request
    def _begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def _written(response: Response) -> Response:
        if request.endpoint != "files.show" and not is_silent():
            spent = round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1)
            log.info("request", endpoint=request.endpoint, method=request.method, status=response.status_code, ms=spent)
        return response
