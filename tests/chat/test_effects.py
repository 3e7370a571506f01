"""What flows can do is named in one place."""

from webapp.chat.effects import EFFECTS, SEALED
from webapp.flows.engine.library import shipped


def test_the_words_in_the_flows_and_in_the_switchboard_are_the_same_set() -> None:
    assert shipped().effects() == EFFECTS.keys() | SEALED.keys()


def test_what_is_sealed_never_comes_where_the_person_is_known() -> None:
    assert EFFECTS.keys().isdisjoint(SEALED)
    for key in shipped().keys:
        spoken = shipped().get(key)
        done = {effect for ask in spoken.asks if (effect := ask.effect)}
        assert done <= (SEALED if spoken.anonymous else EFFECTS).keys(), key
