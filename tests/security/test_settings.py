"""The service refuses to start in a way that would be unsafe or untrue, and says what to change."""

import os
import re
from dataclasses import fields
from itertools import permutations
from pathlib import Path

import pytest

from webapp.config import Mode, Organisation, Settings, SettingsError

GUIDE = Path(__file__).parents[2] / "docs" / "drift.md"
FACTS = {**{field.name.upper(): "Ett svar" for field in fields(Organisation)}, "PHONE": "08-465 004 00"}
OWN = ("KEYS_DIR", "BOX_KEYS_DIR", "MESSAGES_DIR")


def environment(data: Path, **more: str | None) -> dict[str, str]:
    given = {"DATA": str(data), **more}
    return {f"MELLANSTEG_{name}": value for name, value in given.items() if value is not None}


def production(data: Path, **more: str | None) -> dict[str, str]:
    """Everything an installation in production must say."""
    folders = {name: str(data / name.lower()) for name in OWN}
    own = {"PRODUCTION": "1", "BASE_URL": "https://mellansteg.example", "DATABASE_URL": f"sqlite:///{data}/db/a.sqlite"}
    return environment(data, **{**own, **folders, **FACTS, **more})


def refusal(given: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as fault:
        Settings.from_environment(given)
    return str(fault.value)


def test_what_is_whole_is_taken(tmp_path: Path) -> None:
    assert Settings.from_environment(production(tmp_path)).mode is Mode.PRODUCTION
    assert Settings.from_environment(environment(tmp_path, DEMO="1")).mode is Mode.DEMO
    assert Settings.from_environment(environment(tmp_path)).mode is Mode.DEVELOPMENT


def test_demo_never_runs_in_production(tmp_path: Path) -> None:
    assert "Demo sign-ins never run in production" in refusal(production(tmp_path, DEMO="1"))


@pytest.mark.parametrize("address", ["http://mellansteg.example", "mellansteg.example", "HTTP://mellansteg.example"])
def test_production_is_reached_over_https_alone(tmp_path: Path, address: str) -> None:
    assert "must begin with https://" in refusal(production(tmp_path, BASE_URL=address))


@pytest.mark.parametrize("name", sorted(FACTS))
def test_the_page_about_personal_data_is_no_draft_in_production(tmp_path: Path, name: str) -> None:
    assert f"Set MELLANSTEG_{name}:" in refusal(production(tmp_path, **{name: None}))
    assert f"Set MELLANSTEG_{name}:" in refusal(production(tmp_path, **{name: ""}))


@pytest.mark.parametrize("name", ["BASE_URL", "DATABASE_URL", "KEYS_DIR", "BOX_KEYS_DIR", "MESSAGES_DIR"])
def test_in_production_each_has_its_own_setting(tmp_path: Path, name: str) -> None:
    assert f"Set MELLANSTEG_{name}:" in refusal(production(tmp_path, **{name: None}))


def test_invented_languages_are_for_tests(tmp_path: Path) -> None:
    assert "MELLANSTEG_PSEUDO_LOCALES" in refusal(production(tmp_path, PSEUDO_LOCALES="1"))


@pytest.mark.parametrize("name", ["KEYS_DIR", "BOX_KEYS_DIR"])
@pytest.mark.parametrize("inside", ["db", "db/keys", "db/../db/keys"])
@pytest.mark.parametrize("kind", [environment, production])
def test_no_key_lies_beside_the_database(tmp_path: Path, name: str, inside: str, kind: type) -> None:
    assert "lies inside the database folder" in refusal(kind(tmp_path, **{name: f"{tmp_path}/{inside}"}))


def test_a_link_into_the_database_folder_is_inside_it(tmp_path: Path) -> None:
    (tmp_path / "db" / "keys").mkdir(parents=True)
    (tmp_path / "keys").symlink_to(tmp_path / "db" / "keys")
    assert "lies inside the database folder" in refusal(environment(tmp_path))


@pytest.mark.parametrize("name", ["keys", "box-keys"])
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o722, 0o777])
def test_nobody_else_may_write_keys(tmp_path: Path, name: str, mode: int) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name).chmod(mode)
    assert "can be written by others" in refusal(environment(tmp_path))
    (tmp_path / name).chmod(0o700)
    Settings.from_environment(environment(tmp_path))


@pytest.mark.parametrize("mode", [0o740, 0o710, 0o704, 0o701])
def test_nobody_else_may_look_among_the_box_keys(tmp_path: Path, mode: int) -> None:
    (tmp_path / "box-keys").mkdir()
    (tmp_path / "box-keys").chmod(mode)
    assert (
        refusal(environment(tmp_path))
        == f"MELLANSTEG_BOX_KEYS_DIR ({tmp_path}/box-keys) can be read by others. Run: chmod 700 {tmp_path}/box-keys"
    )


