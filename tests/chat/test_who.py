"""Who will see an answer: the line says what the rules do."""

from flask import Flask

from tests.chat.conftest import COUNTS
from tests.chat.test_journey import place_between_two, say_yes
from tests.desk.casework import a_case, casework, lifts_secrecy
from tests.people import some
from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.consent.values import Decision
from webapp.storage import transaction

pytestmark = both_databases
NO = "Säger du nej ser en handläggare bara att det inte finns något ja."
REOPENED = "Du har valt att visa din plats i trappan för Arbetsförmedlingen. Säger du ja kan de läsa den igen."


def who(phone: Visit, flow: str) -> str:
    return phone.get(f"/samtal/{flow}").texts(".who")[0]


def test_those_who_will_see_a_yes_are_named_and_a_no_is_not_shown(phone: Visit) -> None:
    nils, sara = "Nils Ek på Försäkringskassan", "Sara Dahl på Arbetsförmedlingen"
    assert who(phone, "consent-secrecy") == f"Säger du ja ser {nils} ditt ja. Säger du ja ser {sara} ditt ja. {NO} {COUNTS}"


def test_the_handlers_pages_show_a_yes_and_say_the_same_of_a_no_as_of_no_answer(app: Flask, visit: Visit) -> None:
    pages: dict[tuple[str, Decision | None], str] = {}
    with app.app_context(), transaction() as session:
        work = casework(session)
        cases = {said: a_case(session, work) for said in (None, Decision.REFUSED, Decision.GIVEN)}
        for said, person in cases.items():
            if said:
                lifts_secrecy(session, person, said)
    for agency, handler in (("fk", work.fk), ("af", work.af)):
        desk = comes_in(visit.another(), staff_id=handler)
        pages |= {(agency, said): desk.get(f"/mina-deltagare/{person}").text for said, person in cases.items()}
    for agency in ("fk", "af"):
        assert pages[agency, None] == pages[agency, Decision.REFUSED] != pages[agency, Decision.GIVEN]


def test_no_handler_is_said_to_see_what_no_handler_sees(phone: Visit) -> None:
    assert who(phone, "consent-statistics") == f"Ingen handläggare ser ditt svar här. {COUNTS}"


def test_without_a_handler_nobody_is_named(app: Flask, visit: Visit) -> None:
    with app.app_context(), transaction() as session:
        person = some.a_person(session, some.a_course(session, some.leader(session)).id).id
    said = who(comes_in(visit, participant_id=person), "consent-secrecy")
    assert said == f"Du har ingen handläggare här än. Handläggaren som du får kan se ett ja. {NO} {COUNTS}"


def test_a_yes_that_opens_an_old_sharing_again_says_so(phone: Visit) -> None:
    assert REOPENED not in who(phone, "consent-secrecy")
    say_yes(phone)
    place_between_two(phone, "show_both")
    phone.get("/min-sida/samtycken")
    phone.click("Ta tillbaka mitt ja Myndigheterna får dela uppgifter")
    phone.send("Ja, ta tillbaka")
    assert who(phone, "consent-secrecy").startswith(REOPENED)


def test_the_swedish_text_is_one_tap_away_on_every_page_of_a_consent(phone: Visit) -> None:
    phone.get("/samtal/consent-secrecy")
    phone.send("العربية")
    seen = {}
    for given in (None, {"answer": "goes_on"}, {"answer": "give"}, {"name": "Ali", "agree": "y"}, None):
        seen[phone.page.url.rpartition("/")[2]] = any("10 kap. 1 §" in text for text in phone.page.texts("details [lang=sv]"))
        phone.send(phone.page.texts("main button.go")[0], given)
    assert seen == dict.fromkeys(("read", "understood", "decide", "sign", "check"), True)
