"""Broken surveys: every fault in a sentence that names the file, the line and the place."""

from pathlib import Path

import pytest

from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.library import read

GOOD = """\
survey: tiny
version: 1
title: En liten enkät
questions:
  - id: colour
    kind: one
    label: Vilken färg?
    options:
      - id: red
        text: Röd
      - id: blue
        text: Blå
  - id: line
    kind: text
    label: Vad vill du säga?
    max: 5
  - id: place
    kind: staircase
    label: Var är du?
    between: Mellan {lower} och {upper}
    not_ready: Inte redo
    steps:
      - {label: Ett, example: Vila}
      - {label: Två, example: Arbeta}
"""

QUOTE = "put quotation marks around it."
NOT_TEXT = f"not as text: {QUOTE}"
KINDS = "one, scale, yes_no, text, staircase, read, sign, check"


def faults(folder: Path, source: str, name: str = "tiny.yaml") -> list[str]:
    (folder / name).write_text(source, "utf-8")
    with pytest.raises(DefinitionError) as broken:
        read(folder)
    return [str(fault).removeprefix(f"webapp/{folder.name}/") for fault in broken.value.faults]


def test_a_good_survey_has_no_faults(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(GOOD, "utf-8")
    assert read(tmp_path).get("tiny").question("line").label.where == (f"webapp/{tmp_path.name}/tiny.yaml", 15)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            "id: red",
            "id: yes",
            f"line 9 (questions, 1, options, 1, id): “yes” is read as true or false, {NOT_TEXT}",
        ),
        ("id: red", "id: 1", f"line 9 (questions, 1, options, 1, id): “1” is read as a number, {NOT_TEXT}"),
        ("id: red", "id: ~", f"line 9 (questions, 1, options, 1, id): “~” is read as nothing, {NOT_TEXT}"),
        (
            "id: red",
            "id: 2020-01-01",
            f"line 9 (questions, 1, options, 1, id): “2020-01-01” is read as a date, {NOT_TEXT}",
        ),
        ("id: red", "id: Röd", "line 9 (questions, 1, options, 1, id): “Röd” is not an id: use small letters a-z, digits, - and _."),
        ("id: red", "id: blue", "line 8 (questions, 1, options): “blue” stands here twice."),
        ("id: red", "id: skipped", "line 8 (questions, 1, options): “skipped” is a word of conditions and cannot be an option."),
        ("text: Röd", "txet: Röd", "line 9 (questions, 1, options, 1, text): this text is missing."),
        ("text: Röd", "text: ''", "line 10 (questions, 1, options, 1, text): this text is empty."),
        ("text: Röd", "text: [Röd]", "line 10 (questions, 1, options, 1, text): a text is needed here."),
        ("label: Vilken färg?", "lable: Vilken färg?", "line 7 (questions, 1, lable): “lable” is not known here; did you mean “label”?"),
        ("label: Vilken färg?", "label: Vilken färg?\n    zzz: 1", "line 8 (questions, 1, zzz): “zzz” is not known here."),
        ("label: Vilken färg?", "label: Vilken färg?\n    label: En till", "line 8 (questions, 1, label): “label” stands here twice."),
        ("label: Vilken färg?", "label: Vilken {x}?", "line 7 (tiny.colour.label): nothing is put in {x}."),
        ("label: Vilken färg?", "label: Vilken }färg?", "line 7 (tiny.colour.label): a brace stands alone."),
        ("id: line", "id: colour", "line 13 (questions, 2, id): the question “colour” stands here twice."),
        (
            "kind: text",
            "kind: txt",
            f"line 14 (questions, 2, kind): “txt” is not a kind of question; there are {KINDS}.",
        ),
        ("max: 5", "max: många", "line 16 (questions, 2, max): this must be a whole number."),
        ("max: 5", "max: 0", "line 16 (questions, 2, max): this must be a whole number from 1."),
        ("max: 5", "mx: 5", "line 13 (questions, 2, max): this number is missing."),
        (
            "max: 5",
            "max: 5\n    optional: true",
            "line 13 (questions, 2, skip): an optional question needs words for the button that skips it.",
        ),
        ("max: 5", "max: 5\n    skip: Nej tack", "line 17 (questions, 2, skip): only an optional question can be skipped."),
        ("max: 5", "max: 5\n    optional: kanske", "line 17 (questions, 2, optional): this must be true or false."),
        ("Mellan {lower} och {upper}", "Mellan", "line 20 (questions, 3, between): this text needs both {lower} and {upper}."),
        ("      - {label: Två, example: Arbeta}\n", "", "line 22 (questions, 3, steps): a staircase needs at least two steps."),
        (
            "      - {label: Två, example: Arbeta}\n",
            "      - Två\n",
            "line 24 (questions, 3, steps, 2): lines of the form “key: value” are needed here.",
        ),
        ("survey: tiny", "survey: teeny", "line 1 (the whole file): “teeny” must stand in a file called teeny.yaml."),
        ("version: 1", "version: 1\ndraft: yes\nno: 1", f"line 4 (no): “no” is read as true or false: {QUOTE}"),
    ],
)
def test_a_fault_is_named_with_file_line_and_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    assert old in GOOD
    assert f"tiny.yaml, {sentence}" in faults(tmp_path, GOOD.replace(old, new, 1))


def test_what_is_not_yaml_is_a_fault_like_any_other(tmp_path: Path) -> None:
    assert faults(tmp_path, GOOD + "  : [") == [
        "tiny.yaml, line 25 (the whole file): this is not YAML: expected <block end>, but found ':'."
    ]
    assert faults(tmp_path, "") == ["tiny.yaml, line 1 (the whole file): the file is empty."]
    assert faults(tmp_path, "survey: \x00")[0].startswith("tiny.yaml, line 1 (the whole file): this is not YAML:")


def test_what_is_not_utf8_is_a_fault_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_bytes(b"title: \xe5")
    assert faults(tmp_path, GOOD) == ["other.yaml, line 1 (the whole file): this is not UTF-8 text (unexpected end of data)."]


def test_a_list_of_questions_is_needed(tmp_path: Path) -> None:
    assert "tiny.yaml, line 1 (questions): a list is needed here." in faults(tmp_path, "survey: tiny\nversion: 1\ntitle: T\n")


def test_two_versions_never_have_the_same_number(tmp_path: Path) -> None:
    (tmp_path / "tiny.yaml").write_text(GOOD, "utf-8")
    assert faults(tmp_path, GOOD, "tiny-1.yaml") == [
        f"tiny.yaml, line 2 (version): “tiny” already has a version 1, in webapp/{tmp_path.name}/tiny-1.yaml."
    ]


def test_an_editor_gets_every_fault_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("id: red", "id: yes").replace("max: 5", "max: fem").replace("not_ready", "not_redy")
    assert len(faults(tmp_path, broken)) == 4


def test_versions_of_old_stay_readable(tmp_path: Path) -> None:
    (tmp_path / "tiny-1.yaml").write_text(GOOD, "utf-8")
    (tmp_path / "tiny.yaml").write_text(GOOD.replace("version: 1", "version: 2").replace("Röd", "Rosa"), "utf-8")
    library = read(tmp_path)
    assert library.get("tiny").version == 2
    assert library.get("tiny", 1).question("colour").summary("red") == library.get("tiny", 1).question("colour").say("red")
    assert library.get("tiny", 1).sha256 != library.get("tiny").sha256
    with pytest.raises(KeyError):
        library.get("other")
