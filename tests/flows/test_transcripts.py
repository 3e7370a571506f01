"""Talks that anyone can read and correct. `pytest tests/flows --rewrite` writes what the bot says now."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp.flows.engine.library import shipped
from webapp.flows.engine.terminal import talk

FOLDER = Path(__file__).parent / "transcripts"


def spoken_anew(transcript: str) -> str:
    """The same talk, with the person's lines as they stand and everybody else's as they are now."""
    head, *lines = transcript.splitlines()
    _, key, *facts = head.split()
    typed = (line.removeprefix("YOU").strip() for line in lines if line.startswith("YOU"))
    heard = [head]

    def ask(_: str) -> str:
        words = next(typed)
        heard.append(f"YOU  {words}")
        return "" if words.startswith("(") else words

    def tell(line: str) -> None:
        if not line.startswith(" "):
            heard.append(line)

    talk(shipped().get(key), ask, tell, dict(_pairs(facts)))
    assert next(typed, None) is None, "the talk was over before the person had said everything"
    return "\n".join(heard) + "\n"


def _pairs(facts: list[str]) -> Iterator[tuple[str, str]]:
    for fact in facts:
        name, _, word = fact.partition("=")
        yield name, word


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_bot_still_says_what_the_transcript_says(path: Path, request: pytest.FixtureRequest) -> None:
    kept = path.read_text("utf-8")
    spoken = spoken_anew(kept)
    if request.config.getoption("--rewrite"):
        path.write_text(spoken, "utf-8")
    else:
        assert spoken == kept


def test_every_shipped_flow_has_a_transcript() -> None:
    heads = {path.read_text("utf-8").split()[1] for path in FOLDER.glob("*.txt")}
    assert heads == set(shipped().keys)


def test_a_transcript_that_no_longer_holds_is_found() -> None:
    kept = (FOLDER / "staircase-between-two-steps.txt").read_text("utf-8")
    assert spoken_anew(kept.replace("Ta den tid du behöver.", "Skynda dig.")) != kept.replace("Ta den tid du behöver.", "Skynda dig.")
