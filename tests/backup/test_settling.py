"""A restored database lets nobody in, says nothing twice, and tells which boxes have no key."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, update
from time_machine import Traveller

from tests.backup.conftest import Installation
from tests.backup.stock import filled, runs, says
from tests.invitations.guests import messages
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp import worker
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.ground.clock import now
from webapp.invitations.models import Ballot, BallotWords, DeviceCode, LinkRequest, Pairing
from webapp.messages.models import OutboxMessage
from webapp.messages.values import Kind, State
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Hour
from webapp.security.models import VisitorSession
from webapp.sign_in.models import ParkedForm, StaffInvite
from webapp.storage import db, reading, transaction

pytestmark = both_databases


def _states(app: Flask) -> dict[str, State]:
    with app.app_context():
        return {message.dedupe: message.state for message in reading().scalars(select(OutboxMessage))}


def _restored(here: Installation, *more: str) -> str:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    done = runs(here.app, "restore", here.shelf, *more)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_session_does_not_come_to_life(here: Installation) -> None:
    visit = comes_in(Visit(here.app), participant_id=here.person)
    assert "Kanariea" in visit.get("/min-sida/allt").html
    assert "Alla får logga in igen: 2 inloggningar" in _restored(here, "--over")
    with here.app.app_context():
        assert list(reading().scalars(select(VisitorSession.id).where(VisitorSession.ended_at.is_(None)))) == []
        db.session.remove()
    assert visit.client.get("/min-sida/allt", base_url=visit.base_url).status_code != 200


def test_codes_words_requests_and_invitations_are_forgotten(here: Installation) -> None:
    _restored(here, "--over")
    with here.app.app_context():
        for model in (DeviceCode, Pairing, BallotWords, ParkedForm, StaffInvite):
            assert reading().scalar(select(func.count()).select_from(model)) == 0
        assert reading().scalar(select(func.count()).where(LinkRequest.handled_at.is_(None))) == 0


def test_what_was_under_way_is_unknown_and_the_rest_as_it_was(here: Installation) -> None:
    before = _states(here.app)
    assert "3 meddelanden kan ha gått iväg" in _restored(here, "--over")
    under_way = {State.PENDING, State.LEASED, State.CALLING}
    assert under_way <= set(before.values())
    assert _states(here.app) == {name: State.UNKNOWN if state in under_way else state for name, state in before.items()}


def test_no_message_is_said_again(here: Installation) -> None:
    """Sent after the copy was made; the worker that starts on the restored database says nothing."""
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    worker.tick(here.app)
    said = messages(here.app)
    assert said, "there must be something that could be said twice"
    assert runs(here.app, "restore", here.shelf, "--over").exit_code == 0
    worker.tick(here.app)
    assert messages(here.app) == said


def test_nobody_is_reminded_of_the_survey_on_the_day_of_a_restore(here: Installation) -> None:
    """The message of today may have gone out after the copy was made."""
    _owes_an_answer(here.app)
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    with here.app.app_context():
        worker.remind()
        assert _survey_messages() == 1
    assert runs(here.app, "restore", here.shelf, "--over").exit_code == 0
    with here.app.app_context():
        worker.remind()
        assert _survey_messages() == 0


def test_on_the_day_after_a_restore_the_survey_is_told_of(here: Installation, clock: Traveller) -> None:
    """The round is opened on that day, so there is something to say."""
    _restored(here, "--over")
    clock.shift(timedelta(days=1))
    _owes_an_answer(here.app)
    with here.app.app_context():
        worker.remind()
        assert _survey_messages() == 1


def _owes_an_answer(app: Flask) -> None:
    """A box is opened before nine, and she has not answered and wants to be reminded, in the morning too."""
    with app.app_context(), transaction() as session:
        session.execute(update(Ballot).values(spent=False))
        session.execute(update(SurveyRound).values(opened_at=now() - timedelta(hours=2)))
        session.execute(update(MessageChoice).values(stopped_at=None, hour=Hour.MORNING))


def _survey_messages() -> int:
    return reading().scalar(select(func.count()).where(OutboxMessage.kind == Kind.SURVEY)) or 0


def test_boxes_without_a_key_are_told(here: Installation) -> None:
    folder: Path = here.app.extensions["settings"].box_keys_dir
    assert "3 omgångar av den anonyma enkäten kan aldrig öppnas" in _restored(here, "--check")
    with here.app.app_context():
        first, *others = [key for key in reading().scalars(select(SurveyRound.key_id)) if key]
        db.session.remove()
    for other in others:
        (folder / f"box-{other.hex}.key").write_bytes(b"private")
    assert "1 omgång av den anonyma enkäten kan aldrig öppnas" in runs(here.app, "restore", here.shelf, "--check").output
    (folder / f"box-{first.hex}.key").write_bytes(b"private")
    assert "omgång" not in runs(here.app, "restore", here.shelf, "--check").output
    (folder / f"box-{uuid4().hex}.key").write_bytes(b"private")
    assert "1 nyckel i MELLANSTEG_BOX_KEYS_DIR hör till omgångar" in runs(here.app, "restore", here.shelf, "--check").output


def test_the_worker_tries_every_box_key_at_once(here: Installation) -> None:
    _restored(here, "--over")
    with here.app.app_context():
        assert set(reading().scalars(select(BoxKey.probed_on))) == {date(2027, 1, 17)}


def test_a_folder_of_box_keys_that_cannot_be_read_is_no_lost_key(here: Installation) -> None:
    assert runs(here.app, "backup", here.shelf).exit_code == 0
    here.app.extensions["settings"].box_keys_dir.rmdir()
    assert "BOX_KEYS_DIR går inte att läsa" in says(runs(here.app, "restore", here.shelf, "--over"))


def test_an_older_database_is_restored_and_then_migrated(databases: Databases, engine: Engine, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    with running(settings_for(databases.empty(engine), tmp_path / "data")) as app:
        with app.app_context():
            upgrade(revision="0001")
        assert runs(app, "backup", shelf).exit_code == 0
        done = runs(app, "restore", shelf)
        assert done.exit_code == 0, done.output
        assert runs(app, "prepare").exit_code == 0
        filled(app)


def test_a_key_that_is_new_is_said_once(here: Installation, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert "backup.key är ny" in runs(here.app, "backup", here.shelf).output
    assert "backup.key är ny" not in runs(here.app, "backup", tmp_path_factory.mktemp("another")).output
