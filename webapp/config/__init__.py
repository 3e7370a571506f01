"""Settings: everything that differs between one installation and the next, read once, refused when wrong."""

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from itertools import permutations
from pathlib import Path

import phonenumbers

from webapp.config import providers
from webapp.config.carriers import Carriers as Carriers
from webapp.config.faults import PREFIX as PREFIX
from webapp.config.faults import SettingsError as SettingsError
from webapp.config.providers import Provider as Provider

#: A secret shorter than this can be guessed.
SHORTEST_TOKEN = 32
DATABASES = ("sqlite:///", "postgresql+psycopg://")


class Mode(Enum):
    DEMO = "demo"
    DEVELOPMENT = "development"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Organisation:
    """Facts the privacy page is built from. None is shown as a draft, and refused in production."""

    controller: str | None = None
    contact: str | None = None
    data_protection_officer: str | None = None
    legal_basis: str | None = None
    retention: str | None = None
    #: What happens to drafts and answers that nobody else was shown.
    drafts: str | None = None
    phone: str | None = None

    def missing(self) -> list[str]:
        return [PREFIX + f.name.upper() for f in fields(self) if getattr(self, f.name) is None]


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation. Folders are absolute; `base_url` has no trailing slash."""

    mode: Mode
    base_url: str
    database_url: str
    keys_dir: Path
    box_keys_dir: Path
    messages_dir: Path
    organisation: Organisation
    carriers: Carriers = field(default_factory=Carriers)
    #: Where staff may sign in elsewhere.
    providers: tuple[Provider, ...] = ()
    pseudo_locales: bool = False
    #: What whoever reads /metrics must send. None: nobody can.
    metrics_token: str | None = None

    @property
    def secure(self) -> bool:
        """Whether visitors come over https, so that cookies can demand it."""
        return self.base_url.startswith("https://")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None on a database server."""
        return Path(self.database_url.removeprefix("sqlite:///")) if self.database_url.startswith("sqlite:///") else None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read and check. Raises SettingsError with a sentence for the operator."""
        mode = _mode(environment)
        data = Path(environment.get(PREFIX + "DATA") or "data").absolute()
        settings = cls(
            mode=mode,
            base_url=_value(environment, "BASE_URL", mode, "http://127.0.0.1:8000").rstrip("/"),
            database_url=_value(environment, "DATABASE_URL", mode, f"sqlite:///{data / 'db' / 'mellansteg.sqlite'}"),
            keys_dir=Path(_value(environment, "KEYS_DIR", mode, str(data / "keys"))).absolute(),
            box_keys_dir=Path(_value(environment, "BOX_KEYS_DIR", mode, str(data / "box-keys"))).absolute(),
            messages_dir=Path(_value(environment, "MESSAGES_DIR", mode, str(data / "messages"))).absolute(),
            organisation=Organisation(**{f.name: environment.get(PREFIX + f.name.upper()) or None for f in fields(Organisation)}),
            carriers=Carriers.from_environment(environment),
            providers=providers.from_environment(environment),
            pseudo_locales=bool(environment.get(PREFIX + "PSEUDO_LOCALES")),
            metrics_token=environment.get(PREFIX + "METRICS_TOKEN") or None,
        )
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse what would be unsafe or untrue."""
        if not self.database_url.startswith(DATABASES):
            raise SettingsError(f"{PREFIX}DATABASE_URL must begin with {' or '.join(DATABASES)}.")
        if self.mode is Mode.PRODUCTION:
            self._check_production()
        if self.organisation.phone:
            _check_phone(self.organisation.phone)
        if self.metrics_token and len(self.metrics_token) < SHORTEST_TOKEN:
            raise SettingsError(f"{PREFIX}METRICS_TOKEN is too short to be a secret. Make one: openssl rand -hex 32")
        for name, folder in (("KEYS_DIR", self.keys_dir), ("BOX_KEYS_DIR", self.box_keys_dir)):
            _check_key_folder(PREFIX + name, folder, self.sqlite_path)
        _check_private(PREFIX + "BOX_KEYS_DIR", self.box_keys_dir)
        _check_apart({"KEYS_DIR": self.keys_dir, "BOX_KEYS_DIR": self.box_keys_dir, "MESSAGES_DIR": self.messages_dir}, self.sqlite_path)

    def _check_production(self) -> None:
        if not self.secure:
            raise SettingsError(f"{PREFIX}BASE_URL must begin with https:// in production.")
        if missing := self.organisation.missing():
            raise SettingsError(f"Set {', '.join(missing)}: the page about personal data may not be a draft in production.")
        if self.pseudo_locales:
            raise SettingsError(f"Unset {PREFIX}PSEUDO_LOCALES: invented languages are for tests.")

    def check_worker(self) -> None:
        """What only the process that opens boxes must hold to: the folder of box keys is there and its own."""
        if not self.box_keys_dir.is_dir():
            raise SettingsError(
                f"{PREFIX}BOX_KEYS_DIR ({self.box_keys_dir}) is not there. If it has been, mount or put back what it lies on. "
                f"If not, run as the worker's user: mkdir -m 700 {self.box_keys_dir}"
            )
        if self.box_keys_dir.stat().st_uid != os.geteuid():
            raise SettingsError(
                f"{PREFIX}BOX_KEYS_DIR ({self.box_keys_dir}) belongs to another user. The worker alone reads and destroys these keys: "
                "run it as the owner of the folder."
            )

    def prepare(self) -> None:
        """Make the folders that belong to this service, closed to others.

        In production the operator makes those of keys and messages: one that is missing may lie on a disk that is not there.
        """
        if self.sqlite_path:
            self.sqlite_path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if self.mode is Mode.PRODUCTION:
            for name, folder in (("KEYS_DIR", self.keys_dir), ("MESSAGES_DIR", self.messages_dir)):
                if not folder.is_dir():
                    raise SettingsError(
                        f"{PREFIX}{name} ({folder}) is not there. Put it back, or make it if it is new: mkdir -m 700 {folder}"
                    )
            return
        self.messages_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in (self.keys_dir, self.box_keys_dir):
            if not folder.exists():
                folder.mkdir(parents=True, mode=0o700)
                folder.chmod(0o700)
        self.check()


