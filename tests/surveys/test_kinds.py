"""What each kind of question takes for an answer, and how it sums it up."""

from typing import cast

import pytest

from tests.surveys.tiny import COLOUR, LINE, SIGNATURE, STAIRS, question
from webapp.surveys.engine.answers import Answer, Refusal, Refused
from webapp.surveys.engine.questions import One, Read, Staircase
from webapp.surveys.engine.words import Words, own_words

READING = """
    id: page
    kind: read
    label: Vad är det här?
    short: Kort
    points: [{id: who, label: Vem, text: Du}]
"""

CHECKING = """
    id: check
    kind: check
    label: Stämmer det?
    button: Skicka
"""


def summary(body: str, answer: Answer) -> str:
    words = question(body).summary(answer)
    return words.in_swedish() if words else "Inget svar"


def test_one_of_the_options_is_an_answer() -> None:
    assert question(COLOUR).answer({"answer": "blue"}) == "blue"
    assert summary(COLOUR, "blue") == "Blå"


@pytest.mark.parametrize(
    ("posted", "why"),
    [({}, Refused.MISSING), ({"answer": ""}, Refused.MISSING), ({"answer": "green"}, Refused.UNKNOWN), ({"skip": "1"}, Refused.MISSING)],
)
def test_what_is_not_among_the_options_is_refused(posted: dict[str, str], why: Refused) -> None:
    assert question(COLOUR).answer(posted) == Refusal(why)


def test_fewer_options_can_be_offered() -> None:
    colour = question(COLOUR)
    assert isinstance(colour, One)
    assert colour.only({"red"}).answer({"answer": "blue"}) == Refusal(Refused.UNKNOWN)


def test_a_line_is_cleaned_before_it_is_kept() -> None:
    assert question(LINE).answer({"answer": " a\r\n\tb\u202e\x00 "}) == "a b"
    assert question(LINE).answer({"answer": "A\u030a"}) == "Å"
    assert question(LINE).answer({"answer": "a\ud800"}) == "a"


def test_a_zero_width_joiner_belongs_to_persian_and_stays() -> None:
    assert question(LINE).answer({"answer": "می\u200cر"}) == "می\u200cر"


def test_a_line_is_counted_after_cleaning() -> None:
    assert question(LINE).answer({"answer": " 12345 "}) == "12345"
    assert question(LINE).answer({"answer": "123456"}) == Refusal(Refused.TOO_LONG, limit=5)


@pytest.mark.parametrize("number", ["19900101-1234", "900101-1234", "900161+1234", "199001011234"])
def test_a_personal_number_is_refused_in_a_line_and_in_a_signature(number: str) -> None:
    line = question(LINE.replace("max: 5", "max: 99"))
    assert line.answer({"answer": f"jag är {number}"}) == Refusal(Refused.PERSONAL_NUMBER)
    assert question(SIGNATURE).answer({"name": f"Kim {number}", "agree": "y"}) == Refusal(Refused.PERSONAL_NUMBER, "name")


def test_a_phone_number_may_stand_in_a_line() -> None:
    assert question(LINE.replace("max: 5", "max: 99")).answer({"answer": "ring 0701740605"}) == "ring 0701740605"


def test_a_persons_own_words_are_never_taken_for_ours() -> None:
    assert question(LINE).summary("{x}") == own_words("{x}")
    assert own_words("{x}").in_swedish() == "{x}"


@pytest.mark.parametrize("posted", [{"skip": "1"}, {"skip": "", "answer": "text"}, {"answer": ""}, {"answer": " \n"}, {}])
def test_skipping_is_one_tap_and_an_answer_of_its_own(posted: dict[str, str]) -> None:
    assert question(LINE).answer(posted) is None
    assert question(LINE).accepts(None)
    assert summary(LINE, None) == "Inget svar"


def test_going_on_without_choosing_is_not_taken_for_skipping() -> None:
    optional = question(COLOUR + "    optional: true\n    skip: Vill inte svara\n")
    assert optional.answer({}) == Refusal(Refused.MISSING)
    assert optional.answer({"skip": "1"}) is None


def test_the_places_of_a_staircase_are_made_in_reading_order() -> None:
    stairs = question(STAIRS)
    assert isinstance(stairs, Staircase)
    assert [(choice.value, choice.label.in_swedish()) for choice in stairs.choices()] == [
        ("1", "Ett"),
        ("1-2", "Mellan 1 och 2"),
        ("2", "Två"),
        ("2-3", "Mellan 2 och 3"),
        ("3", "Tre"),
        ("not-ready", "Inte redo"),
    ]
    assert [choice.example.text for choice in stairs.choices() if choice.example] == ["Vila", "Handla", "Arbeta"]


