"""Keys of boxes: made beforehand, looked at every day, destroyed for certain; and what is said when their folder is out of reach."""

import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from tests.course_survey.classroom import a_classroom, open_round, stock_keys
from webapp import boxes
from webapp.course_survey import queries, service
from webapp.course_survey.key_folder import BoxKeyFolder, KeyFolderFault, KeyLost
from webapp.course_survey.models import BoxKey, SurveyRound
from webapp.course_survey.service.keys import STOCK
from webapp.course_survey.values import KeyState, Part
from webapp.ground.clock import now, today
from webapp.invitations import service as invitations
from webapp.storage import reading, transaction


def key_files(app: Flask) -> dict[str, bytes]:
    folder: Path = app.extensions["settings"].box_keys_dir
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def keys_by_state(app: Flask) -> dict[KeyState, int]:
    with app.app_context():
        states = list(reading().scalars(select(BoxKey.state)))
    return {state: states.count(state) for state in set(states)}


@pytest.fixture
def folder_out_of_reach(app: Flask) -> Iterator[Path]:
    """The folder is gone, as when its volume was not mounted. Root reads what is closed to others, so closing it would prove nothing."""
    folder: Path = app.extensions["settings"].box_keys_dir
    away = folder.with_name("away")
    folder.rename(away)
    yield folder
    away.rename(folder)


def test_some_keys_lie_ready_and_nobody_else_may_read_them(app: Flask) -> None:
    stock_keys(app)
    stock_keys(app)
    files = key_files(app)
    assert keys_by_state(app) == {KeyState.READY: STOCK}
    assert len(files) == STOCK
    folder: Path = app.extensions["settings"].box_keys_dir
    assert {stat.S_IMODE((folder / name).stat().st_mode) for name in files} == {0o600}


def test_no_private_key_is_in_the_database(app: Flask) -> None:
    stock_keys(app)
    with app.app_context():
        rows = [row for key in reading().scalars(select(BoxKey)) for row in (key.public_key, key.probe)]
    secrets = [part for private in key_files(app).values() for part in (private, private[:32], private[32:64], private[64:])]
    assert not [row for row in rows for secret in secrets if secret in row]


def test_opening_a_round_takes_one_key_and_the_stock_is_filled_again(app: Flask) -> None:
    open_round(app, a_classroom(app))
    assert keys_by_state(app) == {KeyState.READY: STOCK - 1, KeyState.IN_USE: 1}
    stock_keys(app)
    assert keys_by_state(app) == {KeyState.READY: STOCK, KeyState.IN_USE: 1}


def test_without_a_key_no_round_opens(app: Flask) -> None:
    room = a_classroom(app)
    with app.app_context(), pytest.raises(service.NoKeyLeft), transaction() as session:
        invitations.open_survey(session, room.course, Part.A, at=now())


def test_a_lost_key_alarms_at_the_next_probe(app: Flask, clock: time_machine.Traveller) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    with app.app_context():
        key_id = reading().get_one(SurveyRound, round_id).key_id
        assert key_id is not None
        assert not queries.key_in_trouble(reading(), key_id, on=today())
    (app.extensions["settings"].box_keys_dir / f"box-{key_id.hex}.key").unlink()
    clock.shift(timedelta(days=1))
    stock_keys(app)
    with app.app_context():
        assert queries.key_in_trouble(reading(), key_id, on=today())


def test_a_key_that_comes_back_is_well_again_at_once(app: Flask, clock: time_machine.Traveller) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    with app.app_context():
        key_id = reading().get_one(SurveyRound, round_id).key_id
        assert key_id is not None
    path = app.extensions["settings"].box_keys_dir / f"box-{key_id.hex}.key"
    private = path.read_bytes()
    path.unlink()
    clock.shift(timedelta(days=1))
    stock_keys(app)
    path.write_bytes(private)
    stock_keys(app)
    with app.app_context():
        assert not queries.key_in_trouble(reading(), key_id, on=today())


def test_a_key_that_nobody_has_looked_at_for_days_is_in_trouble(app: Flask, clock: time_machine.Traveller) -> None:
    round_id, _ = open_round(app, a_classroom(app))
    clock.shift(timedelta(days=3))
    with app.app_context():
        key_id = reading().get_one(SurveyRound, round_id).key_id
        assert key_id is not None
        assert queries.key_in_trouble(reading(), key_id, on=today())


