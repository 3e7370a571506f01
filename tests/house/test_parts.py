"""A phone that shows the frame already is sent the rest alone; any other is sent the whole page."""

import pytest
from flask import Flask

from webapp.parts import CUT, FRAME, HEADER, init_app

PAGE = f"<!doctype html><html>{CUT}<title>Ett</title>{CUT}<body {FRAME}><i>ram</i>{CUT}<main>Fråga</main>{CUT}</body></html>"
NEW = "<title>Ett</title><main>Fråga</main>"


@pytest.fixture
def small() -> Flask:
    app = Flask(__name__)
    pages = {"/": PAGE, "/other": PAGE.replace("ram", "annan ram"), "/same": PAGE.replace("Fråga", "Svar"), "/whole": "<p>Utan snitt</p>"}
    for path, page in pages.items():
        app.add_url_rule(path, path, lambda page=page: page)
    app.add_url_rule("/plain", "plain", lambda: (PAGE, 200, {"Content-Type": "text/plain"}))
    init_app(app)
    return app


def shown(app: Flask, path: str, frame: str | None = None) -> str:
    return app.test_client().get(path, headers={HEADER: frame} if frame is not None else {}).text


def frame_of(page: str) -> str:
    return page.partition('data-frame="')[2].partition('"')[0]


def test_without_a_frame_the_whole_page_comes_and_says_which_frame_it_has(small: Flask) -> None:
    page = shown(small, "/")
    assert len(frame_of(page)) == 8
    assert page == PAGE.replace(CUT, "").replace(FRAME, f'data-frame="{frame_of(page)}"')


def test_with_the_same_frame_only_the_rest_comes(small: Flask) -> None:
    frame = frame_of(shown(small, "/"))
    assert shown(small, "/", frame) == NEW
    assert shown(small, "/same", frame) == NEW.replace("Fråga", "Svar")


@pytest.mark.parametrize("frame", ["", "00000000", "x" * 5000, "å".encode().decode("latin-1")])
def test_with_a_frame_that_is_not_this_pages_the_whole_page_comes(small: Flask, frame: str) -> None:
    assert shown(small, "/", frame) == shown(small, "/")


def test_when_the_frame_changes_the_whole_page_comes(small: Flask) -> None:
    assert shown(small, "/other", frame_of(shown(small, "/"))) == shown(small, "/other")


def test_what_is_no_page_or_has_no_frame_is_left_alone(small: Flask) -> None:
    frame = frame_of(shown(small, "/"))
    assert (shown(small, "/plain", frame), shown(small, "/whole", frame)) == (PAGE, "<p>Utan snitt</p>")
