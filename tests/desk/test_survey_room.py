"""In the room: what hangs on the wall, and ballots handed by two words. Nothing there tells who has answered."""

import re
from datetime import timedelta

import time_machine

from tests.course_survey.classroom import answer_by_link, choose
from tests.desk.survey_desk import SurveyDesk
from tests.support.fixtures import START, both_databases
from tests.support.together import together
from tests.support.visit import Visit
from webapp.invitations import ballots
from webapp.invitations import service as invitations
from webapp.invitations.service.ballots import MOST_WAITING
from webapp.people.service import end_case, protect
from webapp.storage import reading


def waits(survey_desk: SurveyDesk, code: str) -> tuple[Visit, str]:
    """A phone in the room, and the two words it shows."""
    phone = Visit(survey_desk.app)
    phone.get(f"/e/{code}")
    phone.send("Visa mina två ord")
    return phone, phone.page.texts(".words")[0]


def hand(survey_desk: SurveyDesk, words: str, name: str) -> None:
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/dela-ut")
    maj.send(name, {"phone": choice(maj, words)})


def choice(maj: Visit, words: str) -> str:
    """The value of the radio beside these words."""
    return next(field.attrs["value"] or "" for field in maj.page.all("[name=phone]") if maj.page.label(field).startswith(words))


def without_mark(html: str) -> str:
    """The page without what every page carries so that its form does its work once."""
    return re.sub(r'(name="asked" type="hidden" value=")[0-9a-f-]{36}', r"\1", html)


