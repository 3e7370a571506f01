"""Long pages are plain files, and nothing in them or in their values becomes HTML by accident."""

from pathlib import Path

import pytest

from webapp.language import pages, speaking
from webapp.language.catalogue import CatalogueError

PRIVACY = (
    "# Så hanterar vi {what}\n\nFörsta raden.\nAndra raden <b>.\n\n## Vem\n\n- Vi är {controller}.\n- [Läs mer](/hjalp-nu)\n\n"
    "![bild](x.png)\n\n<script>alert(1)</script>\n"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(pages, "TRANSLATIONS", tmp_path)
    write(tmp_path, "sv", PRIVACY)
    return tmp_path


def write(folder: Path, locale: str, text: str) -> Path:
    path = folder / locale / "pages" / "privacy.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return path


def test_a_page_is_read_filled_and_escaped(folder: Path) -> None:
    page = pages.page("privacy", what="uppgifter", controller="<i>Kommunen & vi</i>")
    assert page.title == "Så hanterar vi uppgifter"
    assert page.body == (
        "<p>Första raden.<br />\nAndra raden &lt;b&gt;.</p>\n<h2>Vem</h2>\n<ul>\n"
        "<li>Vi är &lt;i&gt;Kommunen &amp; vi&lt;/i&gt;.</li>\n"
        '<li><a href="/hjalp-nu">Läs mer</a></li>\n</ul>\n<p>!<a href="x.png">bild</a></p>\n<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    )


def test_a_page_without_a_translation_says_which_language_it_is_in(folder: Path) -> None:
    with speaking("en"):
        assert pages.page("privacy", what="", controller="").locale.id == "sv"
    write(folder, "en", "# About {what}\n\nWe are {controller}.\n")
    with speaking("en"):
        page = pages.page("privacy", what="data", controller="us")
    assert (page.title, page.body, page.locale.id) == ("About data", "<p>We are us.</p>\n", "en")


def test_a_page_asks_for_its_values(folder: Path) -> None:
    with pytest.raises(KeyError, match="controller"):
        pages.page("privacy", what="")


def test_a_page_without_a_title_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"privacy\.md, rad 1"):
        pages.split(write(tmp_path, "sv", "Ingen rubrik\n"))


def test_the_lines_of_a_page_are_its_words_alone() -> None:
    assert pages.spoken_lines("## Vem\n\n- Vi **är** [här](/a).\n1. Ett\n\nSlut.") == ["Vem", "Vi är här.", "Ett", "Slut."]
