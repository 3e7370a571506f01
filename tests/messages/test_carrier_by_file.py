"""The file carrier lays each message in a file of its own."""

import errno
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp.messages.carriers import Outcome, file
from webapp.messages.speech import Spoken

AT = datetime(2027, 1, 18, 9, 30, 5, tzinfo=UTC)


def test_a_text_message_is_a_file_that_only_we_read(tmp_path: Path) -> None:
    assert file.carry(tmp_path, Spoken("+46701740612", "Hej på dig"), AT) is Outcome.SENT
    [path] = tmp_path.iterdir()
    assert path.name.startswith("20270118T093005-")
    assert json.loads(path.read_text("utf-8")) == {
        "to": "+46701740612",
        "text": "Hej på dig",
        "at": "2027-01-18T09:30:05+00:00",
        "locale": "sv",
    }
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_email_has_a_subject(tmp_path: Path) -> None:
    file.carry(tmp_path, Spoken("kim@post.example", "Hej", "Din länk"), AT)
    [path] = tmp_path.iterdir()
    assert json.loads(path.read_text("utf-8"))["subject"] == "Din länk"


def test_two_messages_at_the_same_moment_are_two_files(tmp_path: Path) -> None:
    for _ in range(2):
        file.carry(tmp_path, Spoken("+46701740612", "Hej"), AT)
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_is_gone_means_later(tmp_path: Path) -> None:
    assert file.carry(tmp_path / "gone", Spoken("+46701740612", "Hej"), AT) is Outcome.LATER


def test_a_full_disk_means_later_and_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    assert file.carry(tmp_path, Spoken("+46701740612", "Hej"), AT) is Outcome.LATER
    assert list(tmp_path.iterdir()) == []
