"""Mina påminnelser: put off, stopped, begun again, and sent another way."""

import json
import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import Traveller

from tests.support.fixtures import both_databases
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.config import Settings
from webapp.ground.locales import LOCALES, Locale
from webapp.ground.parties import Door
from webapp.reminders.models import MessageChoice
from webapp.reminders.values import Channel, Hour
from webapp.storage import reading

pytestmark = both_databases

PAGE = "/paminnelser"
LATER, STOP = "Påminn mig senare", "Inga fler påminnelser"
NEW_EMAIL = "E-post, till en adress som du skriver"


def kept(app: Flask) -> tuple[Channel | None, Hour, str | None] | None:
    with app.app_context():
        choice = reading().scalars(select(MessageChoice)).one_or_none()
        return (choice.channel, choice.hour, choice.other) if choice else None


def sent(settings: Settings) -> list[dict[str, str]]:
    return [json.loads(path.read_text()) for path in sorted(settings.messages_dir.glob("*.json"))]


def code_in(settings: Settings) -> str:
    return str(re.findall(r"\d{6}", sent(settings)[-1]["text"])[0])


def test_later_names_the_day_and_twice_is_the_same_day(phone: Visit) -> None:
    phone.get("/min-sida")
    phone.click("Mina påminnelser")
    for page in (phone.send(LATER), phone.send_again()):
        assert page.texts(".said") == ["Vi påminner dig igen tisdag 19 januari."]


def test_no_more_and_begin_again(phone: Visit) -> None:
    phone.get(PAGE)
    stopped = phone.send(STOP)
    assert stopped.texts(".said") == ["Du får inga fler påminnelser. Du kan börja igen när du vill."]
    assert stopped.texts("main button") == ["Börja igen"]
    assert phone.send("Börja igen").texts(".said") == ["Du får påminnelser igen."]
    assert phone.page.texts("main button") == [LATER, STOP, "Spara"]


def test_what_was_put_off_is_told_until_that_day(phone: Visit, person: UUID, clock: Traveller) -> None:
    phone.get(PAGE)
    phone.send(LATER)
    assert phone.get(PAGE).texts(".said") == ["Vi påminner dig igen tisdag 19 januari."]
    clock.shift(timedelta(days=1))
    assert comes_in(phone, participant_id=person).get(PAGE).texts(".said") == []


def test_behind_the_link_alone_she_may_put_off_and_stop_and_sees_no_choice(
    app: Flask, visit: Visit, person: UUID, clock: Traveller
) -> None:
    comes_in(visit, participant_id=person, door=Door.LINK)
    assert visit.get(PAGE).texts("main button") == [LATER, STOP]
    assert visit.page.texts("main fieldset") == []
    assert visit.send(LATER).texts(".said") == ["Vi påminner dig igen tisdag 19 januari."]
    assert visit.get(PAGE).texts(".said") == []
    assert visit.send(STOP).texts("main button") == []
    clock.shift(timedelta(minutes=10))
    assert visit.get(PAGE).texts(".said") == []


@pytest.mark.parametrize("path", [PAGE, f"{PAGE}/igen", f"{PAGE}/email/noon"])
def test_behind_the_link_alone_nothing_is_chosen(app: Flask, visit: Visit, person: UUID, path: str) -> None:
    comes_in(visit, participant_id=person, door=Door.LINK).get(PAGE)
    token = visit.page.one("main input[name=csrf_token]").attrs["value"] or ""
    sent = {"csrf_token": token, "channel": "none", "hour": "noon", "address": "kim@post.example"}
    assert visit.forge(path, sent, 200).url == "/telefon"
    assert kept(app) is None


def test_she_chooses_when_in_the_day_and_none(app: Flask, phone: Visit) -> None:
    phone.get(PAGE)
    assert phone.send("Spara", {"hour": "Mitt på dagen, efter klockan 12"}).texts(".said") == ["Ditt val är sparat."]
    assert kept(app) == (Channel.SMS, Hour.NOON, None)
    phone.send("Spara", {"channel": "Inga påminnelser"})
    assert kept(app) == (Channel.NONE, Hour.NOON, None)


def test_another_way_asks_for_the_address_and_a_code_from_there(app: Flask, phone: Visit, settings: Settings) -> None:
    phone.get(PAGE)
    assert phone.send("Spara", {"channel": NEW_EMAIL, "hour": "afternoon"}).heading == "Din e-postadress"
    phone.send("Skicka koden", {"address": "Kim@Post.example"})
    assert "Vi skickade den till k••@post.example." in phone.page.text
    assert "post.example" not in phone.page.url.lower()
    assert sent(settings)[-1]["to"] == "kim@post.example"
    assert kept(app) is None
    assert phone.send("Fortsätt", {"code": code_in(settings)}).texts(".said") == ["Ditt val är sparat."]
    assert kept(app) == (Channel.EMAIL, Hour.AFTERNOON, "kim@post.example")
    phone.send_again()
    assert kept(app) == (Channel.EMAIL, Hour.AFTERNOON, "kim@post.example")
    assert "E-post till k••@post.example" in phone.page.text


def test_a_code_has_five_tries_and_keeps_nothing_when_they_are_used(app: Flask, phone: Visit, settings: Settings) -> None:
    phone.get(f"{PAGE}/email/noon")
    phone.send("Skicka koden", {"address": "kim@post.example"})
    right = code_in(settings)
    wrong = f"{(int(right) + 1) % 1_000_000:06}"
    for left in ("4 gånger", "3 gånger", "2 gånger", "1 gång"):
        assert f"Du kan försöka {left} till." in phone.send("Fortsätt", {"code": wrong}, status=422).text
    assert "Koden gäller inte längre." in phone.send("Fortsätt", {"code": wrong}, status=422).text
    phone.click("Skriv adressen igen")
    assert phone.page.heading == "Din e-postadress"
    assert kept(app) is None


