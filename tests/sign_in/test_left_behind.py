"""What somebody who has left leaves behind: counted for an administrator, handed over by her, and read by her never."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from tests.desk.casework import FK, Casework, a_case, casework, lifts_secrecy, places, shares
from tests.people import some
from tests.sign_in.offices import Office
from tests.support.fixtures import both_databases
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.ground.parties import Role
from webapp.people import queries as people
from webapp.people import service
from webapp.people.models import Participant, StaffAccount
from webapp.security.models import AuditEntry
from webapp.storage import reading

SECRETS = ("Kim", "Ali", "Vårkursen", "Lugn och ro")


@dataclass(frozen=True)
class Left:
    """Two open cases and one that is over, of a handler; a course of a leader; and an administrator who is in."""

    office: Office
    work: Casework
    cases: tuple[UUID, UUID]
    over: UUID
    desk: Visit

    def closes(self, staff_id: UUID) -> None:
        self.desk.get(f"/konton/{staff_id}")
        self.desk.send("Avsluta kontot nu")

    def says(self) -> list[str]:
        return self.desk.get("/konton").texts("main ul li")


@pytest.fixture
def left(at_work: Office) -> Left:
    with at_work.elsewhere() as session:
        work = casework(session)
        cases, over = (a_case(session, work), a_case(session, work, "Ali")), a_case(session, work, "Bo")
        shares(session, cases[0], places(session, cases[0], "2-3", need="Lugn och ro"))
        lifts_secrecy(session, cases[0])
        service.end_case(session, session.get_one(Participant, over), at=now.now())
    return Left(at_work, work, cases, over, at_work.enters(at_work.admin))


def test_nothing_stands_there_while_everybody_is_at_work(left: Left) -> None:
    assert left.says() == []
    assert "Behöver någon" not in left.desk.page.text
    left.desk.get(f"/konton/{left.work.fk}/lamna-over/fk")
    assert left.desk.page.url == f"/konton/{left.work.fk}"


@both_databases
def test_cases_of_somebody_who_left_are_counted_and_handed_over(left: Left) -> None:
    hers = left.office.sits(left.work.fk)
    assert hers.get(f"/mina-deltagare/{left.cases[0]}").heading == "Inför mötet: Kim"
    left.closes(left.work.fk)
    hers.get(f"/mina-deltagare/{left.cases[0]}", status=401)
    assert left.says() == ["Nils Ek Ärenden hos Försäkringskassan: 2"]
    left.desk.click("Nils Ek")
    page = left.desk.click("Lämna över: Ärenden hos Försäkringskassan")
    assert page.texts("main p") == [
        "Antal: 2. De står hos Nils Ek.",
        "Allt finns kvar. Den som tar över ser det genast, och du ser inget av innehållet.",
    ]
    assert page.texts(".choices span") == ["Olle Berg, Försäkringskassan"]
    page = left.desk.send("Lämna över alla", {"Vem tar över?": "Olle Berg, Försäkringskassan"})
    assert page.texts("main p.calm") == ["Det är överlämnat."]
    assert left.desk.send_again().url == f"/konton/{left.work.fk}"
    assert left.says() == []
    assert "Lugn och ro" in left.office.sits(left.work.other_fk).get(f"/mina-deltagare/{left.cases[0]}").text
    with left.office.app.app_context():
        rows = reading().query(AuditEntry).filter_by(act="case.handed-over").all()
        detail = f"{left.work.fk} {left.work.other_fk}"
        said = {(row.staff_id, row.participant_id, row.detail) for row in rows}
        assert said == {(left.office.admin.id, one, detail) for one in left.cases}
        assert len(rows) == 2
        assert people.handles(reading(), left.work.fk, left.over)


@both_databases
def test_a_course_of_somebody_who_left_is_handed_over(left: Left) -> None:
    left.closes(left.work.leader)
    assert left.says() == ["Maj Lind Kurser: 1"]
    left.desk.get(f"/konton/{left.work.leader}/lamna-over/kurser")
    left.desk.send("Lämna över alla", {"Vem tar över?": "Maj Lind, Försäkringskassan"})
    assert left.says() == []
    with left.office.app.app_context():
        assert [one.id for one in people.leaders(reading(), left.work.course)] == [left.office.leader.id]


@pytest.mark.parametrize(("role", "agency"), [("editor", ""), ("leader", "fk"), ("handler", "af")])
def test_whoever_does_other_work_leaves_it_too(left: Left, role: str, agency: str) -> None:
    page = left.desk.get(f"/konton/{left.work.fk}")
    token = attribute(page.all("input[name=csrf_token]")[0], "value")
    left.desk.forge(f"/konton/{left.work.fk}", {"csrf_token": token, "role": role, "agency": agency}, 200)
    assert left.says() == ["Nils Ek Ärenden hos Försäkringskassan: 2"]


def test_an_administrator_reads_nothing_of_a_case(left: Left) -> None:
    left.closes(left.work.fk)
    left.closes(left.work.leader)
    pages = ["/konton", *(f"/konton/{one}{more}" for one in (left.work.fk, left.work.leader) for more in ("", "/lamna-over/fk"))]
    seen = " ".join(left.desk.get(page).text for page in [*pages, f"/konton/{left.work.leader}/lamna-over/kurser"])
    assert [word for word in SECRETS if word in seen] == []


def test_without_anybody_to_take_over_the_page_says_what_to_do(left: Left) -> None:
    with left.office.elsewhere() as session:
        session.get_one(StaffAccount, left.work.other_fk).active = False
    left.closes(left.work.fk)
    page = left.desk.get(f"/konton/{left.work.fk}/lamna-over/fk")
    assert "Bjud in någon med rätt roll och myndighet först." in page.text
    assert page.all("main form") == []


def test_nobody_from_elsewhere_or_with_other_work_can_be_chosen(left: Left) -> None:
    with left.office.elsewhere() as session:
        far = some.staff(session, "Tor Ek", Role.HANDLER, FK, area="Bergslagen")
    left.closes(left.work.fk)
    address = f"/konton/{left.work.fk}/lamna-over/fk"
    token = attribute(left.desk.get(address).all("input[name=csrf_token]")[0], "value")
    for to in (far, left.work.other_af, left.work.leader, left.work.fk, left.office.admin.id):
        left.desk.forge(address, {"csrf_token": token, "to": str(to)}, 422)
    assert left.says() == ["Nils Ek Ärenden hos Försäkringskassan: 2"]
    left.desk.get(f"/konton/{far}/lamna-over/fk", status=404)
