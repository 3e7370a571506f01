"""Every address is declared, guarded and remembered."""

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from webapp.security.access import rule_of

KNOWN = Path(__file__).with_name("routes.txt")


def _line(app: Flask, rule: Rule) -> str:
    """`/telefon/kod  POST  invitations.code  door DEVICE` - what a person reads when an address changes."""
    methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
    declared = rule_of(app, rule.endpoint)
    assert declared is not None, f"{rule.rule} ({rule.endpoint}) declares nobody who may use it"
    who = [declared.door.name] if declared.door is not None else []
    return f"{rule.rule}  {methods}  {rule.endpoint}  {' '.join(who + sorted(role.name for role in declared.roles))}"


def _routes(app: Flask) -> list[str]:
    return sorted(_line(app, rule) for rule in app.url_map.iter_rules())


def test_addresses_do_not_change_unnoticed(app: Flask, request: pytest.FixtureRequest) -> None:
    """Wanted a change? `pytest tests/house/test_routes.py --rewrite`, and read the difference."""
    if request.config.getoption("--rewrite"):
        KNOWN.write_text("\n".join(_routes(app)) + "\n")
    assert _routes(app) == KNOWN.read_text().splitlines()


def test_a_route_that_declares_nobody_is_shut(app: Flask) -> None:
    app.add_url_rule("/glomd", "forgotten", lambda: "secret")
    answer = app.test_client().get("/glomd", base_url="https://mellansteg.example")
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_addresses_are_swedish_words_with_dashes(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        parts = [part for part in rule.rule.split("/") if part and "<" not in part]
        assert all(part == part.lower() and "_" not in part and part.replace(".", "").isascii() for part in parts), rule.rule


def test_endpoints_say_room_and_view(app: Flask) -> None:
    assert [rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.count(".") != 1] == []


def test_addresses_are_only_looked_at_or_sent_to(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        assert (rule.methods or set()) - {"HEAD", "OPTIONS"} <= {"GET", "POST"}, rule.rule


def test_every_response_carries_the_promises(app: Flask) -> None:
    for path in ("/", "/finns-inte", "/s/finns-inte.css"):
        headers = app.test_client().get(path, base_url="https://mellansteg.example").headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none';"), path
        assert headers["Strict-Transport-Security"].startswith("max-age=63072000"), path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
