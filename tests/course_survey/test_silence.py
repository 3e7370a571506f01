"""No length, no line and no row tells who answered what, or when."""

import gzip
import re
from collections.abc import Iterator
from datetime import timedelta

import brotli
import pytest
import time_machine
from flask import Flask

from tests.course_survey.classroom import a_classroom, answer_by_link, choose, open_round
from tests.invitations.guests import everything
from tests.support.databases import BASE_URL
from tests.support.known import comes_in
from tests.support.visit import Visit
from webapp.ground.parties import Door

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


def weights(app: Flask, link: str, answers: str, packed: str) -> Iterator[tuple[str, str, int, int]]:
    """Method, path and weight of everything that comes back while somebody answers: status line aside, headers and body."""
    client = app.test_client()
    page = client.get(link, base_url=BASE_URL)

    def send(path: str, body: dict[str, str]) -> tuple[str, str, int, int]:
        token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))[0]
        came = client.post(path, base_url=BASE_URL, data={"csrf_token": token, **body}, headers={"Origin": BASE_URL})
        return "POST", path, sum(len(name) + len(value) for name, value in came.headers), len(came.data)

    def look(path: str) -> tuple[str, str, int, int]:
        came = client.get(path, base_url=BASE_URL, headers={"Accept-Encoding": packed})
        assert came.status_code == 200
        return "GET", path, sum(len(name) + len(value) for name, value in came.headers), len(came.data)

    yield send(link + "/enkat", {})
    for step, answer in zip(("q1", "q2", "q3", "q5", "q6", "q7"), answers, strict=True):
        yield look(f"/enkat/{step}")
        yield send(f"/enkat/{step}", {"answer": answer})
    yield look("/enkat/check")


@pytest.mark.parametrize("packed", [*UNPACK, "identity"])
def test_every_answer_weighs_the_same(app: Flask, packed: str) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    told = ("111111", "666666", "898989", "123456")
    # The first is the door, whose address is each person's own.
    ways = {tuple(weights(app, link, answers, packed))[1:] for link, answers in zip(room.links, told, strict=False)}
    assert len(ways) == 1
    sizes = [body for method, _, _, body in next(iter(ways)) if method == "GET"]
    assert sizes == [sizes[0]] * 6 + sizes[-1:]


@pytest.mark.parametrize("packed", UNPACK)
def test_a_filled_page_is_the_page(app: Flask, packed: str) -> None:
    open_round(app, a_classroom(app))
    plain, filled = (app.test_client().get("/enkat", base_url=BASE_URL, headers={"Accept-Encoding": way}) for way in ("identity", packed))
    assert filled.headers["Content-Encoding"] == packed
    unpacked = UNPACK[packed](filled.data).decode()
    hide = re.compile(r'name="csrf_token" value="[^"]*"')
    assert hide.sub("", unpacked) == hide.sub("", plain.get_data(as_text=True).rstrip(" "))


def test_no_line_is_written_about_answering(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = Visit(app)
    phone.get(room.links[0])
    capsys.readouterr()
    phone.send("Svara på enkäten")
    choose(phone, *"444444")
    phone.send("Skicka mina svar")
    phone.get("/enkat/nothing")
    phone.forge("/enkat/q1", {"answer": "1"}, status=400)
    assert capsys.readouterr() == ("", "")
    phone.get("/")
    assert '"endpoint": "desk.start"' in capsys.readouterr().out


def test_a_fault_while_somebody_answers_has_a_day_and_no_time(
    app: Flask, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = Visit(app)
    phone.get(room.links[0])
    phone.send("Svara på enkäten")
    capsys.readouterr()
    monkeypatch.setattr("webapp.chat.sheet._box", lambda: 1 / 0)
    phone.get("/enkat/q1", status=500)
    line = capsys.readouterr().out
    assert ('"timestamp": "2027-01-18"' in line, '"event": "broken"' in line, "q1" in line) == (True, True, False)


def test_a_known_phone_leaves_no_time_behind(app: Flask, clock: time_machine.Traveller) -> None:
    """On other pages a session notes that it is in use. Here it does not."""
    room = a_classroom(app, 6)
    open_round(app, room)
    phone = comes_in(Visit(app), participant_id=room.people[0], door=Door.LINK)
    clock.shift(timedelta(minutes=9))
    before = everything(app)
    phone.get("/enkat")
    phone.send("Börja svara")
    choose(phone, *"444444")
    phone.send("Skicka mina svar")
    after = everything(app)
    assert {table for table in after if after[table] != before[table]} == {"ballot", "survey_envelope"}
    phone.get("/telefon")
    assert everything(app)["visitor_session"] != before["visitor_session"]


def test_the_page_behind_a_link_is_the_same_before_and_after_she_has_answered(app: Flask) -> None:
    """Leaders print links. Looking behind one tells nothing; pressing its button tells whoever presses that the first answer counts."""
    room = a_classroom(app, 6)
    open_round(app, room)
    hide = re.compile(r'name="csrf_token" value="[^"]*"')
    before = hide.sub("", Visit(app).get(room.links[0]).html)
    answer_by_link(app, room.links[0])
    after = Visit(app)
    assert hide.sub("", after.get(room.links[0]).html) == before
    assert after.send("Svara på enkäten").heading == "Ditt svar ligger redan i lådan"
