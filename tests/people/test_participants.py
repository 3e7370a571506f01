"""People are put in a course all or none, reached at one address, and never known by a personal number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.some import a_course, a_person, handler, leader, staff
from tests.support.fixtures import both_databases
from webapp.ground.parties import Agency, Role
from webapp.ground.personal_number import personal_number_in
from webapp.people import queries, service
from webapp.people.addresses import parse_address
from webapp.people.models import Participant
from webapp.people.service import AddressTwice, Newcomer, NotAHandler, read_lines


def reasons(text: str) -> list[str]:
    return [str(bad.reason) for bad in read_lines(text)[1]]


def test_lines_are_read_with_name_address_and_language() -> None:
    good, bad = read_lines("Amal; 070-1740605; العربية\n\n Bo Ek ;bo@post.example;English\nCia;0701740606\nskyddad; svenska\nskyddad")
    assert bad == []
    assert [(number, one.name, str(one.address or ""), one.locale, one.protected) for number, one in good] == [
        (1, "Amal", "+46701740605", "ar", False),
        (3, "Bo Ek", "bo@post.example", "en", False),
        (4, "Cia", "+46701740606", "sv@simple", False),
        (5, None, "", "sv", True),
        (6, None, "", "sv@simple", True),
    ]


def test_each_bad_line_says_its_number_and_its_reason() -> None:
    _, bad = read_lines("Amal; 070-1740605\nBo\nCia; 031-3900600\nDan; 0701740606; klingon\nEva; eva@; sv")
    assert [one.number for one in bad] == [2, 3, 4, 5]
    assert str(bad[0].reason) == "Telefon eller e-post saknas. Skriv den efter ett semikolon."
    assert str(bad[2].reason).startswith("Språket finns inte här. Välj bland Lättläst svenska, Svenska")


@pytest.mark.parametrize("line", ["Ida, 0701740607, sv", "Ida, 070-1740607", "Ida, ida@post.example", "Ek, Ida, 0701740607; sv"])
def test_a_line_with_commas_is_told_of_the_semicolon(line: str) -> None:
    assert reasons(line) == ["Sätt semikolon i stället för komma: namn; telefon eller e-post; språk."]


def test_a_number_behind_the_name_is_told_of_the_semicolon_and_not_of_personal_numbers() -> None:
    assert reasons("Ida 0701740607") == ["Skriv namnet först och adressen efter ett semikolon."]
    assert reasons("Ek, Ida; 0701740607") == []
    assert reasons("Ek, Ida") == ["Telefon eller e-post saknas. Skriv den efter ett semikolon."]


@pytest.mark.parametrize(
    "line",
    [
        "Kim, 850312-1234, sv",
        "Kim 850312-1234; 0701740605",
        "850312-1234; 0701740605",
        "19850312 1234; 0701740605",
        "Kim; 850312-1234",
        "Kim; 198503121234",
        "Kim; 8503121234",
        "Kim; 850372-1234",
        "Kim; 070312-1234",
        "Kim; 850312-1234@post.example",
    ],
)
def test_a_personal_number_is_refused_wherever_it_stands(line: str) -> None:
    assert [reason.partition(" ser ut som ett personnummer.")[0] for reason in reasons(line)] in (["Namnet"], ["Adressen"])


@given(st.integers(605, 699), st.sampled_from(["070174{:04}", "070-174 {:04}", "+46 70 174{:04}", "070-174{:04}"]))
def test_a_mobile_number_is_not_mistaken_for_one(last: int, form: str) -> None:
    assert reasons(f"Kim; {form.format(last)}") == []


@given(st.dates(), st.integers(0, 9999), st.sampled_from(["", "-", "+", " "]))
def test_every_day_of_birth_is_known(day: object, last: int, between: str) -> None:
    assert personal_number_in(f"Kim {day:%y%m%d}{between}{last:04}")


def test_a_protected_line_takes_nothing_else() -> None:
    assert len(reasons("skyddad; 0701740605\nskyddad; Kim; sv")) == 2


@given(st.text(max_size=200))
def test_any_text_can_be_pasted(text: str) -> None:
    good, bad = read_lines(text)
    assert len(good) + len(bad) == len([line for line in text.splitlines() if line.strip()])


def test_at_most_fifty_lines() -> None:
    assert reasons("skyddad\n" * 51) == ["Lägg in högst 50 personer åt gången."]


@both_databases
def test_they_get_seats_in_order_and_the_next_ones_follow(session: Session) -> None:
    course = a_course(session)
    a_person(session, course.id, "Amal")
    service.add_participants(session, course.id, [Newcomer("Bo", None), Newcomer(None, None, protected=True)])
    assert [(one.seat, one.name) for one in queries.participants_in(session, course.id)] == [(1, "Amal"), (2, "Bo"), (3, None)]


@both_databases
def test_the_same_address_twice_in_a_course_must_be_meant(session: Session) -> None:
    course = a_course(session)
    a_person(session, course.id, address="070-1740605")
    pair = [Newcomer("Bo", parse_address("bo@post.example")), Newcomer("Cia", parse_address("+46 70-174 06 05"))]
    with pytest.raises(AddressTwice) as fault:
        service.add_participants(session, course.id, pair)
    assert fault.value.places == (1,)
    with pytest.raises(AddressTwice):
        service.add_participants(session, course.id, [pair[0], pair[0]])
    assert len(queries.participants_in(session, course.id)) == 1
    service.add_participants(session, course.id, pair, twice_is_meant=True)
    assert len(queries.participants_in(session, course.id)) == 3


@both_databases
def test_an_address_is_never_looked_up_across_courses(session: Session) -> None:
    a_person(session, a_course(session).id, address="070-1740605")
    course = a_course(session)
    service.add_participants(session, course.id, [Newcomer("Bo", parse_address("070-1740605"))])


@both_databases
def test_an_address_is_changed_and_found_under_the_new_one(session: Session) -> None:
    course = a_course(session)
    person = a_person(session, course.id, address="070-1740605")
    service.change_address(session, person, parse_address("ali@post.example"))
    assert (person.phone, person.email) == (None, "ali@post.example")
    service.change_address(session, person, parse_address("ali@post.example"))
    other = a_person(session, course.id, "Bo", "070-1740606")
    with pytest.raises(AddressTwice):
        service.change_address(session, other, parse_address("ali@post.example"))


@both_databases
def test_names_and_addresses_are_unreadable_in_the_rows(session: Session) -> None:
    a_person(session, a_course(session).id, "Kanariefågel", "070-1740605")
    row = session.execute(select(Participant.name_sealed, Participant.phone_sealed, Participant.address_hash)).one()
    assert all(value and "Kanarie" not in value and "1740605" not in value for value in row)


@both_databases
def test_a_handler_belongs_to_the_agency_and_the_area(session: Session) -> None:
    person = a_person(session, a_course(session).id)
    nils, eva = handler(session), handler(session, "Eva Berg", Agency.AF)
    service.give_handler(session, person, Agency.FK, nils)
    service.give_handler(session, person, Agency.AF, eva)
    assert {agency: account.id for agency, account in queries.handlers(session, person.id).items()} == {Agency.FK: nils, Agency.AF: eva}
    elsewhere = staff(session, "Ulf Ö", Role.HANDLER, Agency.FK, area="Fjärran")
    for wrong in (eva, leader(session), elsewhere):
        with pytest.raises(NotAHandler):
            service.give_handler(session, person, Agency.FK, wrong)
    service.give_handler(session, person, Agency.FK, None)
    assert set(queries.handlers(session, person.id)) == {Agency.AF}
    assert queries.cases_of(session, eva) == [person]
    assert not queries.handles(session, nils, person.id)


def test_a_protected_identity_cannot_be_given_a_name() -> None:
    with pytest.raises(ValueError, match="protected"):
        Newcomer("Kim", None, protected=True)
