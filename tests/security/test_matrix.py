"""Every address, everybody who could knock, own things and others': what they are answered, and which secrets the answer holds.

`matrix.txt` is the expected table. A new route without rows fails. After a change: `pytest tests/security/test_matrix.py --rewrite` (twice,
when a route is new), and read the difference line by line: a secret in a new place is a leak until somebody has said why it is not.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.security.visitors import MAY_MEET, VISITORS, Knock
from tests.security.world import SECRETS, World, world
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.storage import transaction

#: Who may come in does not hang on the kind of database, so one is enough.
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
TABLE = Path(__file__).with_name("matrix.txt")
Answers = dict[str, str]
Table = dict[str, Answers]


@cache
def _expected() -> Table:
    table: Table = {}
    for line in TABLE.read_text().splitlines() if TABLE.exists() else []:
        if line and not line.startswith(" "):
            row = table.setdefault(line, {})
        elif line:
            answer, _, who = line.partition(":")
            row.update(dict.fromkeys(who.split(), answer.strip()))
    return table


@pytest.fixture
def seen(app: Flask) -> tuple[Flask, World]:
    with app.app_context(), transaction() as session:
        made = world(session)
    return app, made


def _routes(app: Flask) -> list[tuple[str, Rule]]:
    rules = [(method, rule) for rule in app.url_map.iter_rules() for method in (rule.methods or set()) & {"GET", "POST"}]
    return sorted(((f"{method} {rule.rule}", rule) for method, rule in rules), key=lambda one: one[0])


def _values(world: World, knock: Knock) -> dict[str, object]:
    """What stands in the address: Kanariea's things, or her neighbour's."""
    person, work = (world.neighbour, world.other) if knock.about_neighbour else (world.person, world.work)
    return {
        "participant_id": person,
        "course_id": work.course,
        "staff_id": work.fk,
        "talk_id": world.talk,
        "pairing_id": world.talk,
        "token": world.token,
        "flow": "staircase",
        "step": "place",
        "purpose": "secrecy",
        "number": 1,
        "name": "finns-inte.css",
    }


def _answer(app: Flask, made: World, method: str, rule: Rule, knock: Knock) -> str:
    visit = knock.arrives(app, made)
    values = _values(made, knock)
    assert rule.arguments <= values.keys(), f"{rule.rule}: say in _values what stands in {sorted(rule.arguments - values.keys())}"
    with app.test_request_context():
        path = app.url_map.bind("mellansteg.example", url_scheme="https").build(
            rule.endpoint, {name: values[name] for name in rule.arguments}, method=method
        )
    response = visit.client.open(
        path, method=method, base_url=visit.base_url, data={"csrf_token": _token(visit)} if method == "POST" else None
    )
    assert response.status_code < 500, f"{method} {path} broke"
    goes = f" {_without_ids(response.location)}" if response.location else ""
    return f"{response.status_code}{goes}{_secrets(response.get_data(as_text=True))}"


def _token(visit: Visit) -> str:
    """The token that stands in the forms this visitor is shown."""
    visit.get("/sa-hanterar-vi")
    return next(attribute(field, "value") for field in visit.page.all("input[name=csrf_token]"))


def _without_ids(address: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|/m/[a-z2-7]{26}", "..", address.removeprefix("https://mellansteg.example"))


def _secrets(html: str) -> str:
    digits = html.replace(" ", "").replace("-", "").replace("\N{NO-BREAK SPACE}", "")
    found = [secret for secret, word in SECRETS.items() if word in (digits if word.isdigit() else html)]
    return f" [{' '.join(found)}]" if found else ""


def _observed(app: Flask, made: World, wanted: str) -> Answers:
    rule = dict(_routes(app))[wanted]
    return {who: _answer(app, made, wanted.partition(" ")[0], rule, knock) for who, knock in VISITORS.items()}


def _write(table: Table) -> None:
    TABLE.write_text("\n\n".join("\n".join([name, *_grouped(table[name])]) for name in sorted(table)) + "\n")
    _expected.cache_clear()


def _grouped(row: Answers) -> list[str]:
    """One line for each answer, with everybody who gets it."""
    answers = sorted(set(row.values()))
    return [f"  {answer:30}: {' '.join(who for who in VISITORS if row.get(who) == answer)}" for answer in answers]


def test_every_route_has_its_rows(app: Flask, request: pytest.FixtureRequest) -> None:
    names = [name for name, _ in _routes(app)]
    if request.config.getoption("--rewrite"):
        _write({name: _expected().get(name) or dict.fromkeys(VISITORS, "?") for name in names})
    assert {name: set(row) for name, row in _expected().items()} == {name: set(VISITORS) for name in names}


@pytest.mark.parametrize("name", sorted(_expected()))
def test_each_is_answered_as_expected(seen: tuple[Flask, World], name: str, request: pytest.FixtureRequest) -> None:
    observed = _observed(*seen, wanted=name)
    if request.config.getoption("--rewrite"):
        _write(_expected() | {name: observed})
    assert observed == _expected()[name]


@pytest.mark.usefixtures("engine")
def test_no_secret_stands_where_nobody_may_meet_it() -> None:
    """The table itself, held against domain.md section 6."""
    for name, row in _expected().items():
        for who, answer in row.items():
            met = re.findall(r"\w+", answer.partition("[")[2])
            assert all(who in MAY_MEET[secret] for secret in met), f"{name}: {who} meets {met}"


@pytest.mark.usefixtures("engine")
def test_the_secrets_are_met_by_those_they_are_for() -> None:
    """A matrix in which nobody sees anything would prove nothing."""
    met = {
        (secret, who) for row in _expected().values() for who, said in row.items() for secret in re.findall(r"\w+", said.partition("[")[2])
    }
    assert met >= {("need", "phone"), ("need", "fk"), ("need", "af"), ("name", "leader"), ("gk", "af"), ("draft", "phone")}
