"""Saying a text: in whose language, and what happens to the values in it."""

import pytest
from markupsafe import Markup, escape

from webapp.ground.locales import AR, SV, XX_RTL, by_id, by_tag
from webapp.language import isolate, lazy, lines, speaking, spoken_locale, t, tn
from webapp.language.marks import plain


def test_without_anybody_listening_we_speak_swedish() -> None:
    assert spoken_locale() is SV


def test_a_worker_speaks_the_receivers_language_and_then_stops() -> None:
    with speaking("ar"):
        assert spoken_locale() is AR
        with speaking(SV):
            assert spoken_locale() is SV
        assert spoken_locale() is AR
    assert spoken_locale() is SV


def test_the_language_is_given_back_after_an_error() -> None:
    def fail() -> None:
        with speaking("ar"):
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert spoken_locale() is SV


def test_values_are_filled_in_and_other_braces_left_alone() -> None:
    assert t("test.a", "Hej {name} {Nej} { x } %s", name="Amina") == "Hej Amina {Nej} { x } %s"


def test_a_value_is_never_read_as_a_placeholder() -> None:
    assert t("test.a", "{name} {place}", name="{place}", place="Sal 2") == "{place} Sal 2"


def test_a_plain_value_gives_plain_text_that_the_page_escapes() -> None:
    said = t("test.a", "Hej {name}", name="<b>")
    assert not isinstance(said, Markup)
    assert escape(said) == "Hej &lt;b&gt;"


def test_one_value_of_html_makes_the_rest_safe() -> None:
    said = t("test.a", "<Ring> {phone} {name}", phone=isolate("070-174 06 05"), name="<b>")
    assert said == Markup('&lt;Ring&gt; <bdi dir="ltr">070-174 06 05</bdi> &lt;b&gt;')
    assert isinstance(said, Markup)


def test_a_missing_value_is_an_error_that_names_the_place() -> None:
    with pytest.raises(KeyError, match=r"test\.a.*name"):
        t("test.a", "Hej {name}")


@pytest.mark.parametrize(("n", "said"), [(0, "0 frågor"), (1, "1 fråga"), (2, "2 frågor")])
def test_a_number_chooses_its_form(n: int, said: str) -> None:
    assert tn("test.a", "{n} fråga", "{n} frågor", n) == said


def test_a_lazy_text_speaks_the_language_of_whoever_meets_it() -> None:
    label = lazy("test.a", "Namn {who}", who=lazy("test.b", "du"))
    assert str(label) == "Namn du"
    with speaking(XX_RTL):
        assert str(label) == "\u202eNamn\u202c \u202edu\u202c"


def test_a_lazy_text_on_a_page_is_escaped_once_and_keeps_its_lines() -> None:
    assert escape(lazy("test.a", "En <rad>\nEn till")) == "En &lt;rad&gt;<br>En till"
    assert escape(lazy("test.a", "Ring {phone}", phone=isolate("070"))) == 'Ring <bdi dir="ltr">070</bdi>'


def test_each_line_stands_on_its_own_and_nothing_slips_through() -> None:
    assert lines("Ett <b>.\nTvå.") == Markup("Ett &lt;b&gt;.<br>Två.")
    assert isolate("<i>", "auto") == Markup('<bdi dir="auto">&lt;i&gt;</bdi>')


def test_in_an_attribute_a_line_is_no_element() -> None:
    assert plain(lines("Ett <b>.\nTvå.")) == Markup("Ett &lt;b&gt;.\nTvå.")


def test_a_language_is_found_by_our_name_and_by_its_tag() -> None:
    assert by_id("sv@simple") is by_tag("SV-simple")
    with pytest.raises(KeyError):
        by_id("xx")
