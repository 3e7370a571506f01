"""Everybody who could knock: strangers, participants behind each door, and staff with and without a reason to be there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Flask

from tests.security.world import World
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.parties import Door


@dataclass(frozen=True)
class Knock:
    """Who knocks, and whether it is about Kanariea's things or her neighbour's."""

    participant: Callable[[World], UUID] | None = None
    staff: Callable[[World], UUID] | None = None
    door: Door = Door.DEVICE
    about_neighbour: bool = False

    def arrives(self, app: Flask, world: World) -> Visit:
        visit = Visit(app)
        if self.participant or self.staff:
            who = self.participant(world) if self.participant else None
            comes_in(visit, participant_id=who, staff_id=self.staff(world) if self.staff else None, door=self.door)
        return visit


#: In this order they knock; those who may change things come last.
VISITORS: Mapping[str, Knock] = {
    "stranger": Knock(),
    "coordinator": Knock(staff=lambda w: w.coordinator),
    "specialist": Knock(staff=lambda w: w.specialist),
    "editor": Knock(staff=lambda w: w.editor),
    "admin-other": Knock(staff=lambda w: w.other_admin),
    "phone-other": Knock(participant=lambda w: w.neighbour),
    "fk-other": Knock(staff=lambda w: w.other.fk),
    "af-other": Knock(staff=lambda w: w.other.af),
    "leader-other": Knock(staff=lambda w: w.other.leader),
    "af-no-consent": Knock(staff=lambda w: w.other.af, about_neighbour=True),
    "link": Knock(participant=lambda w: w.person, door=Door.LINK),
    "af": Knock(staff=lambda w: w.work.af),
    "fk": Knock(staff=lambda w: w.work.fk),
    "leader": Knock(staff=lambda w: w.work.leader),
    "phone": Knock(participant=lambda w: w.person),
    "admin": Knock(staff=lambda w: w.admin),
}

#: domain.md, section 6: who may ever meet which secret, on any page.
MAY_MEET: Mapping[str, set[str]] = {
    "name": {"phone", "link", "fk", "af", "leader"},
    "phone": {"phone"},
    "need": {"phone", "fk", "af"},
    "draft": {"phone"},
    "old": {"phone"},
    "gk": {"phone", "link", "fk", "af"},
    "box": {"phone", "fk", "af"},
    "private": {"phone"},
    "plan": {"phone", "fk", "af"},
    "reply": {"phone", "fk", "af"},
    "signature": {"phone"},
    "neighbours": {"phone-other"},
    "figures": {"leader"},
    "pooled": {"leader", "leader-other", "coordinator"},
    "sheets": set(),
}
