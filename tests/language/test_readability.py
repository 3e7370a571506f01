"""Each rule for how we write bites on a sentence that breaks it, and leaves a good one alone."""

import pytest

from webapp.ground.locales import AR, EN, Locale
from webapp.language.measure import lix, mean_length, sentences, words
from webapp.language.readability import Finding, check_page, check_text, leftovers

EASY = "sv@simple"
GOOD = "Du har en trappa.\nTrappan har fem steg.\nVar är du i dag?"


def rules(text: str, locale: str) -> list[str]:
    return [finding.rule for finding in check_text(text, locale)]


@pytest.mark.parametrize("locale", ["sv", EASY, "en", "ar"])
def test_a_plain_text_is_left_alone(locale: str) -> None:
    assert rules(GOOD, locale) == []


@pytest.mark.parametrize(
    ("text", "locale", "rule"),
    [
        ("Du har en trappa. Den har fem steg.", EASY, "2 meningar på samma rad"),
        ("Du går " + "och går " * 7 + "hem.", EASY, "17 ord i meningen, högst 15"),
        ("Du ska inte vara orolig om du inte vet.", EASY, '2 gånger "inte" i meningen'),
        ("Nu är du klar!", EASY, "utropstecken"),
        ("Nu är du klar!", "sv", "utropstecken"),
        ("You are done!", "en", "utropstecken"),
        ("Du kan ta med en vän osv.", EASY, "förkortningen 'osv.'"),
        ("Vi ses kl. 13.", "sv", "förkortningen 'kl.'"),
        ("Du träffar FK och din ledare.", EASY, "förkortningen 'FK'"),
        ("Du får en sms-kod från GK-mötet.", EASY, "förkortningen 'GK-mötet'"),
        ("Vi behöver ditt svar avseende mötet.", EASY, "ordet 'avseende' ska bytas"),
        ("Vi genomförde ett möte.", EASY, "ordet 'genomförde' ska bytas"),
        ("Skriv i din verktygslåda.", EASY, "ordet 'verktygslåda' ska bytas"),
        ("Vi vill ha feedback.", EASY, "ordet 'feedback' ska bytas"),
        ("Du är duktig.", EASY, "ordet 'duktig' ska bytas"),
        ("Du får rehabiliteringsersättning.", EASY, "ordet 'rehabiliteringsersättning' är för långt"),
        ("One " + "word " * 15 + "too many.", "en", "18 ord i meningen, högst 15"),
        ("اكتب اسمك هنا.", "ar", "ordet 'اكتب' ska bytas"),
        ("كلمة " * 16 + ".", "ar", "16 ord i meningen, högst 15"),
    ],
)
def test_each_rule_bites(text: str, locale: str, rule: str) -> None:
    assert rules(text, locale) == [rule]


def test_an_abbreviation_is_found_also_where_it_looks_like_an_end() -> None:
    assert "förkortningen 't.ex.'" in rules("Du kan ta med någon, t.ex. en vän.", "sv")


def test_words_that_only_begin_alike_are_left_alone() -> None:
    assert rules("Processen är klar.", EASY) == ["ordet 'Processen' ska bytas"]
    assert rules("Du är samtidigt trött.\nFörsäkringskassan ringer dig.\nDu får ett SMS.", EASY) == []


def test_official_prose_is_too_heavy_for_a_page() -> None:
    prose = (
        "Arbetsmarknadspolitiska rehabiliteringsinsatser förutsätter myndighetsgemensamma kartläggningsprocedurer beträffande "
        "arbetsförmågebedömningar, vilka inkluderar medicinska underlag, funktionsnedsättningar samt rehabiliteringsbehov. "
        "Myndigheterna samverkar därefter kontinuerligt kring planeringsförutsättningar och uppföljningar av beslutade aktiviteter, "
        "varvid handläggarna ansvarar för dokumentationen."
    )
    assert [finding.rule.split(",")[0] for finding in check_page([prose], "sv", "sidan")] == ["LIX 92"]


def test_a_page_may_have_a_short_line_of_long_words_but_not_be_made_of_them() -> None:
    assert check_page(["Rehabiliteringsutredningens sammanfattning."], "sv") == []


def test_an_easy_page_is_measured_as_a_whole() -> None:
    line = "Du träffar dina handledare varje vecka under hela kursen här."
    assert [finding.rule for finding in check_page([line] * 4, EASY, "sidan")] == [
        "LIX 30, högst 25",
        "10.0 ord per mening i snitt, högst 9",
    ]
    assert check_page(GOOD.split("\n") * 4, EASY) == []


def test_names_that_are_explained_do_not_count() -> None:
    line = "Försäkringskassan och Arbetsförmedlingens person är med."
    assert lix(line, frozenset({"försäkringskassan", "arbetsförmedlingen"})) == 4
    assert lix(line) == 6 + 100 * 2 / 6


def test_lix_is_bjornssons() -> None:
    text = "Det här är en kort mening. Den andra meningen innehåller betydligt svårare sammansättningar."
    assert lix(text) == 13 / 2 + 100 * 5 / 13
    assert lix("") == 0


def test_sentences_end_where_a_reader_stops() -> None:
    text = 'Mötet är klockan 13.00. Kommer du? "Ja." Bra\nRing {phone}.\n\n•\nهل أنت مستعد؟ نعم.'
    assert sentences(text) == ["Mötet är klockan 13.00.", "Kommer du?", "Ja.", "Bra", "Ring X.", "هل أنت مستعد؟", "نعم."]
    assert words("E-post: a.b och 070-174 06 05, FK:s") == ["E-post", "a.b", "och", "070-174", "06", "05", "FK:s"]
    assert mean_length("Ett två. Tre.") == 1.5


@pytest.mark.parametrize(
    ("said", "source", "locale", "signs"),
    [
        ("Vad behöver du?", "Vad behöver du?", EN, ["samma ord som på svenska", "svenska ordet 'behöver' är kvar"]),
        ("The step och more", "Steget och mer", EN, ["svenska ordet 'och' är kvar"]),
        ("Mellansteg 112", "Mellansteg 112", EN, []),
        ("Start", "Start", EN, []),
        ("Call Försäkringskassan on an {phone}", "Ring Försäkringskassan på {phone}", EN, []),
        ("اضغط Save هنا", "Tryck Spara här", AR, ["ordet 'Save' är kvar"]),
        ("اتصل بـ Försäkringskassan {name}", "Ring Försäkringskassan {name}", AR, []),
    ],
)
def test_a_forgotten_text_gives_itself_away(said: str, source: str, locale: Locale, signs: list[str]) -> None:
    assert list(leftovers(said, source, locale)) == signs


def test_a_finding_is_a_sentence_that_names_the_sentence() -> None:
    found = Finding("sv@simple", "webapp/flows/staircase.yaml", "staircase.place", "Nu är du klar!", "utropstecken")
    assert str(found) == "sv@simple: webapp/flows/staircase.yaml: staircase.place: utropstecken: 'Nu är du klar!'"