@both_databases
def test_a_phone_gets_its_ballot_by_two_taps(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens()
    phone, words = waits(survey_desk, code)
    hand(survey_desk, words, "Person 3")
    phone.send("Fortsätt")
    choose(phone, *"123456")
    phone.send("Skicka mina svar")
    assert phone.page.heading == "Tack. Ditt svar ligger i lådan"
    assert survey_desk.ballots()[survey_desk.room.people[3]]
    assert sum(survey_desk.ballots().values()) == 1


def test_a_wrong_tap_is_put_right_by_new_words(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens()
    phone, words = waits(survey_desk, code)
    hand(survey_desk, words, "Person 3")
    again, new_words = waits(survey_desk, code)
    hand(survey_desk, new_words, "Person 3")
    for one in (phone, again):
        one.send("Fortsätt")
    for one in (phone, again):
        if one.page.heading.startswith("Har du fått stöd"):
            choose(one, *"123456")
            one.send("Skicka mina svar")
    assert again.page.heading == "Tack. Ditt svar ligger i lådan" != phone.page.heading
    assert sum(survey_desk.ballots().values()) == 1


@both_databases
def test_only_the_answer_to_the_press_says_whose_the_words_became(survey_desk: SurveyDesk) -> None:
    """A list that kept them until the phone goes on would say who has not begun."""
    _, code = survey_desk.opens()
    phone, words = waits(survey_desk, code)
    _, others = waits(survey_desk, code)
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/dela-ut")
    page = maj.send("Person 3", {"phone": choice(maj, words)})
    assert page.texts("[role=status]") == ["Utdelat till Person 3. Personen trycker Fortsätt på telefonen."]
    assert [words in page.text, others in page.text] == [False, True]
    before = without_mark(maj.get(f"{survey_desk.page}/a/dela-ut").html)
    assert "Utdelat till" not in before
    phone.send("Fortsätt")
    assert without_mark(maj.get(f"{survey_desk.page}/a/dela-ut").html) == before


def test_pressing_twice_is_answered_the_same_whether_the_phone_has_gone_on(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens()
    phone, words = waits(survey_desk, code)
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/dela-ut")
    maj.send("Person 3", {"phone": choice(maj, words)})
    first = maj.send_again(status=422).html
    assert "De orden är redan utdelade, eller har gått ut." in first
    phone.send("Fortsätt")
    assert maj.send_again(status=422).html == first


def test_that_ballots_were_handed_out_is_written_once_a_day_and_says_no_name(
    survey_desk: SurveyDesk, clock: time_machine.Traveller
) -> None:
    _, code = survey_desk.opens()
    for number, days in enumerate((0, 0, 1)):
        clock.shift(timedelta(days=days))
        _, words = waits(survey_desk, code)
        hand(survey_desk, words, f"Person {number}")
    assert survey_desk.audited() == ["survey.handed"] * 2


@both_databases
def test_one_phone_waits_once_and_cannot_shut_the_room(survey_desk: SurveyDesk) -> None:
    round_id, code = survey_desk.opens()
    first, first_words = waits(survey_desk, code)
    hand(survey_desk, first_words, "Person 1")
    asks_again, _ = waits(survey_desk, code)
    for _ in range(3):
        asks_again.get(f"/e/{code}")
        asks_again.send("Visa mina två ord")
    with survey_desk.app.app_context():
        assert len(ballots.waiting_phones(reading(), round_id, at=START)) == 1
    with survey_desk.elsewhere() as session:
        for _ in range(MOST_WAITING + 1):
            invitations.wait_in_room(session, round_id, at=START + timedelta(minutes=1))
    _, words = waits(survey_desk, code)
    assert len(words.split()) == 2
    with survey_desk.app.app_context():
        assert len(ballots.waiting_phones(reading(), round_id, at=START)) == MOST_WAITING - 1
    first.send("Fortsätt")
    assert first.page.heading.startswith("Har du fått stöd")


@both_databases
def test_the_page_is_the_same_to_the_byte_whoever_has_answered(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens()
    waits(survey_desk, code)
    maj = survey_desk.sits()
    paths = [f"{survey_desk.page}/a/{page}" for page in ("dela-ut", "papper?antal=2", "papper", "duken", "blad")]
    before = [without_mark(maj.get(path).html) for path in paths]
    for link in survey_desk.room.links[:3]:
        answer_by_link(survey_desk.app, link)
    assert [without_mark(maj.get(path).html) for path in paths] == before


def test_handing_to_one_who_has_answered_looks_the_same(survey_desk: SurveyDesk) -> None:
    _, code = survey_desk.opens()
    answer_by_link(survey_desk.app, survey_desk.room.links[1])
    phone, words = waits(survey_desk, code)
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/dela-ut")
    _, other = waits(survey_desk, code)
    pages = []
    for number, shown in ((1, words), (2, other)):
        maj.get(f"{survey_desk.page}/a/dela-ut")
        pages.append(maj.send(f"Person {number}", {"phone": choice(maj, shown)}).texts("[role=status]"))
    assert pages[0][0].replace("Person 1", "X") == pages[1][0].replace("Person 2", "X")
    phone.send("Fortsätt")
    choose(phone, *"123456")
    phone.send("Skicka mina svar")
    assert phone.page.heading == "Ditt svar ligger redan i lådan"


def test_words_that_wait_no_more_are_said_to(survey_desk: SurveyDesk, clock: time_machine.Traveller) -> None:
    _, code = survey_desk.opens()
    _, words = waits(survey_desk, code)
    clock.shift(timedelta(minutes=20))
    maj = survey_desk.sits()
    maj.get(f"{survey_desk.page}/a/dela-ut")
    assert "Välj orden på telefonen först" in maj.send("Person 2", status=422).text
    chosen = {"phone": choice(maj, words)}
    clock.shift(timedelta(minutes=11))
    page = maj.send("Person 2", chosen, status=422)
    assert "De orden är redan utdelade, eller har gått ut." in page.text
    assert "Ingen telefon väntar just nu." in page.text


def test_people_without_a_name_are_called_by_their_place_and_the_ended_are_not_there(survey_desk: SurveyDesk) -> None:
    survey_desk.opens()
    with survey_desk.elsewhere() as session:
        protect(session, survey_desk.person(session, 2))
        end_case(session, survey_desk.person(session, 4), at=START)
    names = ["Person 0", "Person 1", "Deltagare 3", "Person 3", "Person 5"]
    maj = survey_desk.sits()
    assert maj.get(f"{survey_desk.page}/a/dela-ut").texts(".names button") == names
    assert maj.get(f"{survey_desk.page}/a/papper?antal=1").texts("fieldset label") == names


def test_a_person_of_another_course_is_not_handed_anything(survey_desk: SurveyDesk) -> None:
    round_id, code = survey_desk.opens()
    waits(survey_desk, code)
    maj = survey_desk.sits()
    token = maj.get(f"{survey_desk.page}/a/dela-ut").all("input[name=csrf_token]")[0].attrs["value"] or ""
    with survey_desk.elsewhere() as session:
        phone = ballots.waiting_phones(session, round_id, at=START)[0].id
    for who in (str(survey_desk.room.leader), "", "x"):
        maj.forge(f"{survey_desk.page}/a/dela-ut", {"csrf_token": token, "phone": str(phone), "who": who}, 404)
    assert len(survey_desk.ballots()) == 6


@both_databases
def test_two_leaders_who_hand_to_one_phone_at_once(survey_desk: SurveyDesk) -> None:
    """The first tap counts; the other leader is told that the words are handed out."""
    round_id, code = survey_desk.opens()
    waits(survey_desk, code)
    with survey_desk.app.app_context():
        phone = ballots.waiting_phones(reading(), round_id, at=START)[0].id
    one, other = survey_desk.room.people[:2]
    faults = together(
        survey_desk.app,
        lambda session: invitations.hand(session, round_id, phone, one, at=START),
        lambda session: invitations.hand(session, round_id, phone, other, at=START),
    )
    assert faults == ["NobodyWaits"]
    with survey_desk.app.app_context():
        found = [ballots.ballot_of(reading(), round_id, person) for person in (one, other)]
        assert [ballot.hand for ballot in found if ballot] == [1, 0]
