"""The file of rules is read as an editor means it, or refused with its name, the line and what to write."""

from pathlib import Path

import pytest

from webapp.reminders import rules
from webapp.reminders.rules import Rules, RulesError, Step

WHOLE = """version: 1
apart: 2

tasks:
  # Nästa träff i kursen.
  course: {steps: [last]}
  staircase:
    steps: [{first: 1}, middle, last]
"""
#: What is changed, to what, and what is said of it.
FAULTS = {
    "no YAML": ("apart: 2", "apart: [2", "rad 4: går inte att läsa."),
    "a tab": ("    steps", "\tsteps", "rad 8: går inte att läsa."),
    "another version": ("version: 1", "version: 2", "rad 1: version ska vara 1."),
    "apart in words": ("apart: 2", "apart: två", "rad 2: apart ska vara ett antal dagar, från 1 till 30."),
    "apart as yes": ("apart: 2", "apart: yes", "rad 2: apart ska vara ett antal dagar, från 1 till 30."),
    "apart as none": ("apart: 2", "apart: 0", "rad 2: apart ska vara ett antal dagar, från 1 till 30."),
    "a word of its own": ("apart: 2", "apart: 2\nhour: 9", "rad 3: här ska stå version, apart och tasks, och inget annat."),
    "nothing apart": ("apart: 2\n", "", "rad 1: här ska stå version, apart och tasks, och inget annat."),
    "a list of tasks": ("  course: {steps: [last]}", "  - course", "rad 7: går inte att läsa."),
    "a task nobody knows": ("course:", "kurs:", "rad 6: kurs är ingen uppgift; de heter course, gk, opening, agenda, staircase."),
    "a task twice": ("staircase:", "course:", "rad 7: course står två gånger."),
    "a task without steps": ("course: {steps: [last]}", "course: [last]", "rad 6: course ska ha steps och inget annat."),
    "a misspelt word": ("{steps: [last]}", "{step: [last]}", "rad 6: course ska ha steps och inget annat."),
    "no step": ("[last]", "[]", "rad 6: course ska ha first, middle och last i den ordningen, var och en högst en gång."),
    "the wrong order": (
        "middle, last]", "last, middle]", "rad 7: staircase ska ha first, middle och last i den ordningen, var och en högst en gång.",
    ),
    "one step twice": (
        "middle, last]", "middle, middle]", "rad 7: staircase ska ha first, middle och last i den ordningen, var och en högst en gång.",
    ),
    "a misspelt step": ("middle, last", "midle, last", "rad 7: staircase har ett steg som inte är first: N, middle eller last."),
    "first without days": ("{first: 1}", "first", "rad 7: staircase har ett steg som inte är first: N, middle eller last."),
    "too many days": ("{first: 1}", "{first: 31}", "rad 7: staircase har ett steg som inte är first: N, middle eller last."),
    "days before the beginning": ("{first: 1}", "{first: -1}", "rad 7: staircase har ett steg som inte är first: N, middle eller last."),
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rules.yaml"
    path.write_text(WHOLE)
    return path


def refused(file: Path) -> str:
    with pytest.raises(RulesError) as found:
        rules.read(file)
    return str(found.value)


def test_what_is_whole_is_read(file: Path) -> None:
    steps = {"course": (Step("last"),), "staircase": (Step("first", 1), Step("middle"), Step("last"))}
    assert rules.read(file) == Rules(2, steps)


def test_what_came_with_the_product_is_whole() -> None:
    assert set(rules.shipped().steps) == set(rules.TASKS)


@pytest.mark.parametrize(("before", "after", "said"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_named_with_file_and_line(file: Path, before: str, after: str, said: str) -> None:
    assert before in WHOLE
    file.write_text(WHOLE.replace(before, after, 1))
    assert refused(file) == f"rules.yaml, {said}"


def test_a_file_that_is_no_text_is_named_with_its_line(file: Path) -> None:
    file.write_bytes(WHOLE.encode("latin-1"))
    assert refused(file) == "rules.yaml, rad 5: det här är inte text i UTF-8."


def test_an_empty_or_a_missing_file_is_a_sentence(file: Path) -> None:
    file.write_text("")
    assert refused(file) == "rules.yaml, rad 1: här ska stå version, apart och tasks, och inget annat."
    file.unlink()
    assert refused(file) == "rules.yaml, rad 1: filen går inte att öppna."
