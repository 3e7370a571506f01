"""Every address of the service, with Kanariea's things or her neighbour's in it."""

import re

from flask import Flask
from werkzeug.routing import Rule

from tests.results import boxes
from tests.security.world import ROOM_CODE, World
from tests.support.visit import Visit


def routes(app: Flask) -> dict[str, Rule]:
    """`GET /min-sida` and so on, in order."""
    rules = [(method, rule) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) & {"GET", "POST"}]
    return dict(sorted(((f"{method} {rule.rule}", rule) for method, rule in rules), key=lambda one: one[0]))


def path(app: Flask, world: World, rule: Rule, *, about_neighbour: bool = False) -> str:
    """The address of a rule, filled in."""
    values = _values(world, about_neighbour=about_neighbour)
    assert rule.arguments <= values.keys(), f"{rule.rule}: say in _values what stands in {sorted(rule.arguments - values.keys())}"
    there = app.url_map.bind("mellansteg.example", url_scheme="https")
    return there.build(rule.endpoint, {name: values[name] for name in rule.arguments})


def token(visit: Visit) -> str:
    """The CSRF token that stands in the forms this visitor is shown."""
    page = visit.client.get("/hjalp-nu", base_url=visit.base_url).text
    shown = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert shown, page
    return shown[1]


def _values(world: World, *, about_neighbour: bool) -> dict[str, object]:
    person, work = (world.neighbour, world.other) if about_neighbour else (world.person, world.work)
    return {
        "participant_id": person,
        "course_id": work.course,
        "staff_id": work.fk,
        "pair_id": world.other_pair if about_neighbour else world.pair,
        "talk_id": world.talk,
        "pairing_id": world.talk,
        "token": world.token,
        "flow": "staircase",
        "key": "work",
        "step": "place",
        "part": "a",
        "code": ROOM_CODE,
        "purpose": "secrecy",
        "whom": "fk",
        "number": 1,
        "box": 1,
        "name": "finns-inte.css",
        "period": boxes.PERIOD,
        "kind": "csv",
        "word": "gk-1",
        "way": "email",
        "work": "fk",
        "hour": "noon",
        "sealed": "v1.1.bm9ib2R5",
        "session_id": world.talk,
        "passkey_id": world.talk,
    }
