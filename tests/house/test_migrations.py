"""A migration meets rows that are there already, and code that does not know of it yet."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, Table, select

from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from webapp.assessments import queries as assessments
from webapp.assessments import service as gk
from webapp.assessments.values import Why
from webapp.messages.models import OutboxMessage
from webapp.people.models import Area
from webapp.staircase import queries as staircase
from webapp.storage import Base, db, reading, transaction

pytestmark = both_databases
FIRST = "0001"


@pytest.fixture
def before(databases: Databases, engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The service on a database as the first version made it."""
    settings = settings_for(databases.empty(engine), tmp_path_factory.mktemp("before"))
    with running(settings) as app, app.app_context():
        flask_migrate.upgrade(revision=FIRST)
        yield app


class OldCode:
    """Writes rows with the columns that the database had when it started, and no others."""

    def __init__(self) -> None:
        self.tables = MetaData()
        self.tables.reflect(db.engine)

    def writes(self, table: str, /, **values: object) -> UUID:
        row_id, known = uuid4(), self.tables.tables[table]
        # The types are ours: a reflected one does not know how SQLite keeps an id.
        as_before = Table(table, MetaData(), *(Base.metadata.tables[table].c[column.name]._copy() for column in known.c))
        with db.engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(as_before.insert().values(id=row_id, **values))
        return row_id


def a_person(old: "OldCode") -> UUID:
    day = date(2027, 1, 15)
    area = old.writes("area", name="Ådalen")
    course = old.writes("course", area_id=area, name_sealed="x", variant="sp", starts_on=day, ends_on=day)
    return old.writes("participant", course_id=course, seat=1, locale="sv", protected=False)


@pytest.mark.usefixtures("before")
def test_placements_from_before_are_her_own_and_old_code_goes_on_writing_them() -> None:
    old = OldCode()
    person = a_person(old)
    said = {"participant_id": person, "survey_version": 1, "lower": 2, "upper": 3, "written_at": datetime(2027, 1, 15, 11, tzinfo=UTC)}
    old.writes("placement", number=1, talk_id=uuid4(), **said)
    flask_migrate.upgrade()
    old.writes("placement", number=2, talk_id=uuid4(), **said)
    found = [(one.number, one.lower, one.upper, one.entered_by) for one in staircase.versions(reading(), person)]
    assert found == [(2, 2, 3, None), (1, 2, 3, None)]


@pytest.mark.usefixtures("before")
def test_messages_from_before_are_about_nothing_and_old_code_goes_on_writing_them() -> None:
    old, at = OldCode(), datetime(2027, 1, 15, 11, tzinfo=UTC)
    person = a_person(old)
    said = {"kind": "invitation", "participant_id": person, "state": "sent", "made_at": at, "due_at": at, "useless_at": at, "tries": 1}
    old.writes("outbox_message", dedupe="one", **said)
    flask_migrate.upgrade()
    old.writes("outbox_message", dedupe="two", **said)
    found = reading().scalars(select(OutboxMessage).order_by(OutboxMessage.dedupe)).all()
    assert [(one.dedupe, one.participant_id, one.staff_id, one.about) for one in found] == [
        ("one", person, None, ""),
        ("two", person, None, ""),
    ]


@pytest.mark.usefixtures("before")
def test_meetings_from_before_stand_as_they_were_and_old_code_goes_on_booking_them() -> None:
    old, at = OldCode(), datetime(2027, 1, 15, 11, tzinfo=UTC)
    person = a_person(old)
    booked = {"participant_id": person, "begins": time(13), "minutes": 60}
    old.writes("gk_meeting", number=1, held_on=date(2027, 1, 26), **booked)
    flask_migrate.upgrade()
    old.writes("gk_meeting", number=2, held_on=date(2027, 2, 2), **booked)
    found = [(one.number, one.held_on, one.specialist) for one in assessments.meetings(reading(), person)]
    assert found == [(1, date(2027, 1, 26), None), (2, date(2027, 2, 2), None)]
    by = old.writes(
        "staff_account",
        role="handler",
        agency="fk",
        area_id=reading().scalars(select(Area.id)).one(),
        name_sealed="x",
        locale="sv",
        active=True,
    )
    with transaction() as session:
        assert gk.cancel(session, person, 2, why=Why.HEALTH, by=by, at=at) == [2]
    old.writes("gk_meeting", number=2, held_on=date(2027, 2, 3), **booked)
    assert [one.held_on for one in assessments.meetings(reading(), person)] == [date(2027, 1, 26), date(2027, 2, 3)]
