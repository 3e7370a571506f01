"""Questions with a scale: one digit is the answer, the words are official, and two ways past are never counted."""

from textwrap import dedent

import pytest

from tests.surveys.tiny import BEGUN, OFTEN, question, survey
from webapp.surveys.engine.answers import Refusal, Refused
from webapp.surveys.engine.faults import DefinitionError
from webapp.surveys.engine.library import shipped
from webapp.surveys.engine.questions import Scale, YesNo


def scale(body: str) -> Scale:
    read = question(body)
    assert isinstance(read, Scale)
    return read


def test_every_answer_is_one_digit_whatever_it_says() -> None:
    assert [option.key for option in scale(OFTEN).options] == ["1", "2", "3", "8", "9"]
    assert all(len(option.key) == 1 for option in scale(BEGUN).options)


def test_the_answer_is_said_in_the_official_words() -> None:
    assert scale(OFTEN).say("3").in_swedish() == "Alltid"
    assert all(words.official for words in (scale(OFTEN).label, *scale(OFTEN).answers))
    assert [scale(OFTEN).say(way).in_swedish() for way in "89"] == ["Vet inte", "Vill inte svara"]


def test_the_words_of_a_scale_have_one_place_whichever_question_uses_them() -> None:
    assert [words.context for words in scale(OFTEN).answers] == ["tiny.often.1", "tiny.often.2", "tiny.often.3"]
    assert (scale(OFTEN).dont_know.context, scale(OFTEN).decline.context) == ("tiny.dont-know", "tiny.decline")


def test_the_ways_past_are_not_counted() -> None:
    assert scale(OFTEN).substantive == ("1", "2", "3")
    assert scale(BEGUN).substantive == ("1", "2")


@pytest.mark.parametrize(
    ("posted", "why"),
    [
        ({}, Refused.MISSING),
        ({"answer": ""}, Refused.MISSING),
        *(({"answer": no}, Refused.UNKNOWN) for no in ("0", "4", "7", "11", "Alltid")),
    ],
)
def test_what_is_no_digit_of_the_scale_is_refused(posted: dict[str, str], why: Refused) -> None:
    assert scale(OFTEN).answer(posted) == Refusal(why)


def test_a_yes_and_a_no_are_words_of_conditions() -> None:
    begun = scale(BEGUN)
    assert isinstance(begun, YesNo)
    assert [word for word in ("yes", "no") if begun.matches("1", word)] == ["yes"]
    assert [word for word in ("yes", "no") if begun.matches("2", word)] == ["no"]
    assert not any(begun.matches("8", word) for word in ("yes", "no"))
    assert begun.matches("8", "answered")


def test_a_yes_counts_as_positive() -> None:
    assert (scale(BEGUN).positive_from, scale(BEGUN).also_from, scale(BEGUN).goal) == (1, 1, None)
    assert (scale(OFTEN).positive_from, scale(OFTEN).also_from, scale(OFTEN).goal) == (3, 2, 75)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("positive_from: 3", "positive_from: 4", "there is no answer 4."),
        ("also_from: 2", "", "this number is missing."),
        ("answers: [Aldrig, Ibland, Alltid]", "answers: Aldrig", "a list of texts is needed here."),
        ("answers: [Aldrig, Ibland, Alltid]", "answers: []", "a list of texts is needed here."),
        ("answers: [Aldrig, Ibland, Alltid]", f"answers: [{', '.join('abcdefgh')}]", "there are 8 answers, and a scale has at most 7."),
        ("dont_know: Vet inte", "", "this text is missing."),
        ("scale: often", "scale: Ofta", "“Ofta” is not an id: use small letters a-z, digits, - and _."),
    ],
)
def test_a_broken_scale_is_told_on(old: str, new: str, sentence: str) -> None:
    with pytest.raises(DefinitionError) as broken:
        survey(dedent(OFTEN).replace(old, new))
    assert [fault for fault in broken.value.faults if str(fault).endswith(sentence)], broken.value.faults


def test_an_unquoted_yes_is_no_text() -> None:
    with pytest.raises(DefinitionError) as broken:
        survey(dedent(BEGUN).replace('["Ja", "Nej"]', "[yes, no]"))
    assert "is read as true or false" in str(broken.value.faults[0])


def test_the_shipped_survey_has_the_words_that_are_owned_by_others() -> None:
    """domain.md section 4, word for word."""
    shipped_survey = shipped().get("course-survey")
    labels = {one.key: one.label.text for one in shipped_survey.questions}
    assert labels["q1"] == "Har du fått stöd på ett sätt som är till stor nytta för dig?"
    assert labels["q6"] == "Känner du dig mer redo att kunna arbeta eller studera jämfört med innan du fick kontakt med oss?"
    assert shipped_survey.anonymous
    assert [one.key for one in shipped_survey.questions if one.unconfirmed] == ["q4"]
    assert all(one.label.official for one in shipped_survey.questions)
