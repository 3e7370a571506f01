"""Konton: an administrator lets people in and out, and sees nothing of anybody's case."""

from datetime import timedelta
from uuid import UUID

import pyotp
import pytest
from time_machine import Traveller

from tests.people import some
from tests.sign_in.offices import Office, account_of, is_active, key_on
from tests.support.page import attribute
from tests.support.visit import Visit
from webapp.ground import clock as now
from webapp.ground.parties import Role
from webapp.people.models import StaffAccount
from webapp.people.service import NUMBER_AS_NAME
from webapp.storage import reading


@pytest.fixture
def desk(at_work: Office) -> Visit:
    return at_work.enters(at_work.admin)


def invites(desk: Visit, status: int = 200, **given: str) -> Visit:
    usual = {"Namn": "Nils Ek", "E-post": "nils@exempel.se", "Roll": "Handläggare", "Myndighet": "Försäkringskassan"}
    desk.get("/konton/nytt")
    desk.send("Bjud in", usual | given, status=status)
    return desk


def test_the_list_says_how_each_account_stands(at_work: Office, desk: Visit) -> None:
    invites(desk)
    page = desk.get("/konton")
    assert page.texts("tbody tr") == [
        "Ada Holm Administratör ada@exempel.se Kan logga in",
        "Maj Lind Kursledare, Försäkringskassan maj@exempel.se Kan logga in",
        "Nils Ek Handläggare, Försäkringskassan nils@exempel.se Inbjuden, har inte loggat in än",
    ]


def test_the_letter_with_the_link_is_sent_at_once(at_work: Office, desk: Visit) -> None:
    invites(desk)
    link = at_work.link_of(account_of(at_work.app, "nils@exempel.se"))
    (letter,) = at_work.app.extensions["settings"].messages_dir.glob("*")
    said = letter.read_text()
    assert f"https://mellansteg.example{link}" in said
    assert "nils@exempel.se" in said
    assert [word for word in ("Nils", "Ada", "Handläggare") if word in said] == []


