"""Every address, everybody who could knock, own things and others': what they are answered, and which secrets the answer holds.

`matrix.txt` is the expected table. A new route without rows fails. After a change: `pytest tests/security/test_matrix.py --rewrite` (twice,
when a route is new), and read the difference line by line: a secret in a new place is a leak until somebody has said why it is not.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from flask import Flask

from tests.security.addresses import path, routes, token
from tests.security.conftest import House
from tests.security.visitors import MAY_MEET, VISITORS
from tests.security.world import SECRETS

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


def _answer(house: House, name: str, who: str) -> str:
    visit, method = house.knocks(who), name.partition(" ")[0]
    where = path(house.app, house.world, routes(house.app)[name], about_neighbour=VISITORS[who].about_neighbour)
    sent = {"csrf_token": token(visit)} if method == "POST" else None
    response = visit.client.open(where, method=method, base_url=visit.base_url, data=sent)
    assert response.status_code < 500, f"{method} {where} broke"
    goes = f" {_without_ids(response.location)}" if response.location else ""
    return f"{response.status_code}{goes}{_secrets(response.get_data(as_text=True))}"


def _without_ids(address: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|/m/[a-z2-7]{26}", "..", address.removeprefix("https://mellansteg.example"))


def _secrets(html: str) -> str:
    """Figures are looked for outside ids and tokens, where any five digits turn up by chance sooner or later."""
    digits = re.sub(r"[ \N{NO-BREAK SPACE}-]", "", re.sub(r"[\w-]{20,}", "", html))
    found = [secret for secret, word in SECRETS.items() if word in (digits if word.isdigit() else html)]
    return f" [{' '.join(found)}]" if found else ""


def _write(table: Table) -> None:
    TABLE.write_text("\n\n".join("\n".join([name, *_grouped(table[name])]) for name in sorted(table)) + "\n")
    _expected.cache_clear()


def _grouped(row: Answers) -> list[str]:
    """One line for each answer, with everybody who gets it."""
    answers = sorted(set(row.values()))
    return [f"  {answer:30}: {' '.join(who for who in VISITORS if row.get(who) == answer)}" for answer in answers]


def test_every_route_has_its_rows(app: Flask, request: pytest.FixtureRequest) -> None:
    names = list(routes(app))
    if request.config.getoption("--rewrite"):
        _write({name: _expected().get(name) or dict.fromkeys(VISITORS, "?") for name in names})
    assert {name: set(row) for name, row in _expected().items()} == {name: set(VISITORS) for name in names}


@pytest.mark.parametrize("name", sorted(_expected()))
def test_each_is_answered_as_expected(house: House, name: str, request: pytest.FixtureRequest) -> None:
    observed = {who: _answer(house, name, who) for who in VISITORS}
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
