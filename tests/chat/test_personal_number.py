"""Personal numbers are kept nowhere, and the page says so."""

from tests.support.visit import Visit


def test_a_personal_number_in_the_line_is_refused_in_words(phone: Visit) -> None:
    phone.get("/samtal/staircase")
    phone.send("Fortsätt", {"answer": "2"})
    page = phone.send("Fortsätt", {"answer": "Jag är 19900101-1234"}, status=422)
    assert "Ta bort personnumret, för det får inte sparas här." in page.text
