"""The room: whose phone waits with which words, sheets of paper, and links sent and replaced."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.desk.course_desk import CourseDesk
from tests.support.fixtures import START, both_databases
from webapp.ground.parties import Door
from webapp.invitations import queries as links
from webapp.invitations import service as invitations
from webapp.invitations.models import Pairing
from webapp.messages.models import OutboxMessage
from webapp.people.models import Participant
from webapp.people.service import Newcomer, add_participants
from webapp.security.models import AuditEntry, VisitorSession


def waits(session: Session, participant_id: UUID) -> str:
    """A phone that shows two words."""
    phone = VisitorSession(
        secret_hash=str(participant_id), participant_id=participant_id, door=Door.LINK.value, made_at=START, seen_at=START
    )
    session.add(phone)
    session.flush()
    return invitations.show_words(session, phone.id, participant_id, at=START)


def sent(desk: CourseDesk) -> list[tuple[str, str]]:
    with desk.elsewhere() as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.made_at))
        return [(row.kind.value, row.state.value) for row in rows]


@both_databases
def test_the_leader_taps_the_words_that_the_phone_shows(desk: CourseDesk) -> None:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        words = waits(session, person)
    maj = desk.sits(desk.maj)
    page = maj.get(f"{desk.page}/rummet")
    assert words in page.text
    page = maj.send(f"Orden stämmer: {words}, Amal")
    assert "Ingen telefon väntar just nu." in page.text
    maj.send_again(status=404)
    with desk.elsewhere() as session:
        assert session.scalars(select(Pairing.confirmed_by)).all() == [desk.maj]
        assert session.scalars(select(AuditEntry.act)).all() == ["phone.paired"]


def test_a_phone_of_another_course_is_not_mine_to_confirm(desk: CourseDesk) -> None:
    person = desk.puts_in("Bo", course=desk.other_course)
    with desk.elsewhere() as session:
        waits(session, person)
        pairing = session.scalars(select(Pairing.id)).one()
    maj = desk.sits(desk.maj)
    token = maj.get(f"{desk.page}/rummet").all("input[name=csrf_token]")[0].attrs["value"] or ""
    maj.forge(f"{desk.page}/rummet/{pairing}", {"csrf_token": token}, 404)
    with desk.elsewhere() as session:
        assert session.scalars(select(Pairing.confirmed_at)).all() == [None]


@both_databases
def test_the_link_is_sent_at_once_and_again_once_per_press(desk: CourseDesk) -> None:
    person = desk.puts_in()
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    page = maj.send("Skicka länken")
    assert sent(desk) == [("invitation", "sent")]
    assert "Kommer fram" in page.text
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.send("Skicka länken igen")
    maj.send_again()
    assert [kind for kind, _ in sent(desk)] == ["invitation", "new_link"]


def test_everybody_who_has_not_got_it_gets_it(desk: CourseDesk) -> None:
    desk.puts_in()
    desk.puts_in("Bo", "bo@post.example")
    with desk.elsewhere() as session:
        add_participants(session, desk.course, [Newcomer(None, None, protected=True)])
    maj = desk.sits(desk.maj)
    maj.get(desk.page)
    page = maj.send("Skicka länken till 2 som inte har fått den")
    assert sent(desk) == [("invitation", "sent")] * 2
    assert "som inte har fått den" not in page.text
    maj.send_again()
    assert len(sent(desk)) == 2


@both_databases
def test_a_link_is_replaced_when_asked_and_the_old_one_is_dead(desk: CourseDesk) -> None:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        old = invitations.link_for(session, person, at=START)
        old_id = old.id
        phone = VisitorSession(secret_hash="x", participant_id=person, link_id=old_id, door=Door.DEVICE.value, made_at=START, seen_at=START)
        session.add(phone)
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("Byt länken")
    assert "Välj ett alternativ: Varför" in maj.send("Byt länken", status=422).text
    maj.send("Byt länken", {"Varför ska länken bytas?": "Telefonen eller länken är borta."})
    with desk.elsewhere() as session:
        living = links.living(session, person)
        assert living
        assert living.id != old_id
        assert all(row.ended_at for row in session.scalars(select(VisitorSession).where(VisitorSession.link_id == old_id)))


def test_a_link_that_reached_somebody_else_is_seen(desk: CourseDesk) -> None:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        invitations.disown(session, invitations.link_for(session, person, at=START), at=START)
    page = desk.sits(desk.maj).get(desk.page)
    assert "Länken nådde fel person." in page.text
    assert "0 av 1" in page.text


def test_counts_and_never_who(desk: CourseDesk) -> None:
    amal, bo = desk.puts_in(), desk.puts_in("Bo", "bo@post.example")
    before = desk.sits(desk.maj).get(desk.page)
    with desk.elsewhere() as session:
        for person in (amal, bo):
            link = invitations.link_for(session, person, at=START)
        invitations.note_opened(session, link, at=START)
    page = desk.sits(desk.maj).get(desk.page)
    assert page.texts(".figures dd")[:2] == ["2 av 2", "1 av 2"]
    assert page.texts("tbody") == before.texts("tbody")


def test_one_sheet_leads_back_to_the_person_and_all_of_them_to_the_room(desk: CourseDesk) -> None:
    person, maj = desk.puts_in(), desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/{person}")
    maj.click("Skriv ut bladet")
    assert maj.click("Tillbaka").heading == "Amal"
    maj.get(f"{desk.page}/blad")
    assert maj.click("Tillbaka").heading == "I rummet: Vårkursen"


def test_there_is_nothing_to_print_for_nobody(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    assert "Skriv ut alla blad" not in maj.get(desk.page).text
    person = desk.puts_in()
    assert "Skriv ut alla blad" in maj.get(desk.page).text
    with desk.elsewhere() as session:
        session.get_one(Participant, person).ended_at = START
    assert "Skriv ut alla blad" not in maj.get(desk.page).text


@both_databases
def test_a_sheet_for_each_with_the_link_in_print(desk: CourseDesk) -> None:
    amal = desk.puts_in(locale="ar")
    desk.puts_in("Bo", "bo@post.example", locale="sv@simple")
    with desk.elsewhere() as session:
        add_participants(session, desk.course, [Newcomer(None, None, protected=True)])
        address = invitations.address(invitations.link_for(session, amal, at=START))
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/rummet")
    page = maj.click("Skriv ut alla blad")
    sheets = page.all("article.sheet")
    assert len(sheets) == 3
    assert page.texts("article.sheet .address") == [address]
    assert len(page.all("article.sheet svg.qr")) == 1
    assert [div.attrs["lang"] for div in page.all("article.sheet .voice")] == ["ar", "sv", "sv-simple", "sv-simple"]
    assert "08-465 004 00" in page.text
    assert "Du får papper i stället för en länk." in page.texts("article.sheet")[2]
    assert len(maj.get(f"{desk.page}/blad/{amal}").all("article.sheet")) == 1


def test_looking_at_sheets_makes_no_link(desk: CourseDesk) -> None:
    person = desk.puts_in()
    desk.sits(desk.maj).get(f"{desk.page}/blad")
    with desk.elsewhere() as session:
        assert links.living(session, person) is None


def test_people_added_at_the_desk_have_a_link_to_print(desk: CourseDesk) -> None:
    maj = desk.sits(desk.maj)
    maj.get(f"{desk.page}/deltagare/flera")
    maj.send("Lägg till alla", {"En person på varje rad": "Amal; 0701740605\nskyddad"})
    assert len(maj.get(f"{desk.page}/blad").texts("article.sheet .address")) == 1
    with desk.elsewhere() as session:
        for person in session.scalars(select(Participant)):
            assert (links.living(session, person.id) is None) == person.protected


def test_words_are_gone_after_half_an_hour(desk: CourseDesk, clock: pytest.FixtureRequest) -> None:
    person = desk.puts_in()
    with desk.elsewhere() as session:
        waits(session, person)
    clock.shift(timedelta(minutes=31))  # type: ignore[attr-defined]
    assert "Ingen telefon väntar just nu." in desk.sits(desk.maj).get(f"{desk.page}/rummet").text
