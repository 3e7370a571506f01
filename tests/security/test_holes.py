"""A hole in any rule is seen: each is opened or taken away in turn, and the matrix no longer agrees.

Who may use a route stands in the rule that it declares; whose things they are stands in a few functions. Holes are seeded in both.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from tests.security.addresses import routes
from tests.security.conftest import House
from tests.security.test_matrix import _answer, _expected
from tests.security.visitors import VISITORS
from webapp.consent import queries as consent
from webapp.desk.queries import cases
from webapp.desk.queries.seen import Reader
from webapp.ground.parties import Door, Role, Visitor
from webapp.people import queries as people
from webapp.people.models import CaseHandler, Course, Participant
from webapp.security.access import Rule, rule_of
from webapp.sign_in.views import accounts
from webapp.storage import reading

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
ROLES = {"fk": Role.HANDLER, "af": Role.HANDLER, "admin": Role.ADMINISTRATOR} | {role.value: role for role in Role}
SHUT, CONFIRM = ("401", "403"), "303 /telefon"


def _visitor(who: str) -> Visitor:
    knock = VISITORS[who]
    if knock.staff:
        return Visitor(staff_id=UUID(int=1), role=ROLES[who.partition("-")[0]])
    return Visitor(participant_id=UUID(int=1), door=knock.door) if knock.participant else Visitor()


def _against(name: str, rule: Rule) -> set[str]:
    """The visitors about whom the rule and the matrix say different things."""
    return {who for who in VISITORS if rule.lets_in(_visitor(who)) == _is_shut(name, who)}


def _is_shut(name: str, who: str) -> bool:
    """Refused; or, with her link alone, sent to confirm the phone where a confirmed one is not."""
    row = _expected()[name]
    return row[who].startswith(SHUT) or (who == "link" and row[who] == CONFIRM != row["phone"])


def _declared(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every route that is not open to all. What is open answers each visitor by what it says, and the matrix holds that."""
    for name, route in routes(app).items():
        rule = rule_of(app, route.endpoint)
        assert rule, name
        if rule.door is not Door.OPEN:
            yield name, rule


def test_the_matrix_and_the_rules_say_the_same(app: Flask) -> None:
    assert {name: wrong for name, rule in _declared(app) if (wrong := _against(name, rule))} == {}


def test_every_role_too_many_and_every_role_too_few_is_seen(app: Flask) -> None:
    tried = 0
    for name, rule in _declared(app):
        for role in Role:
            seen = _against(name, Rule(rule.door, rule.roles ^ {role}))
            assert seen == {who for who in VISITORS if _visitor(who).role is role}, f"{name}: {role.value}"
            tried += 1
    assert tried > 500


def test_every_door_too_low_is_seen(app: Flask) -> None:
    """A route for her confirmed phone that her link alone would open, and a desk that a participant would get in to."""
    for name, rule in _declared(app):
        if rule.door is Door.DEVICE:
            assert _against(name, Rule(Door.LINK, rule.roles)) == {"link"}, name
        if rule.door is None:
            assert _against(name, Rule(Door.DEVICE, rule.roles)) >= {"phone"}, name
        assert _against(name, Rule(Door.OPEN, rule.roles)) >= {"stranger"}, name


def _everybodys(reader: Reader) -> object:
    """Every case at once, as if none were anybody's."""
    chosen = select(Participant, Course).join(CaseHandler, CaseHandler.participant_id == Participant.id)
    return chosen.join(Course, Course.id == Participant.course_id).where(CaseHandler.agency == reader.agency)


#: What is broken, with what, where it must show, and for whom.
HOLES: dict[str, tuple[Any, str, Callable[..., object], str, set[str]]] = {
    "whose course it is": (people, "leads", lambda *_: True, "GET /kurser/<uuid:course_id>", {"leader-other"}),
    "whose case it is": (cases, "_own", _everybodys, "GET /mina-deltagare/<uuid:participant_id>", {"fk-other", "af-other"}),
    "whose case it is to end": (people, "handles", lambda *_: True, "GET /mina-deltagare/<uuid:participant_id>/avsluta", {"fk-other"}),
    "secrecy between the agencies": (consent, "holds", lambda *_: True, "GET /mina-deltagare/<uuid:participant_id>", {"af-no-consent"}),
    "whose account it is to change": (
        accounts, "in_my_area", lambda one: people.staff(reading(), one), "GET /konton/<uuid:staff_id>", {"admin-other"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("hole", HOLES)
def test_a_hole_in_whose_things_they_are_is_seen(house: House, hole: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place, function, broken, name, whom = HOLES[hole]
    monkeypatch.setattr(place, function, broken)
    assert {who for who in VISITORS if _answer(house, name, who) != _expected()[name][who]} == whom
