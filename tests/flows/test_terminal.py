"""What an author meets in the terminal."""

from pathlib import Path

import pytest

from tests.flows.tiny import TEA, flow
from webapp.flows.engine import library, terminal
from webapp.flows.engine.library import shipped


def test_the_shipped_definitions_have_no_faults() -> None:
    assert terminal.check() == []


def test_faults_are_sentences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tiny.yaml").write_text("flow: tiny\nversion: 1\ntitle: T\nsteps:\n  - {say: hello}\n", "utf-8")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    assert terminal.check() == [f"webapp/{tmp_path.name}/tiny.yaml, line 5 (steps, 1, text): this text is missing."]


def test_a_step_nobody_comes_to_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = TEA + "- {ask: lost, kind: read, label: Borta, when: {drink: water, milk: answered}}\n"
    (tmp_path / "tiny.yaml").write_text(f"flow: tiny\nversion: 1\ntitle: T\nsteps:\n{steps}", "utf-8")
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    assert terminal.check() == ["flow “tiny”, version 1: nobody can ever come to “lost”."]


def test_a_talk_shows_its_choices_and_takes_their_number_or_their_words() -> None:
    lines, typed = list[str](), iter(["2", "Bulle"])
    assert terminal.talk(flow(TEA), lambda _: next(typed), lines.append) == {"drink": "water", "cake": "Bulle"}
    assert lines == ["BOT  Vad vill du dricka?", "      1 Te", "      2 Vatten", "BOT  Vilken kaka?"]


def test_an_answer_that_is_refused_is_asked_again() -> None:
    lines, typed = list[str](), iter(["kaffe", "Te", "", "x" * 21, "Bulle"])
    assert terminal.talk(flow(TEA), lambda _: next(typed), lines.append) == {"drink": "tea", "milk": None, "cake": "Bulle"}
    assert [line for line in lines if line.startswith("NO")] == ["NO   unknown", "NO   too_long (20)"]


def test_facts_that_are_not_given_are_asked_for() -> None:
    prompts, typed = list[str](), iter(["kanske", "missing", "not_yet", "1", "", "", "2", ""])

    def ask(prompt: str) -> str:
        prompts.append(prompt)
        return next(typed)

    said = terminal.talk(shipped().get("staircase"), ask, lambda _: None)
    assert said["share"] == "keep_private"
    assert prompts[:3] == ["secrecy (given | missing): ", "secrecy (given | missing): ", "shown (yes_already | not_yet): "]
