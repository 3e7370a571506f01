"""GET /metrics: the operator's figures in the form that Prometheus reads. Without its own secret in the settings it is not there."""

import hmac
from collections.abc import Iterator

from flask import Blueprint, Response, abort, current_app, request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from webapp import health
from webapp.config import Settings
from webapp.ground import clock
from webapp.ground.parties import Door
from webapp.health import Health
from webapp.messages.values import Stop
from webapp.security.access import allow
from webapp.storage import reading

bp = Blueprint("operator", __name__)


@bp.get("/metrics")
@allow(Door.OPEN)
def metrics() -> Response:
    settings: Settings = current_app.extensions["settings"]
    if settings.metrics_token is None:
        abort(404)
    given = request.headers.get("Authorization", "").encode()
    if not hmac.compare_digest(given, f"Bearer {settings.metrics_token}".encode()):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    registry = CollectorRegistry()
    registry.register(_Once(health.look(reading(), at=clock.now())))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


class _Once(Collector):
    """What was read for this answer, and nothing that a process remembers."""

    def __init__(self, found: Health) -> None:
        self.found = found

    def collect(self) -> Iterator[Metric]:
        found = self.found
        rows = {state.value: float(count) for state, count in found.rows.items()}
        yield _by("mellansteg_messages", "Messages by state, without those about the survey", "state", rows)
        yield GaugeMetricFamily("mellansteg_messages_lag_seconds", "How long the oldest message that is due has waited", found.lag)
        yield GaugeMetricFamily("mellansteg_plans_pending", "Marks that say that a plan is to be made anew", found.replans)
        turns = {part: at.timestamp() for part, at in found.turns.items()}
        yield _by("mellansteg_worker_last_turn_seconds", "When each part of the worker's turn last went well", "part", turns)
        stopped = {stop.value: float(stop in found.stops) for stop in Stop}
        yield _by("mellansteg_sending_stopped", "1 while this is stopped", "name", stopped)
        yield GaugeMetricFamily("mellansteg_sms_parts_today", "Parts of text messages today, in whole hundreds", found.parts)


def _by(name: str, what: str, label: str, values: dict[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=[label])
    for value, number in values.items():
        family.add_metric([value], number)
    return family
