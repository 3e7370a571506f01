"""What is kept about the anonymous survey, column by column. The privacy page says it, so a new column is told there before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from webapp.language import LazyText, lazy
from webapp.language.marks import lines


@dataclass(frozen=True, slots=True)
class Fact:
    """Some columns, and what stands in them in plain words."""

    #: "table.column".
    columns: frozenset[str]
    text: LazyText


def _fact(table: str, columns: str, text: LazyText) -> Fact:
    return Fact(frozenset(f"{table}.{column}" for column in columns.split()), text)


#: By the name of its place on the page.
FACTS: Mapping[str, Fact] = {
    "survey_ballot": _fact(
        "ballot",
        "id round_id participant_id spent",
        lazy("privacy.survey.ballot", "Att du har ett svarsblad, och om det är använt. Det visas bara för dig."),
    ),
    "survey_hand": _fact(
        "ballot", "hand", lazy("privacy.survey.hand", "Hur många gånger svarsbladet har lämnats till en telefon i kursrummet.")
    ),
    "survey_words": _fact(
        "ballot_words",
        "id round_id secret_hash words expires_at ballot_id",
        lazy(
            "privacy.survey.words",
            "De två orden på en telefon i kursrummet, och svarsbladet den får. Det tas bort när du börjar svara, eller efter en halvtimme.",
        ),
    ),
    "survey_envelope": _fact(
        "survey_envelope",
        "id round_id sealed",
        lazy(
            "privacy.survey.envelope",
            "Ditt svar i ett låst kuvert med ett slumpat nummer. Det vet vilken låda det ligger i, och inget annat.",
        ),
    ),
    "survey_count": _fact(
        "survey_count",
        "base_id question answer count",
        lazy("privacy.survey.count", "När lådan är öppnad: hur många som valde varje svar. Då finns inga kuvert kvar."),
    ),
}


def in_words() -> dict[str, Markup]:
    """Each fact in the language of the moment, by its place on the page."""
    return {name: lines(str(fact.text)) for name, fact in FACTS.items()}