def _mode(environment: Mapping[str, str]) -> Mode:
    demo, production = environment.get(PREFIX + "DEMO"), environment.get(PREFIX + "PRODUCTION")
    if demo and production:
        raise SettingsError(f"{PREFIX}DEMO and {PREFIX}PRODUCTION are both set. Demo sign-ins never run in production: unset one.")
    return Mode.DEMO if demo else Mode.PRODUCTION if production else Mode.DEVELOPMENT


def _value(environment: Mapping[str, str], name: str, mode: Mode, default: str) -> str:
    value = environment.get(PREFIX + name)
    if not value and mode is Mode.PRODUCTION:
        raise SettingsError(f"Set {PREFIX}{name}: in production each has its own setting.")
    return value or default


def _check_phone(phone: str) -> None:
    """It stands on every page, to be called."""
    try:
        whole = phonenumbers.is_possible_number(phonenumbers.parse(phone, "SE"))
    except phonenumbers.NumberParseException:
        whole = False
    if not whole:
        raise SettingsError(f"{PREFIX}PHONE={phone} is no phone number. Write it like 08-465 004 00.")


def _check_key_folder(name: str, folder: Path, database: Path | None) -> None:
    """Keys lie outside the database folder and nobody else may write there."""
    if database and folder.resolve().is_relative_to(database.parent.resolve()):
        raise SettingsError(
            f"{name} ({folder}) lies inside the database folder. Move it out: a copy of the database must not hold its keys."
        )
    if not folder.exists():
        return
    if not folder.is_dir():
        raise SettingsError(f"{name} ({folder}) is not a folder.")
    if folder.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise SettingsError(f"{name} ({folder}) can be written by others. Run: chmod 700 {folder}")


def _check_apart(folders: Mapping[str, Path], database: Path | None) -> None:
    """A folder that is copied holds no other: whoever copies the keys must not come to copy the box keys."""
    if database:
        folders = {**folders, "DATABASE_URL": database.parent}
    for (name, folder), (around, other) in permutations(folders.items(), 2):
        if folder.resolve().is_relative_to(other.resolve()):
            raise SettingsError(
                f"{PREFIX}{name} ({folder}) lies in {PREFIX}{around} ({other}). They must be two folders beside each other: "
                "one is copied by itself, and the box keys are never copied."
            )


def _check_private(name: str, folder: Path) -> None:
    """Nobody but the owner may even look: whoever reads a box key while the box is open can read the answers."""
    if folder.is_dir() and folder.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"{name} ({folder}) can be read by others. Run: chmod 700 {folder}")
