"""Whoever reads a placement leaves a trace that she can see."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import FK, lifts_secrecy, places, shares
from tests.desk.conftest import Office
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.security import audit
from webapp.security.models import AuditEntry


def trace(office: Office) -> list[tuple[str, bool, str]]:
    """What the audit log says about the person: act, by her FK handler or not, detail."""
    with office.elsewhere() as session:
        assert audit.verify(session) is None
        rows = session.scalars(select(AuditEntry).where(AuditEntry.participant_id == office.person).order_by(AuditEntry.number))
        return [(row.act, row.staff_id == office.work.fk, row.detail) for row in rows]


def test_every_reading_is_written_down_with_who_and_for_which_agency(office: Office, clock: Traveller) -> None:
    with office.elsewhere() as session:
        lifts_secrecy(session, office.person)
        shares(session, office.person, places(session, office.person))
    office.sits(office.work.fk).get(office.page)
    office.sits(office.work.af).get(office.page)
    clock.shift(timedelta(minutes=2))
    office.sits(office.work.fk).get(office.page)
    assert trace(office) == [("placement.read", True, "fk"), ("placement.read", False, "af"), ("placement.read", True, "fk")]


def test_a_reload_within_a_minute_is_the_same_reading(office: Office, clock: Traveller) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person))
    desk = office.sits(office.work.fk)
    desk.get(office.page)
    clock.shift(timedelta(seconds=59))
    desk.get(office.page)
    assert len(trace(office)) == 1


def test_a_new_sharing_is_a_new_reading_even_at_once(office: Office, clock: Traveller) -> None:
    desk = office.sits(office.work.fk)
    for _ in range(2):
        with office.elsewhere() as session:
            shares(session, office.person, places(session, office.person), [FK])
        desk.get(office.page)
        clock.shift(timedelta(seconds=5))
    assert trace(office) == [("placement.read", True, "fk")] * 2


def test_looking_at_a_case_where_nothing_is_shared_is_written_as_that(office: Office) -> None:
    with office.elsewhere() as session:
        places(session, office.person)
    office.sits(office.work.fk).get(office.page)
    office.sits(office.work.af).get(office.page)
    assert trace(office) == [("case.read", True, "fk"), ("case.read", False, "af")]


def test_the_page_says_that_she_sees_it_and_she_does(office: Office) -> None:
    assert "Deltagaren ser på sin sida att du har öppnat ärendet" in office.sits(office.work.fk).get(office.page).text
    assert "Deltagaren ser på sin sida att du har öppnat ärendet" in office.sits(office.work.af).get(office.page).text
    hers = comes_in(Visit(office.app), participant_id=office.person).get("/min-sida/vem-har-last")
    assert [line.split(" mån")[0] for line in hers.texts("main li")] == ["Sara Dahl Arbetsförmedlingen,", "Nils Ek Försäkringskassan,"]


def test_asking_for_the_head_alone_is_no_reading(office: Office) -> None:
    desk = office.sits(office.work.fk)
    assert desk.client.open(office.page, method="HEAD", base_url=desk.base_url).status_code == 200
    assert trace(office) == []


def test_the_list_shows_no_placement_and_is_no_reading(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person))
    page = office.sits(office.work.fk).get("/mina-deltagare")
    assert "delad" in page.text
    assert "teg 2" not in page.html
    assert trace(office) == []


def test_who_is_refused_leaves_no_reading(office: Office) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person))
    office.sits(office.work.other_fk).get(office.page, 404)
    assert trace(office) == []


def test_nothing_is_shown_when_the_trace_cannot_be_written(office: Office, app: Flask) -> None:
    with office.elsewhere() as session:
        shares(session, office.person, places(session, office.person, need="syns-inte"))
        session.connection().exec_driver_sql("alter table audit_entry rename to audit_gone")
    assert "syns-inte" not in office.sits(office.work.fk).get(office.page, 500).html