def test_without_a_mail_server_the_link_stands_on_the_page(at_work: Office, desk: Visit) -> None:
    page = invites(desk).page
    assert page.one("main p.calm").to_text() == "Kontot är upplagt, och länken skickas nu."
    assert page.texts("main code") == ["https://mellansteg.example" + at_work.link_of(account_of(at_work.app, "nils@exempel.se"))]


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"Namn": " "}, "Namn: fyll i det här."),
        ({"Namn": "Nils 19850101-2384"}, str(NUMBER_AS_NAME)),
        ({"E-post": "nils"}, "E-postadressen är inte hel. Skriv den som namn@exempel.se."),
        ({"E-post": "070-1740605"}, "E-postadressen är inte hel. Skriv den som namn@exempel.se."),
        ({"E-post": "MAJ@exempel.se"}, "Det finns redan ett konto med den adressen."),
        ({"Myndighet": "Ingen"}, "Välj myndighet för den rollen."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(desk: Visit, given: dict[str, str], reason: str) -> None:
    page = invites(desk, status=422, **given).page
    assert page.texts(".errors li") == [reason]


@pytest.mark.parametrize("role", ["Specialist", "Samordnare", "Redaktör", "Administratör"])
def test_every_role_can_be_given(at_work: Office, desk: Visit, role: str) -> None:
    page = invites(desk, Roll=role).page
    agency = ", Försäkringskassan" if role == "Specialist" else ""
    assert page.texts("main p")[1] == role + agency


def test_a_new_link_kills_the_old_one(at_work: Office, desk: Visit) -> None:
    invites(desk)
    old = at_work.link_of(account_of(at_work.app, "nils@exempel.se"))
    desk.send("Skicka en ny länk")
    assert at_work.link_of(account_of(at_work.app, "nils@exempel.se")) != old
    assert Visit(at_work.app).get(old, status=410).heading == "Länken gäller inte"
    assert len(list(at_work.app.extensions["settings"].messages_dir.glob("*"))) == 2


def test_a_new_link_shuts_the_old_doors_when_it_is_taken_up(at_work: Office, desk: Visit, clock: Traveller) -> None:
    hers = at_work.enters(at_work.leader)
    desk.get(f"/konton/{at_work.leader.id}")
    desk.send("Skicka en ny länk")
    assert hers.get("/").heading == "Mina kurser"
    other = Visit(at_work.app)
    other.get(at_work.link_of(at_work.leader.id))
    other.send("Fortsätt")
    other.send("Fortsätt", {"Nytt lösenord": "hund lampa gren blek"})
    other.send("Klart", {"Kod": pyotp.TOTP(key_on(other)).at(now.now())})
    hers.get("/kurser", status=401)
    clock.shift(timedelta(seconds=60))
    at_work.enters(at_work.leader, status=422)


def test_another_role_holds_from_the_next_request(at_work: Office, desk: Visit, clock: Traveller) -> None:
    hers = at_work.enters(at_work.leader)
    desk.get(f"/konton/{at_work.leader.id}")
    desk.send("Spara rollen", {"Roll": "Handläggare", "Myndighet": "Arbetsförmedlingen"})
    hers.get("/kurser", status=401)
    clock.shift(timedelta(seconds=30))
    assert at_work.enters(at_work.leader).page.heading == "Mina deltagare"


def test_saving_the_same_role_disturbs_nobody(at_work: Office, desk: Visit) -> None:
    hers = at_work.enters(at_work.leader)
    desk.get(f"/konton/{at_work.leader.id}")
    desk.send("Spara rollen")
    hers.get("/kurser")


def test_whoever_leaves_is_out_at_the_next_request_and_can_come_back(at_work: Office, desk: Visit, clock: Traveller) -> None:
    hers = at_work.enters(at_work.leader)
    desk.get(f"/konton/{at_work.leader.id}")
    page = desk.send("Avsluta kontot nu")
    assert page.texts("main button") == ["Skicka en ny länk"]
    hers.get("/kurser", status=401)
    clock.shift(timedelta(seconds=30))
    at_work.enters(at_work.leader, status=422)
    assert desk.get("/konton").texts("tbody tr")[-1].endswith("Avslutat")
    desk.get(f"/konton/{at_work.leader.id}")
    desk.send("Skicka en ny länk")
    assert is_active(at_work.app, at_work.leader.id)


def test_nobody_closes_or_changes_her_own_account(at_work: Office, desk: Visit) -> None:
    page = desk.get(f"/konton/{at_work.admin.id}")
    assert page.texts("main button") == []
    token = attribute(page.all("input[name=csrf_token]")[0], "value")
    own = f"/konton/{at_work.admin.id}"
    desk.forge(f"{own}/avsluta", {"csrf_token": token}, 200)
    page = desk.forge(own, {"csrf_token": token, "role": "editor", "agency": ""}, 200)
    assert page.texts("main p.calm") == ["Du kan inte ändra ditt eget konto här. Be en annan administratör."]
    desk.get("/konton")


def test_an_account_of_another_area_is_not_there(at_work: Office, desk: Visit) -> None:
    with at_work.elsewhere() as session:
        other = some.staff(session, "Tor Ek", Role.HANDLER, area="Bergslagen")
    token = attribute(desk.page.all("input[name=csrf_token]")[0], "value")
    desk.get(f"/konton/{other}", status=404)
    for path in (f"/konton/{other}", f"/konton/{other}/lank", f"/konton/{other}/avsluta", f"/konton/{UUID(int=1)}/avsluta"):
        desk.forge(path, {"csrf_token": token, "role": "editor", "agency": ""}, 404)
    assert is_active(at_work.app, other)
    assert "Tor Ek" not in desk.get("/konton").text


def test_only_administrators_come_here(at_work: Office) -> None:
    visit = at_work.enters(at_work.leader)
    for path in ("/konton", "/konton/nytt", f"/konton/{at_work.leader.id}"):
        visit.get(path, status=403)


def test_everything_is_in_the_log(at_work: Office, desk: Visit) -> None:
    before = len(at_work.acts())
    invites(desk)
    desk.send("Skicka en ny länk")
    desk.send("Spara rollen", {"Roll": "Redaktör", "Myndighet": "Ingen"})
    desk.send("Avsluta kontot nu")
    nils = str(_left(at_work))
    assert at_work.acts()[before:] == [
        ("account.invited", "handler"),
        ("account.link-renewed", nils),
        ("account.role-changed", "editor"),
        ("account.closed", nils),
    ]


def _left(at_work: Office) -> UUID:
    with at_work.app.app_context():
        return next(one.id for one in reading().query(StaffAccount) if not one.active)
