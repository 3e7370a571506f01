"""The reading visitor must itself notice what it is there to notice."""

import pytest
from flask import Flask, Response, request

from tests.support.page import Page
from tests.support.reading import faults
from tests.support.visit import Visit

GOOD = """<!doctype html><html lang="sv" dir="ltr"><head><meta charset="utf-8"><title>Var är du? - Mellansteg</title></head><body>
<main><h1>Var är du?</h1><p>Det finns inget fel svar.</p>
<form method="post" action="/svar"><input type="hidden" name="csrf_token" value="abc"><fieldset><legend>Steg</legend>
<label><input type="radio" name="steg" value="1"> Ett</label>
<label><input type="radio" name="steg" value="2" checked> Två</label></fieldset>
<label for="ord">Vad behöver du?</label><textarea id="ord" name="ord">
kaffe</textarea><button name="gor" value="spara">Fortsätt</button></form><a href="/hjalp-nu">Hjälp nu</a></main></body></html>"""

FAULTS = {
    "two headings": ("</h1>", "</h1><h1>Två</h1>", "There must be one h1"),
    "a title about something else": ("<title>Var är du? -", "<title>Frågor -", "does not hold the h1"),
    "a language we do not have": ('lang="sv"', 'lang="xx"', "none of our languages"),
    "the wrong direction": ('dir="ltr"', 'dir="rtl"', "says dir='rtl'"),
    "a field without a label": ('<label for="ord">', '<label for="andra">', "The field 'ord' has no label"),
    "choices without a question": ("<legend>Steg</legend>", "", "stands in no fieldset with a legend"),
    "a placeholder": ('id="ord"', 'id="ord" placeholder="skriv"', "has placeholder"),
    "a form sent elsewhere": ('action="/svar"', 'action="https://other.example/"', "A form is sent to"),
    "a form sent to nowhere": ('action="/svar"', 'action="//other.example/"', "A form is sent to"),
    "an unknown method": ('method="post"', 'method="put"', "sent by 'put'"),
    "no token": ('value="abc"', 'value=""', "no CSRF token"),
    "a picture from elsewhere": ("<p>Det", '<img alt="" src="https://other.example/a.png"><p>Det', "<img> loads from"),
    "a picture without words": ("<p>Det", '<img src="/s/a.png"><p>Det', "no alt"),
    "an inline style": ("<p>Det", '<p style="color:red">Det', "<p> has style"),
    "an inline handler": ("<p>Det", '<p onclick="x()">Det', "<p> has onclick"),
    "a style element": ("</head>", "<style>p{}</style></head>", "There is a <style>"),
    "a script in the page": ("</main>", "<script>1</script></main>", "There is a script"),
    "a link that says nothing": ("Hjälp nu</a>", "</a>", "has no words"),
    "a link that runs code": ('href="/hjalp-nu"', 'href="javascript:1"', "A link leads to"),
    "one text, two places": ("</main>", '<a href="/annat">Hjälp nu</a></main>', "leads to different places"),
    "a placeholder left in": ("inget fel", "{name}", "was left in the text"),
    "an empty value left in": ("inget fel", "None", "was left in the text"),
    "an id twice": ("<fieldset>", '<fieldset id="ord">', "stands twice"),
    "a skipped heading": ("</h1>", "</h1><h3>Nej</h3>", "A heading of level 3"),
    "broken HTML": ("</p>", "</p></b>", "The HTML is broken"),
}


def _page(html: str, status: int = 200, policy: str = "default-src 'none'") -> Page:
    app = Flask(__name__)
    headers = {"Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
    app.add_url_rule("/", "home", lambda: Response(html, status, headers))
    return Page("/", app.test_client().get("/"))


def test_a_good_page_reads_well() -> None:
    assert faults(_page(GOOD)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_noticed(fault: str) -> None:
    before, after, said = FAULTS[fault]
    assert GOOD.count(before) >= 1
    assert [words for words in faults(_page(GOOD.replace(before, after, 1))) if said in words]


def test_a_refused_form_says_so_in_its_title() -> None:
    assert faults(_page(GOOD, 422)) == ["The form was refused, and the title does not begin with that: 'Var är du? - Mellansteg'"]


def test_a_policy_with_a_hole_is_noticed() -> None:
    assert len(faults(_page(GOOD, policy="default-src 'none'; script-src 'unsafe-inline'"))) == 1


@pytest.fixture
def echo() -> Visit:
    """A tiny service that shows the good page and then the fields that came back."""
    app = Flask(__name__)
    headers = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}

    def seen() -> Response:
        pairs = [f"{name}={value}" for name, value in request.form.items(multi=True)]
        return Response("\n".join(pairs), 422, headers, mimetype="text/plain")

    app.add_url_rule("/", "home", lambda: Response(GOOD, 200, headers))
    app.add_url_rule("/svar", "svar", seen, methods=["POST"])
    visit = Visit(app)
    visit.get("/")
    return visit


def test_what_was_shown_is_sent_when_nothing_is_changed(echo: Visit) -> None:
    assert echo.send("Fortsätt", status=422).html == "csrf_token=abc\nsteg=2\nord=kaffe\ngor=spara"


def test_fields_are_found_by_what_stands_beside_them(echo: Visit) -> None:
    sent = echo.send(None, {"Steg": "Ett", "Vad behöver du?": "te"}, status=422)
    assert sent.html == "csrf_token=abc\nsteg=1\nord=te\ngor=spara"


@pytest.mark.parametrize("given", [{"Namn": "Kim"}, {"Steg": "Tre"}, {"csrf_token": "x"}])
def test_nothing_is_sent_that_was_not_shown(echo: Visit, given: dict[str, str]) -> None:
    with pytest.raises(AssertionError, match=r"No (field|choice)"):
        echo.send("Fortsätt", dict(given), status=422)


def test_a_second_tap_sends_the_same(echo: Visit) -> None:
    first = echo.send("Fortsätt", {"Vad behöver du?": "te"}, status=422).html
    assert echo.send_again(status=422).html == first
