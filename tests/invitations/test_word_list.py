"""The words for pairing are many enough, none looks like another, and no two phones are taken for one another."""

from difflib import SequenceMatcher
from itertools import combinations, pairwise

import pytest

from webapp.invitations.service.pairing import NoWordsLeft, two_words
from webapp.invitations.word_list import WORDS


def test_there_are_enough_words() -> None:
    assert len(set(WORDS)) == len(WORDS) >= 50


def test_words_are_single_and_in_lower_case() -> None:
    assert [word for word in WORDS if not (word.isalpha() and word.islower() and 3 <= len(word) <= 9)] == []


def test_no_two_words_are_nearly_the_same() -> None:
    assert [pair for pair in combinations(WORDS, 2) if SequenceMatcher(None, *pair).ratio() > 0.8] == []


def test_two_phones_share_no_word_as_long_as_there_are_words() -> None:
    *others, one, another = WORDS
    shown = {f"{first} {second}" for first, second in pairwise(others)}
    assert set(two_words(shown).split()) == {one, another}


def test_then_at_least_not_the_same_two_in_another_order() -> None:
    first, *others = combinations(WORDS, 2)
    assert set(two_words({f"{second} {one}" for one, second in others}).split()) == set(first)


def test_when_every_pair_is_shown_there_are_no_words_left() -> None:
    with pytest.raises(NoWordsLeft):
        two_words({" ".join(pair) for pair in combinations(WORDS, 2)})
