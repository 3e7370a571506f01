"""Every text is found where it is spoken, and one that cannot be found is refused with file and line."""

from pathlib import Path

import pytest

from webapp.ground.locales import AR, EN
from webapp.language.extract import all_texts, texts_for
from webapp.language.sources import definitions, python, templates
from webapp.language.sources.text import ExtractionError, Text


def test_python_texts_are_found_with_their_lines_and_plurals() -> None:
    source = 'a = t("x.a", "Ett")\nb = [\n  tn("x.b", "{n} steg", "{n} stegen", n),\n  words.lazy("x.c", "Två "\n  "ord"),\n]\n'
    assert list(python.in_source(source, "a.py")) == [
        Text("x.a", "Ett", None, "a.py", 1),
        Text("x.b", "{n} steg", "{n} stegen", "a.py", 3),
        Text("x.c", "Två ord", None, "a.py", 4),
    ]


def test_a_text_that_a_definition_gives_is_not_python_s_to_collect() -> None:
    assert not list(python.in_source("t(words.context, words.text)\nother('a', 'b')\nt()\n", "a.py"))


@pytest.mark.parametrize("call", ['t("x", f"Hej {n}")', 't("x", text)', 't("x")', 'tn("x", "ett", many, 2)', 't("x", "a" + b)'])
def test_a_text_that_cannot_be_translated_is_refused_with_its_line(call: str) -> None:
    with pytest.raises(ExtractionError, match=r"a\.py, rad 2"):
        list(python.in_source(f"\n{call}\n", "a.py"))


def test_template_texts_are_found_also_inside_other_things() -> None:
    source = """{% set title = t("x.a", "Ett") %}
{% block title %}{{ title }}{% endblock %}
{% call button(t("x.b", "Två")) %}{{ tn("x.c", "{n} sak", "{n} saker", things|length) }}{% endcall %}
<a href="#" title="{{ t('x.d', 'Tre {name}', name=isolate(name)) if name else "" }}">{{ t(words.context, words.text) }}</a>
"""
    found = list(templates.in_source(source, "a.html"))
    assert {(text.context, text.text, text.many, text.line) for text in found} == {
        ("x.a", "Ett", None, 1),
        ("x.b", "Två", None, 3),
        ("x.c", "{n} sak", "{n} saker", 3),
        ("x.d", "Tre {name}", None, 4),
    }


def test_a_glued_text_in_a_template_is_refused_with_its_line() -> None:
    with pytest.raises(ExtractionError, match=r"a\.html, rad 2"):
        list(templates.in_source('\n{{ t("x.a", "Hej " ~ name) }}', "a.html"))


def test_messages_have_their_way_from_the_file_as_context() -> None:
    source = "kind: asked_for\nsubject: Din kod\nversion: 3\ntext: |\n  Din kod är {code}.\nparts:\n  - Ett\n  - last: Två\n"
    assert list(definitions.in_source(source, "messages.code", "code.yaml")) == [
        Text("messages.code.subject", "Din kod", None, "code.yaml", 2),
        Text("messages.code.text", "Din kod är {code}.", None, "code.yaml", 4),
        Text("messages.code.parts.1", "Ett", None, "code.yaml", 7),
        Text("messages.code.parts.2.last", "Två", None, "code.yaml", 8),
    ]


def test_a_broken_message_is_refused_with_its_line() -> None:
    with pytest.raises(ExtractionError, match=r"code\.yaml, rad 2"):
        list(definitions.in_source("a: b\n- c\n", "messages.code", "code.yaml"))


def in_house(folder: Path, **modules: str) -> Path:
    (folder / "webapp").mkdir()
    for name, source in modules.items():
        (folder / "webapp" / f"{name}.py").write_text(source, "utf-8")
    return folder


def own(folder: Path) -> list[Text]:
    """The texts of this little house, without the definitions that are shipped."""
    return [text for text in all_texts(folder) if text.context.startswith(("x.", "staff.", "desk."))]


def test_the_same_text_in_the_same_place_is_one_text(tmp_path: Path) -> None:
    house = in_house(tmp_path, a='t("x.a", "Steg")\nt("x.b", "Steg")\n', b='t("x.a", "Steg")\n')
    assert [(text.key, text.file) for text in own(house)] == [(("x.a", "Steg"), "webapp/a.py"), (("x.b", "Steg"), "webapp/a.py")]


def test_one_text_with_two_plurals_is_refused(tmp_path: Path) -> None:
    house = in_house(tmp_path, a='tn("x.a", "{n} sak", "{n} saker", 2)\n', b='tn("x.a", "{n} sak", "{n} ting", 2)\n')
    with pytest.raises(ExtractionError, match=r"webapp/b\.py, rad 1"):
        all_texts(house)


def test_staff_texts_are_for_the_languages_of_staff(tmp_path: Path) -> None:
    texts = own(in_house(tmp_path, a='t("desk.a", "Lista")\nt("staff.b", "Kurs")\nt("x.c", "Steg")\n'))
    assert [text.context for text in texts_for(EN, texts)] == ["desk.a", "staff.b", "x.c"]
    assert [text.context for text in texts_for(AR, texts)] == ["x.c"]