def test_a_code_is_for_one_address_and_one_session(app: Flask, phone: Visit, person: UUID, settings: Settings) -> None:
    phone.get(f"{PAGE}/email/noon")
    phone.send("Skicka koden", {"address": "kim@post.example"})
    first, where = code_in(settings), phone.page.url
    phone.get(f"{PAGE}/email/noon")
    phone.send("Skicka koden", {"address": "ali@post.example"})
    assert phone.send("Fortsätt", {"code": first}, status=422).status == 422 or first == code_in(settings)
    phone.get(where)
    phone.send("Fortsätt", {"code": code_in(settings)}, status=422)
    comes_in(phone.another(), participant_id=person).get(where, status=404)
    assert kept(app) is None


def test_a_code_that_is_over_asks_for_the_address_again(phone: Visit, clock: Traveller) -> None:
    phone.get(f"{PAGE}/email/noon")
    phone.send("Skicka koden", {"address": "kim@post.example"})
    where = phone.page.url
    clock.shift(timedelta(minutes=11))
    assert phone.get(where).heading == "Din e-postadress"


@pytest.mark.parametrize(
    ("way", "address", "why"),
    [
        ("email", "070-174 06 09", "Skriv en e-postadress, som namn@exempel.se."),
        ("sms", "kim@post.example", "Skriv ett mobilnummer, som 070-174 06 05."),
        ("sms", "08-465 004 10", "Det numret kan inte ta emot sms."),
        ("sms", "08-465", "Telefonnumret är inte helt. Skriv det som 070-174 06 05."),
        ("sms", "min mamma", "Skriv ett mobilnummer, som 070-174 06 05."),
        ("email", "kim.post.example", "E-postadressen saknar @. Skriv den som namn@exempel.se."),
        ("email", "08-465 004 10", "Skriv en e-postadress, som namn@exempel.se."),
        ("email", "min mamma", "Skriv en e-postadress, som namn@exempel.se."),
        ("email", "", "Skriv en e-postadress, som namn@exempel.se."),
    ],
)
def test_what_is_no_such_address_is_refused_and_stays(phone: Visit, settings: Settings, way: str, address: str, why: str) -> None:
    phone.get(f"{PAGE}/{way}/noon")
    page = phone.send("Skicka koden", {"address": address}, status=422)
    assert [one for one in page.texts("p.error") if one.startswith(why)] == page.texts("p.error") != []
    assert address in page.html
    assert sent(settings) == []


def test_codes_to_new_addresses_are_counted_as_any_other(phone: Visit, settings: Settings) -> None:
    for number in range(4):
        phone.get(f"{PAGE}/email/noon")
        phone.send("Skicka koden", {"address": f"kim{number}@post.example"}, status=429 if number == 3 else 200)
    assert len(sent(settings)) == 3


def test_she_can_leave_quickly(phone: Visit) -> None:
    phone.get(PAGE)
    phone.send("Lämna sidan snabbt")
    phone.get(PAGE, status=401)


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)
def test_the_page_is_short_in_every_language(phone: Visit, locale: Locale) -> None:
    phone.get(PAGE)
    phone.send(locale.name)
    assert len(" ".join(phone.page.texts("main")).split()) <= 120


def test_it_stands_with_all_that_is_kept_about_her(phone: Visit) -> None:
    phone.get(PAGE)
    phone.send(LATER)
    phone.get(PAGE)
    phone.send(STOP)
    told = phone.get("/min-sida/allt").text
    assert "Påminnelser: till din vanliga adress, efter klockan 09.00 Du bad oss sluta påminna dig" in told


def test_what_is_saved_is_said_also_when_she_has_put_off(phone: Visit) -> None:
    phone.get(PAGE)
    phone.send(LATER)
    saved = phone.send("Spara", {"hour": "Mitt på dagen, efter klockan 12"})
    assert saved.texts(".said") == ["Ditt val är sparat. Vi påminner dig igen tisdag 19 januari."]


def test_who_has_chosen_none_is_promised_none_and_has_nothing_to_put_off(app: Flask, phone: Visit) -> None:
    phone.get(PAGE)
    phone.send(LATER)
    chosen = phone.send("Spara", {"channel": "Inga påminnelser"})
    assert (chosen.texts(".said"), chosen.texts("main button")) == (["Ditt val är sparat."], ["Spara"])
    assert phone.get(PAGE).texts(".said") == []


def test_who_had_chosen_none_and_begins_again_gets_some(app: Flask, phone: Visit, person: UUID) -> None:
    phone.get(PAGE)
    phone.send("Spara", {"channel": "Inga påminnelser", "hour": "noon"})
    other = comes_in(phone.another(), participant_id=person, door=Door.LINK)
    other.get(PAGE)
    other.send(STOP)
    phone.get(PAGE)
    assert phone.send("Börja igen").texts(".said") == ["Du får påminnelser igen."]
    assert kept(app) == (None, Hour.NOON, None)


def test_whoever_stops_behind_the_link_is_shown_the_way_to_begin_again(visit: Visit, person: UUID) -> None:
    comes_in(visit, participant_id=person, door=Door.LINK).get(PAGE)
    visit.send(STOP)
    assert visit.click("Till min sida").url == "/telefon"
