"""The words for pairing are many enough, and none looks like another."""

from difflib import SequenceMatcher
from itertools import combinations

from webapp.invitations.word_list import WORDS


def test_there_are_enough_words() -> None:
    assert len(set(WORDS)) == len(WORDS) >= 50


def test_words_are_single_and_in_lower_case() -> None:
    assert [word for word in WORDS if not (word.isalpha() and word.islower() and 3 <= len(word) <= 9)] == []


def test_no_two_words_are_nearly_the_same() -> None:
    assert [pair for pair in combinations(WORDS, 2) if SequenceMatcher(None, *pair).ratio() > 0.8] == []
