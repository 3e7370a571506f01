"""The guard. Every route declares who may use it; a route that declares nothing is shut."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request

from webapp.ground.parties import Door, Role, Visitor
from webapp.logs import is_silent
from webapp.security import sessions

#: A stylesheet or a picture is part of a page that has been seen already, and nobody's visit.
STATIC = "files.show"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may use a route: participants from `door` up, or staff with one of `roles`."""

    door: Door | None
    roles: frozenset[Role]

    def lets_in(self, visitor: Visitor) -> bool:
        if self.door is Door.OPEN:
            return True
        if visitor.staff_id:
            return visitor.role in self.roles
        return self.door is not None and visitor.participant_id is not None and visitor.door >= self.door


class Shut(Exception):
    """This visitor may not come in here. `rule` says what it would take."""

    def __init__(self, rule: Rule | None) -> None:
        super().__init__("shut")
        self.rule = rule


def allow(*who: Door | Role) -> Callable[[View], View]:
    """Declare who may use a view: one door for participants, any number of staff roles."""
    doors = [one for one in who if isinstance(one, Door)]
    rule = Rule(door=doors[0] if doors else None, roles=frozenset(one for one in who if isinstance(one, Role)))

    def declare(view: View) -> View:
        cast(Any, view).access_rule = rule
        return view

    return declare


def from_a_machine(view: View) -> View:
    """Declare that no browser sends this: it needs no form of ours. Such a view looks at what it is sent, and never at who sends it."""
    cast(Any, view).sent_by_machine = True
    return view


def is_from_a_machine(app: Flask, endpoint: str | None) -> bool:
    """Whether a route declares that no browser sends it anything."""
    return bool(getattr(app.view_functions.get(endpoint or ""), "sent_by_machine", False))


def rule_of(app: Flask, endpoint: str) -> Rule | None:
    """The rule a route declares, if it declares one."""
    return getattr(app.view_functions.get(endpoint), "access_rule", None)


def visitor() -> Visitor:
    """Whoever sent this request. Looked up once, when first asked for."""
    if "visitor" not in g:
        g.visitor = sessions.recognise(current_app.extensions["identify"])
    return cast(Visitor, g.visitor)


def guard() -> None:
    """Before every request. Raises Shut."""
    if request.endpoint is None:
        return
    let_in(request.endpoint)
    if not is_silent() and request.endpoint != STATIC:
        sessions.touch(visitor())


def let_in(endpoint: str) -> None:
    """Raises Shut for whoever may not use this route."""
    rule = rule_of(current_app, endpoint)
    if rule is None or not rule.lets_in(visitor()):
        raise Shut(rule)
