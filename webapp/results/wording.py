"""Findings in words: exactly what the page, the paper and the spreadsheets show, made once for all of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from babel.numbers import format_decimal
from markupsafe import Markup, escape

from webapp.course_survey.values import Part
from webapp.language import lazy, spoken_locale, t
from webapp.language.speech import explain
from webapp.results.queries import Finding, PartFound
from webapp.results.values import Standing
from webapp.surveys.engine import results
from webapp.surveys.engine.questions import Scale, YesNo
from webapp.surveys.engine.release import FULL_FROM, Detail, Release, Withheld
from webapp.surveys.engine.words import Words

PARTS = {
    Part.A: lazy("staff.results.part.a", "Del A, vid sista träffen"),
    Part.B: lazy("staff.results.part.b", "Del B, efter det enskilda samtalet"),
}
STANDINGS = {
    Standing.NOT_PLANNED: lazy("staff.results.not-planned", "Ingen enkät är planerad ännu."),
    Standing.NOT_OPEN: lazy("staff.results.not-open", "Enkäten är inte öppnad."),
    Standing.OPEN: lazy("staff.results.open", "Enkäten är öppen. Resultatet kommer när den är stängd."),
    Standing.CLOSED: lazy("staff.results.closed", "Enkäten är stängd. Lådan med svaren är inte öppnad ännu."),
    Standing.WAITING: lazy(
        "staff.results.waiting", "Enkäten är stängd. Färre än fem svarade, så lådan väntar på att läggas ihop med andra."
    ),
    Standing.POOLED: lazy("staff.results.pooled", "Lådan öppnades tillsammans med andra. Svaren räknas i områdets resultat för halvåret."),
    Standing.BURNT: lazy("staff.results.burnt", "Lådan är förstörd och öppnades aldrig. Svaren var för få."),
    Standing.GIVEN_UP: lazy("staff.results.given-up", "Lådans nyckel är borta. Svaren gick inte att läsa, och de är förstörda."),
    Standing.UNDER_WAY: lazy("staff.results.under-way", "Halvåret pågår. Resultatet kommer när det är slut."),
    Standing.NOT_ALL_OPENED: lazy(
        "staff.results.not-all-opened", "Halvåret är slut. Resultatet kommer när alla enkäter är stängda och klara."
    ),
    Standing.SHOWN: lazy("staff.results.shown", "Resultatet finns."),
}
WITHHELD = {
    Withheld.FEW: lazy("staff.results.few", "För få svar för att visas. Det behövs minst fem."),
    Withheld.ALIKE: lazy("staff.results.alike", "För lika svar för att visas."),
    Withheld.TELLS: lazy("staff.results.tells", "Visas inte. Annars går en mindre grupps svar att räkna ut."),
}
HALF_YEARS = {
    "1": lazy("staff.results.first-half", "Januari till juni {year}"),
    "2": lazy("staff.results.second-half", "Juli till december {year}"),
}
HINT = lazy("staff.results.hint", "Andelen räknas av dem som har svarat på frågan. “Vet inte” och “Vill inte svara” räknas inte.")
HEADINGS = (
    lazy("staff.results.answer", "Svar"),
    lazy("staff.results.number", "Antal"),
    lazy("staff.results.share", "Andel"),
)
Tone = Literal["low", "middle", "high", ""]


@dataclass(frozen=True)
class Row:
    """One line of a question's table. `tone` is empty for what is no part of the bar: a share, or the mean."""

    #: With the language of official words marked; `str.striptags()` gives the words alone.
    label: Markup
    #: So many of so many, and whole per cent.
    count: int | None = None
    of: int | None = None
    percent: int | None = None
    #: In whole tenths.
    mean: int | None = None
    tone: Tone = ""
    #: The share aimed at, in whole per cent, on the line it is about.
    goal: str | None = None

    @property
    def number(self) -> str:
        """Like "8 av 13"."""
        return "" if self.count is None else t("staff.results.of", "{n} av {of}", n=self.count, of=self.of)

    @property
    def value(self) -> str:
        """Like "62 %", or "4,2" for a mean."""
        if self.mean is not None:
            return format_decimal(self.mean / 10, "0.0", locale=spoken_locale().babel)
        return f"{self.percent} %"


@dataclass(frozen=True)
class Block:
    """One question. Without rows it says why."""

    official: str
    help: str | None
    notes: Sequence[str]
    rows: Sequence[Row] = ()
    goal: int | None = None

    @property
    def bar(self) -> list[Row]:
        """The rows that make up the whole."""
        return [row for row in self.rows if row.tone]


