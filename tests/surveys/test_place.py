"""A place in the staircase."""

import pytest

from webapp.surveys.engine.place import NOT_READY, NotAPlace, Place


@pytest.mark.parametrize(("text", "place"), [("2", Place(2, 2)), ("2-3", Place(2, 3)), ("9-10", Place(9, 10)), ("not-ready", NOT_READY)])
def test_a_place_is_written_and_read_the_same_way(text: str, place: Place) -> None:
    assert Place.parse(text) == place
    assert str(place) == text


@pytest.mark.parametrize("text", ["", "0", "0-1", "2-4", "3-2", "2-2", "2.5", "²", "٢", " 2", "2\n", "ready", "2-3-4", "-1", "02", "100"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(NotAPlace):
        Place.parse(text)


@pytest.mark.parametrize(("lower", "upper"), [(None, 1), (1, None), (0, 0), (2, 4), (3, 2)])
def test_a_place_that_cannot_be_stood_on_cannot_be_made(lower: int | None, upper: int | None) -> None:
    with pytest.raises(NotAPlace):
        Place(lower, upper)


def test_between_two_steps_is_not_a_rounded_number() -> None:
    assert Place(2, 3).between
    assert not Place(2, 2).between
    assert not NOT_READY.between


def test_not_being_ready_is_a_place_outside_the_staircase() -> None:
    assert not NOT_READY.ready
    assert Place(1, 1).ready
