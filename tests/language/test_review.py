"""A translation that nobody has read through says so on every page."""

from datetime import date
from pathlib import Path

import pytest

from webapp.ground.locales import LOCALES
from webapp.language import review, speaking
from webapp.language.catalogue import CatalogueError
from webapp.language.review import Review

DRAFTS = "sv@simple: {status: utkast}\nen: {status: utkast}\n"


def status(folder: Path, text: str) -> Path:
    path = folder / "status.yaml"
    path.write_text(text, "utf-8")
    return path


def test_a_review_has_a_name_and_a_day(tmp_path: Path) -> None:
    found = review.read(status(tmp_path, DRAFTS + "ar: {status: granskad, av: Rana Haddad, datum: 2027-01-04}\n"))
    assert found["ar"] == Review("granskad", "Rana Haddad", date(2027, 1, 4))
    assert found["en"] == Review("utkast", None, None)


@pytest.mark.parametrize(
    "row",
    [
        "",
        "ar: {status: granskad}\n",
        "ar: {status: granskad, av: Rana Haddad}\n",
        "ar: {status: fin}\n",
        "ar: {status: granskad, av: Rana, datum: igår}\n",
    ],
)
def test_a_review_without_them_is_refused(tmp_path: Path, row: str) -> None:
    with pytest.raises(CatalogueError, match=r"status\.yaml: ar behöver"):
        review.read(status(tmp_path, DRAFTS + row))


def test_a_draft_has_its_mark_and_swedish_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = {"ar": Review("utkast", None, None), "en": Review("granskad", "Rana Haddad", date(2027, 1, 4))}
    monkeypatch.setattr(review, "shipped", lambda: drafts)
    marks = {}
    for spoken in LOCALES:
        with speaking(spoken):
            marks[spoken.id] = bool(review.draft_mark())
    assert marks == {"sv": False, "sv@simple": False, "en": False, "ar": True}
