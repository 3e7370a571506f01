"""What messages say on a locked screen, in every language, and how many text messages that is."""

import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from webapp.ground.locales import LOCALES, Locale
from webapp.language import speaking
from webapp.language.dates import long_day
from webapp.messages.letters import Letter
from webapp.messages.speech import TEXTS, Spoken, said, segments, source, speak
from webapp.messages.values import Kind

VALUES = {"link": "https://mellansteg.example/m/abcdefghijklmnopqrstuvwxyz", "code": "123456"}
LONG_DAY = date(2027, 9, 22)
#: What somebody who reads over a shoulder must not learn.
UNSAID = re.compile(
    r"försäkringskassan|arbetsförmedlingen|\bfk\b|\baf\b|sjuk|hälsa|vård|läkar|rehab|möte|kurs|sick|health|agency|rehab|illness"
    r"|course|مرض|صحة|صح[يّ]|مرضية|تأهيل|وكالة|دورة",
    re.IGNORECASE,
)
every_message = pytest.mark.parametrize("kind", Kind)
every_language = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)


@every_message
@every_language
def test_each_message_reads_as_agreed(kind: Kind, locale: Locale, request: pytest.FixtureRequest) -> None:
    """Wanted a change? `pytest tests/messages/test_texts.py --rewrite`, and read the difference."""
    path = Path(__file__).parent / "texts" / f"{kind.value}-{locale.tag}.txt"
    if request.config.getoption("--rewrite"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_shown(kind, locale), "utf-8")
    assert _shown(kind, locale) == path.read_text("utf-8")


@every_message
@every_language
def test_a_locked_screen_tells_nothing(kind: Kind, locale: Locale) -> None:
    for message in (_text(kind, locale), _mail(kind, locale)):
        words = f"{message.subject or ''} {message.text}"
        assert UNSAID.findall(words) == []
        assert re.findall(r"[\w.]+\.\w+/\S*|https?\S+", words) in ([], [VALUES["link"]])


@every_message
@every_language
def test_each_text_message_is_at_most_two(kind: Kind, locale: Locale) -> None:
    assert segments(_text(kind, locale).text) <= 2


@every_message
def test_a_message_in_swedish_is_one_text_message(kind: Kind) -> None:
    assert segments(_text(kind, LOCALES[1]).text) == 1


def test_every_message_has_its_texts_and_its_writer(app: Flask) -> None:
    assert (
        {path.stem for path in TEXTS.glob("*.yaml")} == {kind.value for kind in Kind} == {kind.value for kind in app.extensions["letters"]}
    )
    assert {frozenset(source(kind)) for kind in Kind} == {frozenset({"short", "subject", "text"})}


def test_a_text_that_lacks_its_link_is_refused(app: Flask) -> None:
    with speaking("sv"), pytest.raises(KeyError):
        said(Kind.INVITATION, "short", {})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("م" * 70, 1),
        ("م" * 71, 2),
        ("م" * 134, 2),
        ("م" * 135, 3),
        ("a" * 69 + "”", 1),
        ("a" * 70 + "”", 2),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_text_messages_are_counted_as_telephone_companies_do(text: str, count: int) -> None:
    assert segments(text) == count


def _values(locale: Locale) -> dict[str, str]:
    return {**VALUES, "day": long_day(LONG_DAY, locale)}


def _text(kind: Kind, locale: Locale) -> Spoken:
    return speak(kind, Letter("+46701740612", locale.id, _values(locale)))


def _mail(kind: Kind, locale: Locale) -> Spoken:
    return speak(kind, Letter("kim@post.example", locale.id, _values(locale)))


def _shown(kind: Kind, locale: Locale) -> str:
    text, mail = _text(kind, locale), _mail(kind, locale)
    return f"SMS ({segments(text.text)})\n{text.text}\n\nE-POST\n{mail.subject}\n\n{mail.text}\n"
