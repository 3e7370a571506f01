"""Envelopes are all of one size and open with one key, in one box."""

from itertools import product
from uuid import uuid4

import pytest

from webapp.course_survey import sealing

BOX = uuid4()
QUESTIONS = ("q1", "q2", "q3", "q5", "q6", "q7")
#: What an envelope weighs: a key's capsule of 1 120 bytes, the sheet, and a tag of 16.
WEIGHS = 1120 + sealing.SHEET + 16


@pytest.fixture(scope="module")
def keys() -> tuple[bytes, bytes]:
    return sealing.new_keys()


@pytest.mark.parametrize("answers", [{}, {"q1": "1"}, dict.fromkeys(QUESTIONS, "6"), {"q7": "9", "q2": "8"}])
def test_what_is_put_in_comes_out_and_weighs_the_same(keys: tuple[bytes, bytes], answers: dict[str, str]) -> None:
    private, public = keys
    sealed = sealing.seal(sealing.write_sheet(QUESTIONS, answers), public, BOX)
    assert len(sealed) == WEIGHS
    assert sealing.read_sheet(sealing.open_with(private, sealed, BOX), QUESTIONS) == answers


def test_the_same_answers_never_look_the_same(keys: tuple[bytes, bytes]) -> None:
    sheet = sealing.write_sheet(QUESTIONS, dict.fromkeys(QUESTIONS, "4"))
    assert len({sealing.seal(sheet, keys[1], BOX) for _ in range(20)}) == 20


def test_another_key_opens_nothing(keys: tuple[bytes, bytes]) -> None:
    sealed = sealing.seal(sealing.PROBE, keys[1], BOX)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with(sealing.new_keys()[0], sealed, BOX)


def test_an_envelope_moved_to_another_box_does_not_open(keys: tuple[bytes, bytes]) -> None:
    sealed = sealing.seal(sealing.PROBE, keys[1], BOX)
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with(keys[0], sealed, uuid4())


@pytest.mark.parametrize("place", [0, 500, 1119, 1120, 1150, WEIGHS - 1])
def test_a_changed_envelope_does_not_open(keys: tuple[bytes, bytes], place: int) -> None:
    sealed = bytearray(sealing.seal(sealing.PROBE, keys[1], BOX))
    sealed[place] ^= 1
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with(keys[0], bytes(sealed), BOX)


@pytest.mark.parametrize("damage", [b"", b"x", bytes(WEIGHS)])
def test_what_is_no_envelope_does_not_open(keys: tuple[bytes, bytes], damage: bytes) -> None:
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with(keys[0], damage, BOX)


def test_a_broken_key_is_said_to_open_nothing(keys: tuple[bytes, bytes]) -> None:
    sealed = sealing.seal(sealing.PROBE, keys[1], BOX)
    for private in (b"", keys[0][:-1], bytes(len(keys[0]))):
        with pytest.raises(sealing.CannotOpen):
            sealing.open_with(private, sealed, BOX)


def test_a_sheet_holds_sixteen_answers_of_one_sign() -> None:
    sixteen = [f"q{number}" for number in range(16)]
    assert len(sealing.write_sheet(sixteen, dict.fromkeys(sixteen, "1"))) == sealing.SHEET
    with pytest.raises(ValueError, match="sixteen"):
        sealing.write_sheet([*sixteen, "one too many"], {})
    with pytest.raises(ValueError, match="one sign"):
        sealing.write_sheet(QUESTIONS, {"q1": "10"})


def test_every_pair_of_answers_is_told_apart(keys: tuple[bytes, bytes]) -> None:
    sheets = {sealing.write_sheet(("q1", "q2"), {"q1": one, "q2": two}) for one, two in product("12345689", repeat=2)}
    assert len(sheets) == 64