@dataclass(frozen=True)
class Section:
    """One part of the survey: its questions, or where it is."""

    name: str
    standing: str | None
    blocks: Sequence[Block]


@dataclass(frozen=True)
class Report:
    """Everything on one page of results."""

    title: str
    #: The course or the area.
    where: str
    #: The days of the course, or the half-year.
    when: str
    sections: Sequence[Section]

    @property
    def shown(self) -> bool:
        """Whether there is something to take along."""
        return any(section.blocks for section in self.sections)


def report(found: Sequence[PartFound], *, title: str, where: str, when: str) -> Report:
    """Both parts, in the language of the moment."""
    return Report(title, where, when, [_section(part) for part in found])


def half_year(period: str) -> str:
    """The words for a half-year."""
    year, half = period.split("-")
    return t(HALF_YEARS[half].context, HALF_YEARS[half].text, year=year)


def _section(found: PartFound) -> Section:
    shown = found.standing is Standing.SHOWN
    standing = str(STANDINGS[found.standing]) if not shown else None if found.findings else str(WITHHELD[Withheld.FEW])
    return Section(str(PARTS[found.part]), standing, [_block(finding) for finding in found.findings])


def _block(finding: Finding) -> Block:
    question, said = finding.question, finding.said
    heading = (question.label.text, explain(question.label))
    if isinstance(said, Withheld):
        return Block(*heading, [str(WITHHELD[said])])
    return Block(
        *heading, list(_notes(question, said)), [*_shares(question, said), *_spread(question, said), *_mean(question, said)], question.goal
    )


def _notes(question: Scale, said: Release) -> Iterator[str]:
    if said.partial:
        yield t("staff.results.partial", "Alla svar är inte med. Resten är för få eller för lika för att räknas in.")
    if said.detail is Detail.CLASSES and not isinstance(question, YesNo):
        few = results.total(said.counts) < FULL_FROM
        yield (
            t("staff.results.coarse", "Färre än åtta har svarat. Därför visas svaren i grupper.")
            if few
            else t("staff.results.coarse-sum", "Svaren visas i grupper. Annars går en mindre grupps svar att räkna ut.")
        )


def _shares(question: Scale, said: Release) -> Iterator[Row]:
    """How many from an answer on: our way of counting, and the other. A yes needs no such line."""
    for place in () if isinstance(question, YesNo) else dict.fromkeys((question.positive_from, question.also_from)):
        share = results.share(said.counts, question.substantive[place - 1 :])
        label = t("staff.results.from", "{answer} eller mer", answer=_official(question.answers[place - 1]))
        goal = _goal(question, share) if place == question.positive_from else None
        yield Row(escape(label), share.count, share.of, share.percent, goal=goal)


def _goal(question: Scale, share: results.Slice) -> str | None:
    if question.goal is None:
        return None
    if share.count * 100 >= question.goal * share.of:
        return t("staff.results.goal-met", "Målet är minst {goal} %. Det är nått.", goal=question.goal)
    return t("staff.results.goal-not-met", "Målet är minst {goal} %. Det är inte nått.", goal=question.goal)


def _spread(question: Scale, said: Release) -> Iterator[Row]:
    """Every answer, or every class, the most positive first."""
    single = [(answer,) for answer in (reversed(question.substantive) if not isinstance(question, YesNo) else question.substantive)]
    for answers in single if said.detail is Detail.FULL else reversed(question.classes):
        share = results.share(said.counts, answers)
        yield Row(_named(question, answers), share.count, share.of, share.percent, tone=_tone(question, answers[0]))


def _mean(question: Scale, said: Release) -> Iterator[Row]:
    mean = results.mean(question, said.counts) if said.detail is Detail.FULL else None
    if mean is not None:
        yield Row(escape(t("staff.results.mean", "Medelvärde från 1 till {most}", most=len(question.answers))), mean=results.tenths(mean))


def _tone(question: Scale, answer: str) -> Tone:
    return "high" if answer in question.positive else "middle" if answer in question.also_positive else "low"


def _named(question: Scale, answers: Sequence[str]) -> Markup:
    return Markup(", ").join(_official(question.answers[int(answer) - 1]) for answer in answers)


def _official(words: Words) -> Markup:
    """Official Swedish, and its help in the visitor's language beside it."""
    swedish, beside = Markup('<span lang="sv">{}</span>').format(words.text), explain(words)
    return Markup("{} ({})").format(swedish, beside) if beside else swedish
