"""Mina meddelanden: each of the staff turns off the letters she does not want, and is asked only of those that can come."""

import pytest

from tests.desk.conftest import Office
from webapp.people.models import StaffAccount
from webapp.reminders import queries
from webapp.reminders.values import Notice

MEETING, CANNOT, LOST = "Sista arbetsdagen före ett möte", "När någon inte kan komma", "När meddelanden till någon inte kommer fram"


def off(office: Office, staff_id: object) -> set[Notice]:
    with office.elsewhere() as session:
        return queries.turned_off(session, staff_id)  # type: ignore[arg-type]


@pytest.mark.parametrize(("who", "asked"), [("fk", [MEETING, CANNOT, LOST]), ("af", [MEETING, CANNOT]), ("leader", [CANNOT, LOST])])
def test_each_is_asked_of_what_can_come_to_her(office: Office, who: str, asked: list[str]) -> None:
    desk = office.sits(getattr(office.work, who))
    desk.get("/")
    assert desk.click("Mina meddelanden").texts("label.tick") == asked


def test_what_is_turned_off_stays_off_until_it_is_turned_on(office: Office) -> None:
    desk = office.sits(office.work.fk)
    page = desk.get("/mina-meddelanden")
    assert [box.attrs.get("checked") is not None for box in page.all("main input[type=checkbox]")] == [True, True, True]
    page = desk.send("Spara", {MEETING: False, CANNOT: False})
    assert page.texts("main .calm[role=status]") == ["Ändringarna är sparade."]
    assert [box.attrs.get("checked") is not None for box in page.all("main input[type=checkbox]")] == [False, False, True]
    assert off(office, office.work.fk) == {Notice.MEETING, Notice.CANNOT_COME}
    desk.send("Spara", {MEETING: True})
    assert off(office, office.work.fk) == {Notice.CANNOT_COME}
    assert off(office, office.work.af) == set()


def test_the_page_says_where_letters_go(office: Office) -> None:
    desk = office.sits(office.work.fk)
    assert "Du har ingen e-postadress här" in desk.get("/mina-meddelanden").text
    with office.elsewhere() as session:
        session.get_one(StaffAccount, office.work.fk).email = "nils@fk.example"
    assert "nils@fk.example" in desk.get("/mina-meddelanden").text