def test_every_place_of_a_staircase_is_an_answer_and_no_other() -> None:
    stairs = question(STAIRS)
    assert isinstance(stairs, Staircase)
    for choice in stairs.choices():
        assert stairs.answer({"answer": choice.value}) == choice.value
        assert stairs.summary(choice.value) == choice.label
    for wrong in ("4", "3-4", "0", "ready", "1-3"):
        assert stairs.answer({"answer": wrong}) == Refusal(Refused.UNKNOWN)
    assert stairs.answer({}) == Refusal(Refused.MISSING)


def test_ready_means_anywhere_in_the_staircase() -> None:
    stairs = question(STAIRS)
    assert [answer for answer in stairs.samples() if not stairs.matches(answer, "ready")] == ["not-ready"]


def test_reading_and_checking_only_go_on() -> None:
    assert question(READING).answer({}) == "read"
    assert question(CHECKING).answer({}) == "checked"
    assert not question(READING).speaks
    assert not question(CHECKING).speaks


def test_a_page_to_read_keeps_its_points_in_order() -> None:
    page = question(READING)
    assert isinstance(page, Read)
    assert [(point.key, point.label.text, point.text.text) for point in page.points] == [("who", "Vem", "Du")]


def test_a_signature_is_a_name_and_a_tick() -> None:
    assert question(SIGNATURE).answer({"name": " Kim  Exempel ", "agree": "1"}) == {"name": "Kim Exempel"}
    assert summary(SIGNATURE, {"name": "Kim Exempel"}) == "Kim Exempel"


def test_everything_missing_from_a_signature_is_said_at_once() -> None:
    def refused(posted: dict[str, str]) -> list[tuple[Refused, str]]:
        refusal = question(SIGNATURE).answer(posted)
        assert isinstance(refusal, Refusal)
        return [(one.code, one.field) for one in refusal.each()]

    assert refused({}) == [(Refused.NO_NAME, "name"), (Refused.NO_TICK, "agree")]
    assert refused({"name": "Kim"}) == [(Refused.NO_TICK, "agree")]
    assert refused({"name": "\t", "agree": "1"}) == [(Refused.NO_NAME, "name")]
    assert refused({"name": "k" * 101, "agree": "1"}) == [(Refused.TOO_LONG, "name")]


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        (COLOUR, "green"),
        (COLOUR, None),
        (LINE, "123456"),
        (LINE, ""),
        (STAIRS, "4"),
        (STAIRS, {"name": "K"}),
        (SIGNATURE, "Kim"),
        (SIGNATURE, {"name": ""}),
    ],
)
def test_a_stored_answer_that_no_longer_answers_is_asked_again(body: str, stored: Answer) -> None:
    assert not question(body).accepts(stored)


@pytest.mark.parametrize("stored", [1, True, ["red"], 2.5, {"name": 1, "x": 2}])
@pytest.mark.parametrize("body", [COLOUR, LINE, STAIRS, SIGNATURE, READING, CHECKING])
def test_a_damaged_stored_answer_is_asked_again(body: str, stored: object) -> None:
    assert not question(body).accepts(cast("Answer", stored))


@pytest.mark.parametrize("body", [COLOUR, LINE, STAIRS, SIGNATURE, READING, CHECKING])
def test_every_kind_accepts_its_own_samples(body: str) -> None:
    asked = question(body)
    assert all(asked.accepts(sample) for sample in asked.samples())


def test_every_text_has_its_own_place_among_the_translations() -> None:
    assert [(words.context, words.text) for words in question(STAIRS).texts()] == [
        ("tiny.place.label", "Var är du?"),
        ("tiny.place.step1", "Ett"),
        ("tiny.place.example1", "Vila"),
        ("tiny.place.step2", "Två"),
        ("tiny.place.example2", "Handla"),
        ("tiny.place.step3", "Tre"),
        ("tiny.place.example3", "Arbeta"),
        ("tiny.place.between", "Mellan {lower} och {upper}"),
        ("tiny.place.not-ready", "Inte redo"),
    ]
    assert [words.context for words in question(COLOUR).texts()] == [
        "tiny.colour.label",
        "tiny.colour.options.red",
        "tiny.colour.options.blue",
        "tiny.colour.options.blue.help",
    ]
    assert {words.context for words in question(READING).texts()} == {
        "tiny.page.label",
        "tiny.page.short",
        "tiny.page.points.who",
        "tiny.page.points.who.label",
    }


def test_words_inside_words_are_spoken_first() -> None:
    assert Words("a", "Tack. {answer}.", {"answer": Words("b", "Mellan {lower}", {"lower": "2"})}).in_swedish() == "Tack. Mellan 2."
