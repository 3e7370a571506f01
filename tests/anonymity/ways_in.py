"""How somebody comes to her first question: by her own link, on a known phone, or by two words in the room."""

import re
from datetime import timedelta

from tests.anonymity import roles
from tests.anonymity.house import House
from tests.anonymity.roles import Course, Person, Steps

#: A phone on the page where ballots are handed out, and the words it shows.
PHONES = re.compile(r'name="phone" value="([^"]+)"[^>]*><span><b lang="sv">([^<]+)<')
#: How long the leader looks for the name.
FINDS_THE_NAME = timedelta(seconds=3)


def comes_in(house: House, course: Course, person: Person) -> Steps:
    """By her own link, on a phone that is known, or by two words that the leader hears."""
    phone = person.phone
    if person.way_in == "words in the room":
        yield from _by_words(house, course, person)
        return
    phone.get("/enkat" if person.way_in == "known phone" else person.link)
    yield
    phone.post("/enkat" if person.way_in == "known phone" else f"{person.link}/enkat")
    yield


def _by_words(house: House, course: Course, person: Person) -> Steps:
    room = f"/enkat/rum/{course.code}"
    person.phone.path = ""
    # Words that nobody took for half an hour are over: she comes again another day.
    while not person.phone.path.startswith("/enkat/q"):
        person.phone.get(f"/e/{course.code}")
        yield
        person.phone.post(room)
        yield
        taps(house, course, person)
        yield
        person.phone.post(f"{room}/ord")
        yield


def taps(house: House, course: Course, person: Person) -> None:
    """The leader sees the words that are read out to her, and presses the name beside them."""
    way, leader = f"/kurser/{course.id}/enkat/{course.part.value}/dela-ut", course.leader
    leader.get(way)
    if leader.status == 401:
        roles.leader_signs_in(house, course)
        leader.get(way)
    house.later(FINDS_THE_NAME)
    for phone in (value for value, words in PHONES.findall(leader.page) if words in person.phone.page):
        leader.post(way, phone=phone, who=str(person.id))
        assert (leader.path, leader.status) == (way, 200), leader.page[-1500:]
