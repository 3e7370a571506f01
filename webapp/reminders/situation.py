"""What is true now of many participants, read in a handful of questions to the database whatever their number."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import AgendaBox
from webapp.assessments.models import GkMeeting
from webapp.assessments.values import LONGEST_BETWEEN
from webapp.ground import clock
from webapp.invitations.models import PersonalLink
from webapp.messages.models import OutboxMessage
from webapp.messages.values import SAID, Kind
from webapp.people.models import CourseMeeting, Participant
from webapp.reminders.appointments import subject_of
from webapp.reminders.models import MeetingReply, MessageChoice
from webapp.reminders.planning import Person, Task
from webapp.reminders.values import Hour
from webapp.staircase.models import Placement

#: A meeting is spoken of so long before, at most.
AHEAD = timedelta(days=14)
#: So long before GK1 she may be asked what she wants to talk about there.
AGENDA = timedelta(days=7)
#: So long an invitation waits to be opened.
OPENING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Facts:
    """One participant, with what her letter needs beside the plan."""

    participant: Participant
    link: PersonalLink | None
    choice: MessageChoice | None
    person: Person
    #: Task key -> the moment a meeting begins.
    begins: Mapping[str, datetime]


def of(session: Session, participant_ids: Iterable[UUID], *, at: datetime) -> dict[UUID, Facts]:
    """Everybody asked about who still is in a course. Looks at nothing that the anonymous survey changes when somebody answers."""
    ids = list(participant_ids)
    people = session.scalars(select(Participant).where(Participant.id.in_(ids), Participant.ended_at.is_(None))).all()
    reading = _Reading(session, people, at)
    return {one.id: reading.of(one) for one in people}


class _Reading:
    """All rows about some people, and one person's facts from them."""

    def __init__(self, session: Session, people: Sequence[Participant], at: datetime) -> None:
        ids, courses = [one.id for one in people], {one.course_id for one in people}
        self.today, self.at = clock.day(at), at
        self.course: dict[UUID, list[CourseMeeting]] = defaultdict(list)
        for meeting in session.scalars(select(CourseMeeting).where(CourseMeeting.course_id.in_(courses)).order_by(CourseMeeting.number)):
            self.course[meeting.course_id].append(meeting)
        self.gk: dict[UUID, list[GkMeeting]] = defaultdict(list)
        for booked in session.scalars(select(GkMeeting).where(GkMeeting.participant_id.in_(ids)).order_by(GkMeeting.number)):
            self.gk[booked.participant_id].append(booked)
        alive = PersonalLink.participant_id.in_(ids) & PersonalLink.ended_at.is_(None)
        self.links = {link.participant_id: link for link in session.scalars(select(PersonalLink).where(alive))}
        chosen = session.scalars(select(MessageChoice).where(MessageChoice.participant_id.in_(ids)))
        self.choices = {choice.participant_id: choice for choice in chosen}
        self.placed = set(session.scalars(select(Placement.participant_id).where(Placement.participant_id.in_(ids)).distinct()))
        boxes = select(AgendaBox.participant_id).where(AgendaBox.participant_id.in_(ids)).distinct()
        self.has_boxes = set(session.scalars(boxes))
        stays_away = MeetingReply.participant_id.in_(ids) & ~MeetingReply.coming
        away = session.scalars(select(MeetingReply).where(stays_away))
        self.away = {(reply.participant_id, subject_of(reply.meeting, reply.held_on, reply.begins)) for reply in away}
        self.said: dict[UUID, dict[str, date]] = defaultdict(dict)
        self.told_today: set[UUID] = set()
        self._read_outbox(session, ids)

    def _read_outbox(self, session: Session, ids: list[UUID]) -> None:
        """What was said. A survey message of today counts as today's whatever became of it, so that it tells nothing."""
        columns = OutboxMessage.participant_id, OutboxMessage.kind, OutboxMessage.state, OutboxMessage.about, OutboxMessage.due_at
        planned = OutboxMessage.participant_id.in_(ids) & OutboxMessage.kind.in_((Kind.REMINDER, Kind.SURVEY))
        for participant_id, kind, state, about, due_at in session.execute(select(*columns).where(planned)):
            day = clock.day(due_at)
            if participant_id is None or not (kind is Kind.SURVEY or state in SAID):
                continue
            if day == self.today:
                self.told_today.add(participant_id)
            self.said[participant_id].update((key, day) for key in about.split())

    def of(self, one: Participant) -> Facts:
        link, choice = self.links.get(one.id), self.choices.get(one.id)
        tasks, begins = self._meetings(one)
        if one.id not in self.has_boxes:
            tasks += self._agenda(one)
        if one.id not in self.placed:
            tasks += self._staircase(one)
        if link and link.opened_at is None:
            made = clock.day(link.made_at)
            tasks.append(Task(f"opening:{link.id.hex[:8]}", made, made + OPENING))
        person = Person(
            reachable=self._reachable(one, link, choice),
            hour=choice.hour if choice else Hour.MORNING,
            tasks=tuple(tasks),
            meetings=frozenset(row.held_on for row in self.course[one.course_id]) | {row.held_on for row in self.gk[one.id]},
            said=self.said[one.id],
            told_today=one.id in self.told_today,
            later_on=choice.later_on if choice else None,
        )
        return Facts(one, link, choice, person, begins)

    def _reachable(self, one: Participant, link: PersonalLink | None, choice: MessageChoice | None) -> bool:
        if one.protected or one.address_hash is None or link is None or link.expires_at <= self.at:
            return False
        return choice is None or not choice.silent

    def _meetings(self, one: Participant) -> tuple[list[Task], dict[str, datetime]]:
        held = [(f"course:{row.number}", row.held_on, row.begins) for row in self.course[one.course_id]]
        held += [(f"gk:{row.number}", row.held_on, row.begins) for row in self.gk[one.id]]
        held = [(subject_of(*row), *row[1:]) for row in held]
        ahead = [row for row in held if row[1] > self.today and (one.id, row[0]) not in self.away]
        return [Task(key, day - AHEAD, day) for key, day, _ in ahead], {key: clock.at(day, begins) for key, day, begins in ahead}

    def _agenda(self, one: Participant) -> list[Task]:
        """From a week before GK1 until its day, unless she has said that she cannot come to it."""
        first = next((row for row in self.gk[one.id] if row.number == 1 and row.held_on > self.today), None)
        if first is None or (one.id, subject_of("gk:1", first.held_on, first.begins)) in self.away:
            return []
        return [Task("agenda:1", first.held_on - AGENDA, first.held_on)]

    def _staircase(self, one: Participant) -> list[Task]:
        """From GK1 until GK2, or for as long as there may be between them."""
        booked = self.gk[one.id]
        if not booked:
            return []
        first, second = booked[0].held_on, booked[1].held_on if len(booked) > 1 else booked[0].held_on + LONGEST_BETWEEN
        return [Task("staircase:1", first, second)] if second > self.today else []