def test_the_folders_of_two_users_are_taken_as_the_guide_makes_them(tmp_path: Path) -> None:
    """The keys can be read by the group and the messages written by it; the box keys are the worker's alone."""
    made = re.findall(r"install -d -o (\S+) -g mellansteg -m (\d+) /srv/mellansteg/(\S+)$", GUIDE.read_text(), re.MULTILINE)
    for _, mode, name in made:
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(int(mode, 8))
    assert [(owner, name) for owner, _, name in made] == [
        ("mellansteg", "keys"),
        ("mellansteg", "messages"),
        ("mellansteg-box", "box-keys"),
    ]
    folders = {f"{name.upper().replace('-', '_')}_DIR": str(tmp_path / name) for _, _, name in made}
    Settings.from_environment(production(tmp_path, DATABASE_URL="postgresql+psycopg://a@b/c", **folders)).prepare()


def test_a_key_folder_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    assert "is not a folder" in refusal(environment(tmp_path))


def test_the_box_keys_have_a_folder_of_their_own(tmp_path: Path) -> None:
    assert "must be two folders" in refusal(environment(tmp_path, BOX_KEYS_DIR=str(tmp_path / "keys")))


@pytest.mark.parametrize(("inner", "outer"), list(permutations(OWN, 2)), ids=str)
@pytest.mark.parametrize("kind", [environment, production])
def test_no_folder_lies_in_another(tmp_path: Path, inner: str, outer: str, kind: type) -> None:
    """Whoever copies the keys as they are told must not come to copy the box keys."""
    said = refusal(kind(tmp_path, **{outer: f"{tmp_path}/own", inner: f"{tmp_path}/own/deep/inside"}))
    assert f"MELLANSTEG_{inner} " in said
    assert f"MELLANSTEG_{outer} " in said


def test_a_link_to_another_folder_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "keys" / "boxes").mkdir(parents=True)
    (tmp_path / "box-keys").symlink_to(tmp_path / "keys" / "boxes")
    assert "MELLANSTEG_BOX_KEYS_DIR" in refusal(environment(tmp_path))


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("kind", [environment, production])
def test_the_database_lies_in_no_other_folder(tmp_path: Path, name: str, kind: type) -> None:
    said = refusal(kind(tmp_path, **{name: f"{tmp_path}/own", "DATABASE_URL": f"sqlite:///{tmp_path}/own/db/a.sqlite"}))
    assert f"MELLANSTEG_DATABASE_URL ({tmp_path}/own/db) lies in MELLANSTEG_{name} " in said


def test_messages_do_not_lie_beside_the_database(tmp_path: Path) -> None:
    said = refusal(environment(tmp_path, MESSAGES_DIR=f"{tmp_path}/db/messages"))
    assert f"MELLANSTEG_MESSAGES_DIR ({tmp_path}/db/messages) lies in MELLANSTEG_DATABASE_URL " in said


def test_other_databases_are_refused_with_a_sentence(tmp_path: Path) -> None:
    assert "MELLANSTEG_DATABASE_URL must begin with sqlite:///" in refusal(environment(tmp_path, DATABASE_URL="mysql://a@b/c"))


@pytest.mark.parametrize("name", ["KEYS_DIR", "MESSAGES_DIR"])
def test_in_production_a_missing_folder_is_not_made(tmp_path: Path, name: str) -> None:
    """It may lie on a disk that is not there."""
    settings = Settings.from_environment(production(tmp_path))
    for folder in (settings.keys_dir, settings.messages_dir):
        folder.mkdir(mode=0o700)
    settings.prepare()
    (tmp_path / name.lower()).rmdir()
    with pytest.raises(SettingsError, match=f"MELLANSTEG_{name} .* is not there"):
        settings.prepare()
    assert not (tmp_path / name.lower()).exists()


def test_only_the_worker_asks_for_the_box_keys(tmp_path: Path) -> None:
    settings = Settings.from_environment(production(tmp_path))
    with pytest.raises(SettingsError, match=r"MELLANSTEG_BOX_KEYS_DIR .* is not there"):
        settings.check_worker()
    settings.box_keys_dir.mkdir(mode=0o700)
    settings.check_worker()


def test_the_worker_owns_the_box_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.from_environment(production(tmp_path))
    settings.box_keys_dir.mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: settings.box_keys_dir.stat().st_uid + 1)
    with pytest.raises(SettingsError, match=r"MELLANSTEG_BOX_KEYS_DIR .* belongs to another user"):
        settings.check_worker()


def test_folders_are_made_closed_to_others(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        settings = Settings.from_environment(environment(tmp_path))
        settings.prepare()
    finally:
        os.umask(before)
    assert {
        folder: (folder.stat().st_mode & 0o777)
        for folder in (settings.keys_dir, settings.box_keys_dir, settings.messages_dir, tmp_path / "db")
    } == {
        settings.keys_dir: 0o700,
        settings.box_keys_dir: 0o700,
        settings.messages_dir: 0o700,
        tmp_path / "db": 0o700,
    }


def test_the_number_on_every_page_can_be_called(tmp_path: Path) -> None:
    assert "MELLANSTEG_PHONE=växeln is no phone number." in refusal(environment(tmp_path, PHONE="växeln"))


def test_a_secret_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(SettingsError, match="METRICS_TOKEN is too short"):
        Settings.from_environment({"MELLANSTEG_METRICS_TOKEN": "kort"})
