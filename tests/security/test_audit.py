"""The audit log and the consent ledger only grow, and a changed row shows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.security.conftest import House
from tests.support.fixtures import both_databases
from webapp.ground import clock
from webapp.security import audit
from webapp.storage import transaction

pytestmark = both_databases
APPEND_ONLY = {"audit_entry": "act", "consent_entry": "locale", "consent_text": "text"}


@pytest.fixture
def logged(house: House) -> House:
    with house.inside() as session:
        for number in range(5):
            audit.record(session, "case.read", at=clock.now(), participant_id=house.world.person, detail=f"fk {number}")
    return house


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("change", ["update {table} set {column} = 'x'", "delete from {table}"])
def test_the_database_itself_refuses_changes(logged: House, table: str, change: str) -> None:
    before = logged.everything()[table]
    assert before
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), logged.inside() as session:
        session.execute(text(change.format(table=table, column=APPEND_ONLY[table])))
    assert logged.everything()[table] == before


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_the_ways_around_a_trigger_are_shut_too(logged: House, table: str) -> None:
    before = logged.everything()[table]
    with logged.inside() as session:
        postgresql = session.get_bind().dialect.name == "postgresql"
    around = f"truncate {table} cascade" if postgresql else f"replace into {table} select * from {table}"
    with pytest.raises(DBAPIError, match="is append-only"), logged.inside() as session:
        session.execute(text(around))
    assert logged.everything()[table] == before


def test_a_whole_chain_is_whole(logged: House) -> None:
    with logged.inside() as session:
        assert audit.verify(session) is None


def _without_triggers(session: Session) -> None:
    """What somebody who owns the database can do."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("alter table audit_entry disable trigger user"))
        return
    for name in session.scalars(text("select name from sqlite_master where type = 'trigger' and tbl_name = 'audit_entry'")).all():
        session.execute(text(f"drop trigger {name}"))


def _sql(statement: str) -> Callable[[Session], None]:
    def do(session: Session) -> None:
        session.execute(text(statement))

    return do


def _swapped(one: int, other: int) -> Callable[[Session], None]:
    """Two rows that have changed places."""

    def do(session: Session) -> None:
        for before, after in ((one, 99), (other, one), (99, other)):
            session.execute(text("update audit_entry set number = :after where number = :before"), {"before": before, "after": after})

    return do


@pytest.mark.parametrize(
    ("tampering", "first"),
    [
        (_sql("update audit_entry set act = 'x' where number = 3"), 3),
        (_sql("update audit_entry set detail = 'af' where number = 2"), 2),
        (_sql("update audit_entry set participant_id = null where number = 4"), 4),
        (_sql("update audit_entry set at = '2020-01-01 00:00:00+00:00' where number = 1"), 1),
        (_sql("update audit_entry set digest = previous where number = 5"), 5),
        (_sql("delete from audit_entry where number = 3"), 3),
        (_sql("delete from audit_entry where number = 1"), 1),
        (_swapped(2, 3), 2),
        (_swapped(1, 5), 1),
    ],
)
def test_a_changed_or_missing_row_shows(logged: House, tampering: Callable[[Session], None], first: int) -> None:
    with logged.inside() as session:
        _without_triggers(session)
        tampering(session)
    with logged.inside() as session:
        assert audit.verify(session) == first


def _written_and_undone(logged: House) -> None:
    with logged.inside() as session:
        audit.record(session, "case.read", at=clock.now())
        raise ZeroDivisionError


def test_what_is_undone_leaves_no_hole(logged: House) -> None:
    with pytest.raises(ZeroDivisionError):
        _written_and_undone(logged)
    with logged.inside() as session:
        audit.record(session, "case.read", at=clock.now())
        assert audit.verify(session) is None


def _writes(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        audit.record(session, "case.read", at=clock.now())


def test_many_at_once_make_one_chain(logged: House) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(_writes, [logged.app] * 40))
    with logged.inside() as session:
        assert audit.verify(session) is None
        assert session.scalar(text("select count(*) from audit_entry")) == 45


def test_the_trace_tells_when_in_the_same_way_on_every_database(logged: House) -> None:
    """The hash is over the moment as text, so the moment must come back as it was written."""
    with logged.inside() as session:
        session.expire_all()
        found = audit.readings_of(session, logged.world.person, "case.read", most=2)
        assert [entry.detail for entry in found] == ["fk 4", "fk 3"]
        assert all(audit.digest(entry) == entry.digest for entry in found)


def _verified(logged: House, *more: str) -> tuple[int, str]:
    done = logged.app.test_cli_runner().invoke(args=["audit", "verify", *more])
    return done.exit_code, done.output.strip()


def test_the_command_names_the_first_wrong_row_and_gives_a_seal(logged: House) -> None:
    with logged.inside() as session:
        seal = audit.seal(session)
    assert seal.startswith("5-")
    assert _verified(logged) == _verified(logged, seal) == (0, f"Loggen är hel. Sigill: {seal}")
    with logged.inside() as session:
        _without_triggers(session)
        session.execute(text("delete from audit_entry where number = 3"))
    assert _verified(logged) == (1, "Raden 3 följer inte på den före.")


@pytest.mark.parametrize("again", [0, 2])
def test_a_chain_that_was_cut_short_or_written_anew_breaks_the_seal(logged: House, again: int) -> None:
    with logged.inside() as session:
        seal = audit.seal(session)
        _without_triggers(session)
        session.execute(text("delete from audit_entry where number > 3"))
    with logged.inside() as session:
        for _ in range(again):
            audit.record(session, "case.read", at=clock.now(), detail="af")
        assert audit.verify(session) is None
    assert _verified(logged, seal) == (1, "Loggen har inte kvar raden i sigillet.")


@pytest.mark.parametrize("seal", ["", "x", "5", "-1-0", "9" * 40 + "-0", "²-0", f"1-{audit.START}"])
def test_what_is_no_seal_is_not_kept(logged: House, seal: str) -> None:
    with logged.inside() as session:
        assert not audit.keeps(session, seal)


def test_the_seal_of_an_empty_log_holds_when_it_has_grown(logged: House) -> None:
    with logged.inside() as session:
        assert audit.keeps(session, f"0-{audit.START}")
