"""The ways a message leaves us. Each is one function that says how it went."""

import json
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import partial
from pathlib import Path
from typing import cast

from flask import current_app

from webapp.config import Settings
from webapp.messages.speech import Spoken


class Outcome(Enum):
    """How a try went. Only `later` may be tried again."""

    SENT = "sent"
    FAILED = "failed"
    LATER = "later"
    UNKNOWN = "unknown"


#: Raises nothing that means "sent": a fault is an unclear outcome.
Carrier = Callable[[Spoken, datetime], Outcome]


def file_carrier(folder: Path, message: Spoken, at: datetime) -> Outcome:
    """Lay the message in a folder as a file of its own, readable by us alone, there whole or not at all."""
    name = f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(6)}"
    draft = folder / f".{name}"
    content = {"to": message.to, "text": message.text, "at": at.isoformat()}
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


def carrier() -> Carrier:
    """The carrier of this installation."""
    settings = cast(Settings, current_app.extensions["settings"])
    return partial(file_carrier, settings.messages_dir)
