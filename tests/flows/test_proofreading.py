"""Broken flows: every fault in a sentence that names the file, the line and the place."""

from pathlib import Path

import pytest

from tests.flows.tiny import NO_SURVEYS
from tests.surveys.tiny import COLOUR, STAIRS, library, survey
from webapp.flows.engine.library import read
from webapp.surveys.engine.faults import DefinitionError

GOOD = """\
flow: tiny
version: 1
title: Ett litet samtal
knows:
  weather: [sun, rain]
steps:
  - say: hello
    text: Hej.
  - ask: place
    survey: tiny
    reply: {ready: "Tack. {answer}."}
  - ask: walk
    kind: one
    label: Vad gör vi?
    when: {place: ready}
    effect: room.walk
    who: nobody
    options:
      - {id: in, text: Inne}
      - {id: out, text: Ute}
    offer: {out: {weather: sun}}
  - say: bye
    text: Hej då.
    when: {walk: [in, out], weather: rain}
"""
SURVEYS = library(survey(STAIRS, COLOUR))

PLACES = "answered, ready, 1, 1-2, 2, 2-3, 3, not-ready"
NOT_TEXT = "not as text: put quotation marks around it."
NOT_ASKED = "has not been asked before this step, and is no fact that the flow knows."


def faults(folder: Path, source: str, name: str = "tiny.yaml") -> list[str]:
    (folder / name).write_text(source, "utf-8")
    with pytest.raises(DefinitionError) as broken:
        read(folder, SURVEYS)
    return [str(fault).removeprefix(f"webapp/{folder.name}/") for fault in broken.value.faults]


def test_a_good_flow_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(GOOD, "utf-8")
    flows = read(tmp_path, SURVEYS)
    assert (flows.keys, flows.effects(), flows.who()) == (("tiny",), {"room.walk"}, {"nobody"})


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("say: hello", "sya: hello", "line 7 (steps, 1): a step either says or asks."),
        ("say: hello", "say: hello\n    ask: place", "line 7 (steps, 1): a step either says or asks."),
        ("say: hello", "say: yes", f"line 7 (steps, 1, say): “yes” is read as true or false, {NOT_TEXT}"),
        ("say: hello", "say: bye", "line 22 (steps, 4, say): the step “bye” stands here twice."),
        ("say: hello", "say: weather", "line 7 (steps, 1, say): “weather” already means something else in this flow."),
        ("say: hello", "say: legal", "line 7 (steps, 1, say): “legal” already means something else in this flow."),
        ("text: Hej.", "txt: Hej.", "line 8 (steps, 1, txt): “txt” is not known here; did you mean “text”?"),
        ("text: Hej.", "text: Hej {namn}.", "line 8 (tiny.hello.text): nothing is put in {namn}."),
        ("survey: tiny", "survey: teeny", "line 10 (steps, 2, survey): there is no question “place” in a survey “teeny”."),
        ("ask: place", "ask: plaice", "line 10 (steps, 2, survey): there is no question “plaice” in a survey “tiny”."),
        (
            "survey: tiny",
            "survey: tiny\n    survey_version: 2",
            "line 10 (steps, 2, survey): there is no question “place” in a survey “tiny”.",
        ),
        ("survey: tiny", "label: Var?", "line 9 (steps, 2, kind): this text is missing."),
        ("survey: tiny", "survey: tiny\n    label: Var?", "line 11 (steps, 2, label): “label” is not known here."),
        (
            "{ready:",
            "{redo:",
            f"line 11 (steps, 2, reply, redo): nobody can answer “redo”; it can be {PLACES}.",
        ),
        ("{answer}", "{svar}", "line 11 (tiny.place.reply.ready): nothing is put in {svar}."),
        (
            "place: ready",
            "place: '4'",
            f"line 15 (steps, 3, when, place): “place” is never “4”; it can be {PLACES}.",
        ),
        (
            "place: ready",
            "place: 1",
            f"line 15 (steps, 3, when, place): “1” is read as a number, {NOT_TEXT}",
        ),
        (
            "place: ready",
            "place: [ready, no]",
            f"line 15 (steps, 3, when, place): “no” is read as true or false, {NOT_TEXT}",
        ),
        (
            "place: ready",
            "walk: in",
            f"line 15 (steps, 3, when, walk): “walk” {NOT_ASKED}",
        ),
        ("weather: sun", "weather: snow", "line 21 (steps, 3, offer, out, weather): “weather” is never “snow”; it can be sun, rain."),
        ("{out: {weather", "{ute: {weather", "line 21 (steps, 3, offer, ute): there is no option “ute” to offer."),
        ("{out: {", "{in: {weather: rain}, out: {", "line 21 (steps, 3, offer): at least one option must always be offered."),
        ("room.walk", "walk", "line 16 (steps, 3, effect): an effect is called room.act, like “consent.decide”."),
        ("who: nobody", "who: Ingen alls", "line 17 (steps, 3, who): “Ingen alls” is not an id: use small letters a-z, digits, - and _."),
        (
            "kind: one",
            "kind: sign\n    name: N\n    agree: J",
            "line 1 (legal): somebody signs in this flow, but there is no text to sign.",
        ),
        ("version: 1", "version: 1\npinn: true", "line 3 (pinn): “pinn” is not known here; did you mean “pin”?"),
        ("flow: tiny", "flow: other", "line 1 (the whole file): “other” must stand in a file called other.yaml."),
    ],
)
def test_a_fault_is_named_with_file_line_and_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    assert f"tiny.yaml, {sentence}" in faults(tmp_path, GOOD.replace(old, new, 1))


def test_nobody_remembers_more_than_five_points(tmp_path: Path) -> None:
    points = "".join(f"\n      - {{id: p{number}, label: L, text: T}}" for number in range(6))
    page = f"  - ask: page\n    kind: read\n    label: Läs\n    points:{points}\n"
    assert faults(tmp_path, GOOD + page) == ["tiny.yaml, line 28 (steps, 5, points): there are 6 points, and nobody remembers more than 5."]


def test_two_versions_never_have_the_same_number(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(GOOD, "utf-8")
    assert faults(tmp_path, GOOD, "tiny-1.yaml") == [
        f"tiny.yaml, line 2 (version): “tiny” already has a version 1, in webapp/{tmp_path.name}/tiny-1.yaml."
    ]


def test_the_newest_version_is_the_one_that_is_spoken(tmp_path: Path) -> None:
    (tmp_path / "tiny-1.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "tiny.yaml").write_text(GOOD.replace("version: 1", "version: 2"), "utf-8")
    flows = read(tmp_path, SURVEYS)
    assert (flows.get("tiny").version, flows.get("tiny", 1).version) == (2, 1)
    with pytest.raises(KeyError):
        flows.get("other")


def test_a_flow_needs_steps(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text("flow: tiny\nversion: 1\ntitle: T\nsteps: []\n", "utf-8")
    with pytest.raises(DefinitionError, match=r"tiny\.yaml, line 4 \(steps\): a list is needed here\."):
        read(tmp_path, NO_SURVEYS)
