"""The first administrator is let in by whoever runs the service, and nobody after her is."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import Traveller

from tests.people import some
from tests.sign_in.offices import office
from tests.support.visit import Visit
from webapp.ground.parties import Agency, Role
from webapp.people.models import StaffAccount
from webapp.storage import reading, transaction

GIVEN = ["staff", "first-administrator", "--name", "Ada Holm", "--email", "ada@exempel.se", "--area", "Ådalen"]


def run(app: Flask, *given: str) -> tuple[int, str]:
    done = app.test_cli_runner().invoke(args=list(given) or GIVEN)
    return done.exit_code, done.output


def link_in(said: str) -> str:
    return said.splitlines()[-1].removeprefix("https://mellansteg.example")


def test_she_gets_a_link_that_opens(app: Flask, visit: Visit) -> None:
    code, said = run(app)
    assert code == 0
    visit.get(link_in(said))
    page = visit.send("Fortsätt")
    assert "Kontot är för Ada Holm, Administratör. Du loggar in med ada@exempel.se." in page.text


def test_until_she_is_in_she_can_have_another(app: Flask, visit: Visit, clock: Traveller) -> None:
    _, first = run(app)
    clock.shift(timedelta(days=8))
    visit.get(link_in(first), status=410)
    _, second = run(app)
    visit.get(link_in(second))


def test_a_slip_of_the_pen_in_the_address_is_mended_by_asking_again(app: Flask, visit: Visit) -> None:
    _, first = run(app, *GIVEN[:5], "ad@exempel.se", *GIVEN[6:])
    code, second = run(app)
    assert code == 0
    visit.get(link_in(first), status=410)
    visit.get(link_in(second))


def test_when_one_is_in_nobody_else_comes_that_way(app: Flask) -> None:
    office(app)
    code, said = run(app, *GIVEN[:5], "eva@exempel.se", *GIVEN[6:])
    assert (code, said) == (1, "Det finns en administratör som kan logga in. Be henne eller honom bjuda in fler under Konton.\n")


@pytest.mark.parametrize("email", ["", "ada", "070-1740605"])
def test_without_an_address_there_is_no_account(app: Flask, email: str) -> None:
    code, said = run(app, *GIVEN[:5], email, *GIVEN[6:])
    assert (code, said) == (1, "Namn, e-postadress och område behövs, och adressen ska vara hel.\n")


def test_an_area_that_is_there_is_the_one(app: Flask) -> None:
    with app.app_context(), transaction() as session:
        area = some.an_area(session).id
        some.leader(session, "Maj Lind", Agency.FK)
    run(app)
    with app.app_context():
        assert {one.area_id for one in reading().query(StaffAccount)} == {area}
        assert [one.role for one in reading().query(StaffAccount) if one.name == "Ada Holm"] == [Role.ADMINISTRATOR]
