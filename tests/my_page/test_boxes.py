"""Mina rutor: where she wants to begin, a line of her own, and handlers who read only what she shows."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.desk.casework import Casework, lifts_secrecy
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.page import words
from tests.support.visit import Visit
from webapp.agenda import queries as agenda
from webapp.agenda.models import AgendaBox
from webapp.ground.locales import LOCALES, Locale
from webapp.security.models import AuditEntry
from webapp.storage import reading, transaction

pytestmark = both_databases

WORK, LEISURE = "/min-sida/rutor/work", "/min-sida/rutor/leisure"
LINE, BEGINS, WHO = "Vill du skriva en rad?", "Jag vill börja med den här rutan på mötet", "Vem får läsa det?"
MINE, THEIRS = "Bara jag", "Mina handläggare, före mötet"


def kept(app: Flask) -> list[tuple[str, str | None, bool, bool]]:
    with app.app_context():
        return [(one.box, one.line, one.begins, one.shown) for one in reading().scalars(select(AgendaBox).order_by(AgendaBox.box))]


def fills(phone: Visit, path: str, line: str = "", *, begins: bool = False, who: str = MINE) -> None:
    phone.get(path)
    phone.send("Spara", {LINE: line, BEGINS: begins, WHO: who})


def staff_text(visit: Visit, staff: UUID, person: UUID) -> str:
    return comes_in(visit.another(), staff_id=staff).get(f"/mina-deltagare/{person}").text


def test_she_sees_the_whole_picture_and_nothing_is_chosen(phone: Visit) -> None:
    page = phone.get("/min-sida/rutor")
    assert page.texts(".agenda a") == [box.label.text for box in agenda.boxes().values()]
    assert page.all(".agenda small") == []


def test_a_line_is_hers_alone_unless_she_says_otherwise(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    fills(phone, WORK, "Jag trivdes i köket")
    assert kept(app) == [("work", "Jag trivdes i köket", False, False)]
    assert words(phone.page.all(".agenda a")[0]) == "Arbetsliv Bara du ser det."
    assert "köket" not in staff_text(phone, work.fk, person)
    fills(phone, WORK, "Jag trivdes i köket", who=THEIRS)
    text = staff_text(phone, work.fk, person)
    assert "Vill prata om Arbetsliv Jag trivdes i köket Förslag på frågor: Vilket jobb har du trivts bäst med?" in text
    fills(phone, WORK, "Jag trivdes i köket", who=MINE)
    assert "köket" not in staff_text(phone, work.fk, person)


def test_the_other_agency_reads_it_only_while_secrecy_is_lifted(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    fills(phone, WORK, "Jag trivdes i köket", who=THEIRS)
    assert "köket" not in staff_text(phone, work.af, person)
    with app.app_context(), transaction() as session:
        lifts_secrecy(session, person)
    assert "köket" in staff_text(phone, work.af, person)


def test_she_begins_in_one_place(app: Flask, phone: Visit, person: UUID, work: Casework) -> None:
    fills(phone, WORK, begins=True)
    fills(phone, LEISURE, "Fiske", begins=True, who=THEIRS)
    assert kept(app) == [("leisure", "Fiske", True, True)]
    fills(phone, WORK, "Köket", begins=True, who=THEIRS)
    assert kept(app) == [("leisure", "Fiske", False, True), ("work", "Köket", True, True)]
    text = staff_text(phone, work.fk, person)
    assert text.index("Arbetsliv Vill börja här Köket") < text.index("Fritid och intressen Fiske")


def test_an_emptied_box_is_forgotten(app: Flask, phone: Visit) -> None:
    fills(phone, WORK, "Köket", who=THEIRS)
    fills(phone, WORK)
    assert kept(app) == []


def test_who_may_read_it_is_in_the_log_without_a_word_of_it(app: Flask, phone: Visit, person: UUID) -> None:
    for who in (MINE, THEIRS, THEIRS, MINE, THEIRS):
        fills(phone, WORK, "Köket", who=who)
    fills(phone, WORK, who=THEIRS)
    with app.app_context():
        acts = select(AuditEntry.act, AuditEntry.detail).where(AuditEntry.act.startswith("agenda.")).order_by(AuditEntry.number)
        assert [tuple(row) for row in reading().execute(acts)] == [("agenda.shown", "work"), ("agenda.hidden", "work")] * 2


@pytest.mark.parametrize(("line", "fault"), [("x" * 201, "Texten är för lång."), ("Jag är 19640823-3234", "Ta bort personnumret")])
def test_what_cannot_be_kept_stays_on_the_page(app: Flask, phone: Visit, line: str, fault: str) -> None:
    phone.get(WORK)
    page = phone.send("Spara", {LINE: line, BEGINS: True, WHO: THEIRS}, status=422)
    assert fault in page.text
    assert page.one("[name=line]").attrs["value"] == line
    assert kept(app) == []


def test_a_box_that_there_is_not(phone: Visit) -> None:
    phone.get("/min-sida/rutor/money", status=404)


def test_it_stands_in_all_that_is_kept_and_goes_with_the_drafts(app: Flask, phone: Visit, clock: Traveller) -> None:
    fills(phone, WORK, "Köket", begins=True, who=THEIRS)
    fills(phone, LEISURE, "Fiske")
    clock.shift(timedelta(minutes=1))
    text = phone.get("/min-sida/allt").text
    assert "Arbetsliv: Köket Börja här. Handläggarna får läsa." in text
    assert "Fritid och intressen: Fiske Bara du ser det." in text
    phone.get("/min-sida/utkast")
    assert "Det är 1 ruta som bara du kan läsa." in phone.page.text
    phone.send("Ja, ta bort")
    assert kept(app) == [("work", "Köket", True, True)]


@pytest.mark.parametrize("locale", LOCALES, ids=str)
def test_every_box_opens_in_every_language(app: Flask, phone: Visit, locale: Locale) -> None:
    phone.get("/min-sida/rutor")
    phone.send(locale.name)
    for key in agenda.boxes():
        assert phone.get(f"/min-sida/rutor/{key}").one("html").attrs["lang"] == locale.tag
