"""What stands on a blank sheet of the survey: the official Swedish words, and the same in one more language as help."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.ground.locales import Locale
from webapp.language import speaking, t
from webapp.language.speech import explain, speak
from webapp.surveys.engine.questions import Scale
from webapp.surveys.engine.questions.scale import YesNo
from webapp.surveys.engine.words import Words


@dataclass(frozen=True, slots=True)
class Said:
    """A text in each voice of the sheet, the Swedish first. One that is not translated stands in Swedish alone."""

    voices: tuple[tuple[Locale, str], ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """A sheet ready to print."""

    title: Said
    lines: list[Said]
    #: A question and its answers, from the least to the most, each with the digit it is typed in by.
    questions: list[tuple[Said, list[tuple[str, Said]]]]


def blank(questions: Sequence[Scale], voices: Sequence[Locale]) -> Blank:
    """The sheet for these questions. It says what is true on paper: that a leader sees the sheet."""
    told = [[_title(voice), *_sentences(questions, voice)] for voice in voices]
    title, *lines = [_each_once(voices, texts) for texts in zip(*told, strict=True)]
    return Blank(
        title=title,
        lines=lines,
        questions=[(_said(one.label, voices), [(option.key, _said(option.text, voices)) for option in one.options]) for one in questions],
    )


def _each_once(voices: Sequence[Locale], texts: Sequence[str]) -> Said:
    return Said(tuple((voice, text) for voice, text in zip(voices, texts, strict=True) if voice is voices[0] or text != texts[0]))


def _said(words: Words, voices: Sequence[Locale]) -> Said:
    texts: list[tuple[Locale, str]] = []
    for voice in voices:
        with speaking(voice):
            text = explain(words) if texts else speak(words)
        if text:
            texts.append((voice, text))
    return Said(tuple(texts))


def _title(voice: Locale) -> str:
    with speaking(voice):
        return t("survey.title", "Vad tycker du om kursen?")


def _sentences(questions: Sequence[Scale], voice: Locale) -> list[str]:
    with speaking(voice):
        lines = [
            t("survey.sheet.how", "Kryssa för ett svar på varje fråga. Skriv inte ditt namn."),
            t("survey.sheet.leader", "Kursledaren tar emot bladen, blandar dem och för in svaren. Då ser kursledaren vad som står på dem."),
            t("survey.box", "Ditt svar läggs i en låst låda tillsammans med de andras."),
            t("survey.opened", "Lådan öppnas en gång, när tiden är ute och minst fem har svarat. Svaren blandas. Sedan förstörs nyckeln."),
            t("survey.few", "Är ni färre än fem läggs svaren ihop med andra kursers. Räcker inte det förstörs de olästa."),
            t("survey.sheet.voluntary", "Du väljer själv om du vill svara."),
        ]
        if isinstance(questions[0], YesNo):
            lines.append(t("survey.sheet.after-yes", "Svara på fråga 2 och 3 bara om du svarade ja på fråga 1."))
        return lines
