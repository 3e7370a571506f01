"""What messages say on a locked screen, in every language, and how many text messages that is."""

import re
from datetime import date, time, timedelta
from pathlib import Path

import pytest
from flask import Flask

from webapp.ground import clock
from webapp.ground.locales import LOCALES, STAFF_LOCALES, Locale
from webapp.language import speaking
from webapp.language.dates import clock_time, long_day
from webapp.messages.letters import Letter
from webapp.messages.speech import TEXTS, Spoken, said, segments, source, speak
from webapp.messages.values import TO_STAFF, Kind
from webapp.reminders.staff_letters import when
from webapp.reminders.wording import sentences

VALUES = {"link": "https://mellansteg.example/m/abcdefghijklmnopqrstuvwxyz", "code": "123456"}
LONG_DAY = date(2027, 9, 22)
#: What somebody who reads over a shoulder must not learn.
UNSAID = re.compile(
    r"försäkringskassan|arbetsförmedlingen|\bfk\b|\baf\b|sjuk|hälsa|vård|läkar|rehab|möte|kurs|sick|health|agency|rehab|illness"
    r"|course|مرض|صحة|صح[يّ]|مرضية|تأهيل|وكالة|دورة",
    re.IGNORECASE,
)
#: Staff are told of meetings by that word; they read at work, and know from whom it comes.
UNSAID_TO_STAFF = re.compile(UNSAID.pattern.replace("|möte", ""), re.IGNORECASE)
FOR_PHONES = [kind for kind in Kind if kind not in TO_STAFF]
every_message = pytest.mark.parametrize(
    ("kind", "locale"),
    [(kind, locale) for kind in Kind for locale in (STAFF_LOCALES if kind in TO_STAFF else LOCALES)],
    ids=lambda one: one.value if isinstance(one, Kind) else one.id,
)
every_text_message = pytest.mark.parametrize("kind", FOR_PHONES)
every_language = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.id)


@every_message
def test_each_message_reads_as_agreed(kind: Kind, locale: Locale, request: pytest.FixtureRequest) -> None:
    """Wanted a change? `pytest tests/messages/test_texts.py --rewrite`, and read the difference."""
    path = Path(__file__).parent / "texts" / f"{kind.value}-{locale.tag}.txt"
    if request.config.getoption("--rewrite"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(_shown(kind, locale), "utf-8")
    assert _shown(kind, locale) == path.read_text("utf-8")


@every_message
def test_a_locked_screen_tells_nothing(kind: Kind, locale: Locale) -> None:
    unsaid = UNSAID_TO_STAFF if kind in TO_STAFF else UNSAID
    for message in _spoken(kind, locale):
        words = f"{message.subject or ''} {message.text}"
        assert unsaid.findall(words) == []
        assert re.findall(r"[\w.]+\.\w+/\S*|https?\S+", words) in ([], [VALUES["link"]])


@every_text_message
@every_language
def test_each_text_message_is_at_most_two(kind: Kind, locale: Locale) -> None:
    assert segments(_text(kind, locale).text) <= 2


@every_text_message
def test_a_message_in_swedish_is_one_text_message(kind: Kind) -> None:
    assert segments(_text(kind, LOCALES[1]).text) == 1


def test_every_message_has_its_texts_and_its_writer(app: Flask) -> None:
    assert (
        {path.stem for path in TEXTS.glob("*.yaml")} == {kind.value for kind in Kind} == {kind.value for kind in app.extensions["letters"]}
    )
    assert {frozenset(source(kind)) for kind in FOR_PHONES} == {frozenset({"short", "subject", "text"})}
    assert {frozenset(source(kind)) for kind in TO_STAFF} == {frozenset({"subject", "text"})}


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


def _values(kind: Kind, locale: Locale) -> dict[str, str]:
    if kind is Kind.STAFF_MEETING:
        with speaking(locale):
            return {"link": VALUES["link"], "day": when(LONG_DAY, LONG_DAY - timedelta(days=3))}
    begins = clock.at(LONG_DAY, time(13))
    said = {"day": long_day(begins, locale), "time": clock_time(begins, locale)}
    with speaking(locale):
        return {**VALUES, **said, "what": " ".join(sentences([begins], {"agenda"}, survey=False))}


def _spoken(kind: Kind, locale: Locale) -> list[Spoken]:
    return [_mail(kind, locale)] if kind in TO_STAFF else [_text(kind, locale), _mail(kind, locale)]


def _text(kind: Kind, locale: Locale) -> Spoken:
    return speak(kind, Letter("+46701740612", locale.id, _values(kind, locale)))


def _mail(kind: Kind, locale: Locale) -> Spoken:
    return speak(kind, Letter("kim@post.example", locale.id, _values(kind, locale)))


def _shown(kind: Kind, locale: Locale) -> str:
    mail = _mail(kind, locale)
    letter = f"E-POST\n{mail.subject}\n\n{mail.text}\n"
    if kind in TO_STAFF:
        return letter
    text = _text(kind, locale)
    return f"SMS ({segments(text.text)})\n{text.text}\n\n{letter}"
