"""Eight people, eight meetings, two assessments and a survey, hour by hour over real carriers, as a diary has it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import time_machine

from tests.messages.gateway import a_gateway
from tests.messages.mail_server import Mailbox, mail_server
from tests.story import cast
from tests.story.cast import AMAL, ANNA, BIRGITTA, EVERYBODY, GRACE, JOHAN, MARIA, ROGER, SAMIRA, SOFIA, STAFF, TOMAS, YUSUF, Person
from tests.story.passing import Story
from tests.story.plot import tell
from tests.story.post import Item, Post
from tests.support.databases import Databases, Engine, running, settings_for
from tests.support.fixtures import both_databases
from webapp.messages.carriers import smtp
from webapp.messages.models import OutboxMessage
from webapp.messages.values import State
from webapp.storage import reading

DIARY = Path(__file__).with_name("diary.txt")
COURSE = {date(2027, 2, day) for day in (1, 3, 8, 10, 15, 18, 22, 24)}
#: Her own two meetings, as the story has them.
GK = {
    BIRGITTA: {date(2027, 3, 2), date(2027, 3, 15)},
    TOMAS: {date(2027, 3, 2), date(2027, 3, 11)},
    GRACE: {date(2027, 3, 4), date(2027, 3, 16)},
    AMAL: {date(2027, 3, 3), date(2027, 3, 17)},
}
SURVEY = ("Vad tycker du", "What do you think", "ما رأيك")
MEETING, CANNOT = "Du har möte", "Någon kan inte komma"


@pytest.fixture
def post(databases: Databases, engine: Engine, tmp_path: Path) -> Iterator[Post]:
    with a_gateway() as gateway, mail_server(Mailbox()) as mailbox:
        given = {
            "DEMO": "1",
            "SMTP_URL": f"smtp://127.0.0.1:{mailbox.port}",
            "MAIL_FROM": "hej@mellansteg.example",
            "SMS_URL": gateway.url,
            "SMS_USER": "u7",
            "SMS_PASSWORD": "ord",
            "SMS_FROM": "Mellansteg",
        }
        with running(settings_for(databases.migrated(engine, tmp_path), tmp_path, **given)) as app:
            cast.hire(app)
            yield Post(app, gateway, mailbox)
            smtp.hang_up()


@both_databases
def test_the_right_people_get_the_right_words_at_the_right_hour(
    post: Post, clock: time_machine.Traveller, request: pytest.FixtureRequest
) -> None:
    """Wanted a change? `pytest tests/story --rewrite`, and read the diary as somebody who is tired."""
    story = Story(post, clock)
    tell(story)
    if request.config.getoption("--rewrite"):
        DIARY.write_text(story.written(), "utf-8")
    assert story.written() == DIARY.read_text("utf-8")
    planned = [one for one in post.items if not one.asked]
    nobody_is_disturbed(planned)
    nobody_gets_what_she_does_not_want(planned)
    each_in_her_own_language_and_way(post.items)
    staff_are_told_in_time(post.items)
    with post.app.app_context():
        states = set(reading().query(OutboxMessage).with_entities(OutboxMessage.state).all())
    assert {state for (state,) in states} <= {State.SENT, State.DELIVERED, State.CANCELLED}


def nobody_is_disturbed(planned: list[Item]) -> None:
    """By day, on working days, and not on a day with a meeting. One on a day, and a second only for what was booked since, once."""
    assert {one.day.isoweekday() for one in planned} <= {1, 2, 3, 4, 5}
    assert {one.hour for one in planned if one.to not in STAFF} == {9, 12, 16, 17}
    for who in EVERYBODY:
        assert {one.day for one in to(who, planned)} & (COURSE | GK.get(who, set())) == set()
    twice = Counter((one.to, one.day) for one in planned if one.to not in STAFF)
    assert {key: count for key, count in twice.items() if count > 1} == {(AMAL.address, date(2027, 3, 2)): 2}
    weeks = Counter((one.to, one.day.isocalendar().week) for one in planned if one.to not in STAFF)
    assert max(weeks.values()) == 3


def nobody_gets_what_she_does_not_want(planned: list[Item]) -> None:
    for who, last in ((SAMIRA, date(2027, 2, 2)), (YUSUF, date(2027, 2, 9)), (BIRGITTA, date(2027, 3, 16)), (AMAL, date(2027, 3, 16))):
        assert max(one.day for one in to(who, planned)) == last
    assert to(ROGER, planned) == []
    answered = [one for one in to(GRACE, planned) if one.text.startswith(SURVEY) or (one.subject or "").startswith(SURVEY)]
    assert answered == []
    after_gk1 = [one.day for one in to(GRACE, planned) if one.day > date(2027, 3, 4)]
    assert after_gk1 == [date(2027, 3, 15)]
    not_ready = [one.text for one in to(TOMAS, planned) if one.day > date(2027, 3, 3)]
    assert [text.startswith(SURVEY) or "11 mars" in text for text in not_ready] == [True] * len(not_ready)
    assert {one.to for one in planned} == {one.address for one in EVERYBODY if one.address and one is not ROGER} | {ANNA, SOFIA}


def each_in_her_own_language_and_way(items: list[Item]) -> None:
    """And each with her own link, the same in every message."""
    links: dict[str, set[str]] = {}
    for who in EVERYBODY:
        for one in to(who, items):
            assert one.carrier == ("e-mail" if "@" in one.to else "sms")
            assert one.language in (None, who.locale)
            assert any("\u0600" <= sign < "\u0700" for sign in one.words) is (who.locale == "ar")
            assert (" you" in one.words.lower()) is (who.locale == "en")
            links.setdefault(who.name, set()).update(one.tokens)
    assert {len(tokens) for tokens in links.values()} == {1}
    assert len(set.union(*links.values())) == 7


def staff_are_told_in_time(items: list[Item]) -> None:
    """Arbetsförmedlingen only of those who have lifted secrecy: not of Birgitta, Samira, Roger or the eighth."""
    march: dict[str, list[tuple[int, int]]] = {ANNA: [], SOFIA: []}
    for one in items:
        if one.to in march and (one.subject or "").startswith(MEETING):
            march[one.to].append((one.day.day, one.hour))
    assert march == {
        ANNA: [(day, 9) for day in (1, 2, 3, 4, 10, 11, 12, 15, 16, 17)],
        SOFIA: [(1, 16), (2, 9), (3, 9), (4, 9), (10, 9), (15, 9), (16, 9), (17, 9)],
    }
    told = [(one.at.strftime("%d %B %H.%M"), one.to, one.asked) for one in items if one.subject == CANNOT]
    assert sorted(told) == [
        ("02 March 11.20", ANNA, True),
        ("02 March 11.20", SOFIA, True),
        ("09 February 13.20", JOHAN, True),
        ("09 February 13.20", MARIA, True),
    ]


def to(who: Person, items: list[Item]) -> list[Item]:
    return [one for one in items if one.to == who.address]
