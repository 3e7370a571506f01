"""The shipped words: short, everyday, adult, and never more than is true."""

import re

import pytest

from webapp.flows.engine.library import shipped
from webapp.surveys.engine.library import shipped as surveys
from webapp.surveys.engine.words import Words

TEXTS = [*shipped().texts(), *surveys().texts()]
OURS = [words for words in TEXTS if not words.official]
#: Names that participants meet everywhere; they say nothing about how hard a text is.
NAMES = re.compile("Försäkringskassan|Arbetsförmedlingen|Samordningsförbundet")


def by_context(words: Words) -> str:
    return words.context


def lix(text: str) -> float:
    words = re.findall(r"\w+", NAMES.sub("", text))
    sentences = len(re.findall(r"[.?]", text)) or 1
    return len(words) / sentences + 100 * sum(len(word) > 6 for word in words) / len(words)


def page_of(context: str) -> str:
    return ".".join(context.split(".")[:2])


@pytest.mark.parametrize("page", sorted({page_of(words.context) for words in OURS}))
def test_a_page_is_everyday_swedish(page: str) -> None:
    text = " ".join(words.text if words.text[-1] in ".?" else f"{words.text}." for words in OURS if page_of(words.context) == page)
    assert lix(text) <= 40


@pytest.mark.parametrize("words", OURS, ids=by_context)
def test_no_line_shouts_or_runs_on(words: Words) -> None:
    assert "!" not in words.text
    assert all(len(sentence.split()) <= 20 for sentence in re.split(r"[.?]", words.text))


@pytest.mark.parametrize("words", OURS, ids=by_context)
def test_nothing_is_said_that_we_cannot_promise(words: Words) -> None:
    assert not re.search(r"radera|ingen kan någonsin|omöjlig|anonym|pengar|ersättning|automatiskt", words.text, re.IGNORECASE)


@pytest.mark.parametrize("words", OURS, ids=by_context)
def test_nobody_is_told_to_come_back_to_something_they_never_had(words: Words) -> None:
    assert "tillbaka" not in words.text.lower()


@pytest.mark.parametrize("words", OURS, ids=by_context)
def test_nothing_sounds_like_a_test(words: Words) -> None:
    assert not re.search(r"\b(resultat|poäng|nivå|bedöm\w*|test\w*|betyg|skatt\w*|klient|patient)\b", words.text, re.IGNORECASE)


@pytest.mark.parametrize("key", ["consent-secrecy", "consent-statistics"])
def test_samtycke_is_explained_where_it_stands(key: str) -> None:
    short = next(words for words in OURS if words.context == f"{key}.read.short")
    assert "samtycke" in short.text.lower()
    assert "Samtycke betyder att du säger ja." in short.text
    assert len(short.text.split()) <= 40
    assert not [words.context for words in OURS if words.context.startswith(key) and "samtyck" in words.text.lower() and words != short]


def test_the_third_step_is_about_fixed_hours() -> None:
    example = next(words.text for words in OURS if words.context == "staircase.place.example3")
    assert "bestämda tider" in example
    assert "10 timmar i veckan" in example


def test_every_text_knows_where_it_stands() -> None:
    for words in TEXTS:
        assert re.fullmatch(r"webapp/(flows|surveys)/[a-z-]+\.yaml:\d+", str(words.where))
        assert re.fullmatch(r"[a-z-]+\.[a-z0-9_.-]+", words.context)
