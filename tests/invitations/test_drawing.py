"""The QR code is a drawing in the page, with words for those who do not see it."""

import re

from justhtml import Element, JustHTML

from tests.support.page import attribute
from webapp.invitations.drawing import qr_svg
from webapp.language import speaking

ADDRESS = "https://mellansteg.example/m/abcdefghijklmnopqrstuvwxyz"


def test_it_says_what_it_is_in_the_language_of_the_page() -> None:
    with speaking("sv"):
        assert attribute(_svg(), "aria-label") == "QR-kod som öppnar länken"
        assert attribute(_svg(), "role") == "img"


def test_it_has_nothing_that_the_page_may_not_hold() -> None:
    assert re.findall(r"style=|<script|<style|xlink|href|\bon\w+=", qr_svg(ADDRESS)) == []


def test_it_is_as_dark_on_light_as_a_camera_wants() -> None:
    assert re.findall(r'(?:fill|stroke)="(#\w+)"', qr_svg(ADDRESS)) == ["#fff", "#000"]


def test_another_address_is_another_drawing() -> None:
    assert qr_svg(ADDRESS) == qr_svg(ADDRESS) != qr_svg(ADDRESS[:-1])


def _svg() -> Element:
    [svg] = JustHTML(str(qr_svg(ADDRESS)), sanitize=False).root.query("svg")
    assert isinstance(svg, Element)
    return svg