def test_a_lost_key_is_never_used_for_a_new_round(app: Flask, clock: time_machine.Traveller) -> None:
    stock_keys(app)
    for path in app.extensions["settings"].box_keys_dir.iterdir():
        path.unlink()
    clock.shift(timedelta(days=1))
    with app.app_context(), transaction() as session:
        assert service.probe(session, boxes.folder(), on=today()) == STOCK
    room = a_classroom(app)
    with app.app_context(), pytest.raises(service.NoKeyLeft), transaction() as session:
        invitations.open_survey(session, room.course, Part.A, at=now())


def test_when_all_keys_are_gone_new_ones_are_made_and_a_round_can_be_opened(app: Flask, clock: time_machine.Traveller) -> None:
    """As after a restore on a new machine. The alarm for the round that has lost its key goes on."""
    lost, _ = open_round(app, a_classroom(app))
    for path in app.extensions["settings"].box_keys_dir.iterdir():
        path.unlink()
    clock.shift(timedelta(days=1))
    stock_keys(app)
    assert keys_by_state(app) == {KeyState.READY: STOCK, KeyState.IN_USE: 1, KeyState.DESTROYED: STOCK - 1}
    assert len(key_files(app)) == STOCK
    open_round(app, a_classroom(app, first=6))
    with app.app_context():
        assert queries.key_in_trouble(reading(), reading().get_one(SurveyRound, lost).key_id or uuid4(), on=today())


def test_a_key_that_was_given_up_is_destroyed_when_it_is_put_back(app: Flask, clock: time_machine.Traveller) -> None:
    stock_keys(app)
    before = key_files(app)
    folder: Path = app.extensions["settings"].box_keys_dir
    for name in before:
        (folder / name).unlink()
    clock.shift(timedelta(days=1))
    stock_keys(app)
    for name, private in before.items():
        (folder / name).write_bytes(private)
    stock_keys(app)
    assert len(key_files(app)) == STOCK
    assert not set(before) & set(key_files(app))


def test_a_spare_key_is_not_thrown_away_while_the_folder_takes_no_other(
    app: Flask, clock: time_machine.Traveller, folder_out_of_reach: Path
) -> None:
    folder_out_of_reach.with_name("away").rename(folder_out_of_reach)
    stock_keys(app)
    folder_out_of_reach.rename(folder_out_of_reach.with_name("away"))
    clock.shift(timedelta(days=1))
    with app.app_context(), pytest.raises(KeyFolderFault):
        boxes.keep_keys()
    assert keys_by_state(app) == {KeyState.READY: STOCK}


def test_a_folder_out_of_reach_is_said_and_no_key_is_lost(app: Flask, folder_out_of_reach: Path) -> None:
    with app.app_context(), pytest.raises(KeyFolderFault):
        boxes.keep_keys()
    assert keys_by_state(app) == {}


def test_a_key_is_gone_without_a_trace(tmp_path: Path) -> None:
    folder, one, other = BoxKeyFolder(tmp_path), uuid4(), uuid4()
    folder.keep(one, b"secret" * 16)
    folder.keep(other, b"stays" * 16)
    folder.destroy(one)
    folder.destroy(one)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"stays" * 16]
    with pytest.raises(KeyLost):
        folder.read(one)


def test_a_key_is_not_called_destroyed_while_its_folder_is_another(app: Flask) -> None:
    """An empty folder where the volume should be: the key is on the volume still."""
    round_id, _ = open_round(app, a_classroom(app))
    with app.app_context(), transaction() as session:
        condemned = session.get_one(BoxKey, session.get_one(SurveyRound, round_id).key_id)
        condemned.state = KeyState.CONDEMNED
    folder: Path = app.extensions["settings"].box_keys_dir
    away = folder.rename(folder.with_name("away"))
    folder.mkdir(mode=0o700)
    with app.app_context(), pytest.raises(KeyFolderFault), transaction() as session:
        service.destroy_condemned(session, boxes.folder())
    folder.rmdir()
    away.rename(folder)
    stock_keys(app)
    assert keys_by_state(app) == {KeyState.READY: STOCK, KeyState.DESTROYED: 1}
    assert len(key_files(app)) == STOCK
