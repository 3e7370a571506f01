"""Whoever comes to any address, with whatever in it, gets a page that can be read."""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urldefrag, urljoin
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, Rule

from tests.support.page import Page, attribute
from tests.support.visit import Visit
from webapp.ground.parties import Door
from webapp.security import access

NOBODY = UUID("00000000-0000-4000-8000-000000000000")
NONSENSE: dict[str, object] = {
    "UUIDConverter": NOBODY,
    "IntegerConverter": 1,
    "UnicodeConverter": "å%00'\"<b>",
    "PathConverter": "../x",
}
LANGUAGES = ("sv", "en", "ar")


def _paths(app: Flask, method: str) -> Iterator[tuple[str, bool]]:
    """Each address that somebody reads, and whether it is open to everybody. What machines send has tests of its own."""
    adapter = app.url_map.bind("mellansteg.example")
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or set()) and not access.is_from_a_machine(app, rule.endpoint):
            declared = access.rule_of(app, rule.endpoint)
            yield adapter.build(rule.endpoint, _filled(rule)), declared is not None and declared.door is Door.OPEN


def _filled(rule: Rule) -> dict[str, object]:
    return {name: _nonsense(converter) for name, converter in rule._converters.items()}


def _nonsense(converter: BaseConverter) -> object:
    """Where only some words can stand there, the first of them."""
    if isinstance(converter, AnyConverter):
        return min(converter.items)
    return NONSENSE.get(type(converter).__name__, "finns-inte")


def _complaint(visit: Callable[[], object]) -> list[str]:
    """What the reading visitor had to say, without the page itself: here all pages are told of at once."""
    try:
        visit()
    except AssertionError as fault:
        return [str(fault).partition("\n\n")[0]]
    return []


def _say(complaints: list[str]) -> None:
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_stranger_gets_a_page_everywhere(app: Flask, language: str) -> None:
    paths = list(_paths(app, "GET"))
    assert paths
    _say([line for path, _ in paths for line in _complaint(partial(Visit(app, language=language).get, path, status=None))])


@pytest.mark.parametrize("site", ["same-origin", "cross-site"])
def test_a_stranger_can_send_nothing(app: Flask, site: str) -> None:
    """Without a token from one of our pages every form is refused in words: where one must come in first, it says so."""
    paths = list(_paths(app, "POST"))
    assert paths
    fields = {"csrf_token": "made up", "answer": "å" * 9}

    def status(is_open: bool) -> int:
        return 403 if site == "cross-site" else 400 if is_open else 401

    _say([line for path, is_open in paths for line in _complaint(partial(Visit(app).forge, path, fields, status(is_open), site=site))])


def test_every_link_that_a_stranger_sees_leads_somewhere(visit: Visit) -> None:
    """To a page, or to one that says which door to take first."""
    left, seen = ["/"], set[str]()
    while left:
        path = left.pop()
        seen.add(path)
        page = visit.get(path, status=None)
        assert page.status in {200, 401}, f"{path} answered {page.status}"
        left += [goal for goal in _goals(page) if goal not in seen and goal not in left]
    assert "/" in seen
    assert len(seen) > 1


def _goals(page: Page) -> Iterator[str]:
    """Links within our own site. Leaving quickly leads away on purpose."""
    for link in page.all("a[href]"):
        goal = urldefrag(urljoin(page.url, attribute(link, "href"))).url
        if goal.startswith("/") and "rel" not in link.attrs:
            yield goal
