"""Addresses are written in one way, however they were typed, and refused with a reason."""

import pytest
from flask import Flask

from webapp.people.addresses import (
    NEITHER,
    NO_AT,
    NO_TEXTS,
    NOT_A_PHONE,
    NOT_AN_EMAIL,
    NOTHING,
    Email,
    NotAnAddress,
    Phone,
    fingerprint_of,
    masked,
    parse_address,
)


@pytest.mark.parametrize(
    "text", ["070-1740612", "0701740612", " +46 70 174 06 12 ", "0046701740612", "\u202a070-174 06 12\u202c", "٠٧٠١٧٤٠٦١٢"]
)
def test_one_mobile_number_is_the_same_however_it_is_written(text: str) -> None:
    assert parse_address(text) == Phone("+46701740612")


def test_an_email_is_the_same_in_any_letter_size() -> None:
    assert parse_address(" Kim.Ek@Post.Example ") == Email("kim.ek@post.example")


@pytest.mark.parametrize("text", ["031-3900612", "08-46500412", "+46 8 46500412"])
def test_a_phone_that_cannot_get_texts_is_refused_with_that_reason(text: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(text)
    assert refused.value.reason == NO_TEXTS


@pytest.mark.parametrize("text", ["070", "070-17406O2", "070-17406123456", "112", "+99 123", "070-1740612 ext. 3"])
def test_what_is_no_phone_number_is_refused(text: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(text)
    assert refused.value.reason == NOT_A_PHONE


@pytest.mark.parametrize(
    "text",
    [
        "kim@",
        "@post.example",
        "kim@post",
        "kim ek@post.example",
        "a@b.example, c@d.example",
        "kim@post.example\nBcc: a@b.example",
        "k" * 250 + "@a.example",
    ],
)
def test_what_is_no_email_is_refused(text: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(text)
    assert refused.value.reason == NOT_AN_EMAIL


@pytest.mark.parametrize("text", ["kim.post.example", "kim2(at)post.example", "www.post.example"])
def test_an_email_without_its_sign_is_not_called_a_phone(text: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(text)
    assert refused.value.reason == NO_AT


@pytest.mark.parametrize("text", ["kim", "vet inte", "?", "-"])
def test_what_is_neither_is_called_neither(text: str) -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(text)
    assert refused.value.reason == NEITHER


def test_nothing_is_refused() -> None:
    with pytest.raises(NotAnAddress) as refused:
        parse_address(" \u200f ")
    assert refused.value.reason == NOTHING


def test_only_the_end_of_a_phone_and_the_beginning_of_an_email_are_shown() -> None:
    assert masked(Phone("+46701740612")) == "•• 12"
    assert masked(Email("kim.ek@post.example")) == "k••@post.example"


def test_the_fingerprint_finds_the_same_address_and_no_other(app: Flask) -> None:
    with app.app_context():
        assert fingerprint_of(parse_address("070-1740612")) == fingerprint_of(Phone("+46701740612"))
        assert fingerprint_of(Phone("+46701740612")) != fingerprint_of(Phone("+46701740613"))
        assert "1740612" not in fingerprint_of(Phone("+46701740612"))
