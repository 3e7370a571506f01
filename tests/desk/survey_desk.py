"""A course in the room with its survey: its people, the leader at her desk, and what was written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.course_survey.classroom import Classroom, a_classroom, open_round
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.course_survey.models import Envelope, SurveyRound
from webapp.course_survey.values import Part, RoundState
from webapp.invitations.models import Ballot
from webapp.people.models import Participant
from webapp.security.models import AuditEntry
from webapp.storage import transaction


@dataclass(frozen=True)
class SurveyDesk:
    """One course, and its survey."""

    app: Flask
    room: Classroom

    @property
    def page(self) -> str:
        return f"/kurser/{self.room.course}/enkat"

    def sits(self, staff_id: UUID | None = None) -> Visit:
        """The leader at her desk, or somebody else at hers."""
        return comes_in(Visit(self.app), staff_id=staff_id or self.room.leader)

    def opens(self, part: Part = Part.A) -> tuple[UUID, str]:
        """The round is open; its id and the code on the wall."""
        return open_round(self.app, self.room, part)

    @contextmanager
    def elsewhere(self) -> Iterator[Session]:
        """What happens here is done by somebody else, and is there at the next request."""
        with self.app.app_context(), transaction() as session:
            yield session

    def person(self, session: Session, number: int) -> Participant:
        return session.get_one(Participant, self.room.people[number])

    def audited(self) -> list[str]:
        """What was done with the survey by the leader. Nobody it is about may ever stand there."""
        with self.elsewhere() as session:
            rows = session.scalars(select(AuditEntry).where(AuditEntry.act.startswith("survey.")).order_by(AuditEntry.number)).all()
            assert {(row.staff_id, row.participant_id) for row in rows} <= {(self.room.leader, None)}
            assert not any(str(person) in row.detail for row in rows for person in self.room.people)
            return [row.act for row in rows]

    def envelopes(self) -> int:
        with self.elsewhere() as session:
            return len(session.scalars(select(Envelope.id)).all())

    def ballots(self) -> dict[UUID, bool]:
        """Who has a ballot, and whether it is spent."""
        with self.elsewhere() as session:
            return {row.participant_id: row.spent for row in session.scalars(select(Ballot))}

    def rounds(self) -> dict[Part, RoundState]:
        with self.elsewhere() as session:
            return {row.part: row.state for row in session.scalars(select(SurveyRound))}


def survey_desk(app: Flask) -> SurveyDesk:
    return SurveyDesk(app, a_classroom(app, 6))
