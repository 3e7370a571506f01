"""A message becomes a file: what is used until there is a real carrier, and in the demo."""

import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from webapp.ground.locales import SV
from webapp.messages.carriers.outcome import Outcome
from webapp.messages.speech import Spoken


def carry(folder: Path, message: Spoken, at: datetime) -> Outcome:
    """Lay the message in a folder as a file of its own, readable by us alone, there whole or not at all."""
    name = f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"
    draft = folder / f".{name}"
    content = {"to": message.to, "text": message.text, "at": at.isoformat(), "locale": message.locale}
    if message.subject:
        content["subject"] = message.subject
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(folder / f"{name}.json")
    except OSError:
        draft.unlink(missing_ok=True)
        return Outcome.LATER
    return Outcome.SENT


@dataclass(frozen=True, slots=True)
class Laid:
    """A message that lies in the folder, as whoever gets it reads it."""

    at: datetime
    message: Spoken


def newest(folder: Path, most: int) -> list[Laid]:
    """The messages that were laid there last, newest first."""
    paths = sorted(folder.glob("*.json"), reverse=True)[:most]
    return sorted((_read(path) for path in paths), key=lambda laid: laid.at, reverse=True)


def _read(path: Path) -> Laid:
    content = json.loads(path.read_text("utf-8"))
    message = Spoken(content["to"], content["text"], content.get("subject"), content.get("locale", SV.id))
    return Laid(datetime.fromisoformat(content["at"]), message)
