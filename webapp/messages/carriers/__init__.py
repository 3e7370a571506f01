"""The ways a message leaves us. Each is one function that says how it went, and raises nothing that it can foresee."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import cast

from flask import current_app

from webapp.config import Settings
from webapp.messages.carriers import file, sms, smtp
from webapp.messages.carriers.outcome import Outcome as Outcome
from webapp.messages.speech import Spoken

#: Raises nothing that means "sent": a fault is an unclear outcome.
Carrier = Callable[[Spoken, datetime], Outcome]


def carrier() -> Carrier:
    """The carrier of this installation: by the address, and a file for what has no way out."""
    settings = cast(Settings, current_app.extensions["settings"])
    to_file = partial(file.carry, settings.messages_dir)
    mail, texts = settings.carriers.mail, settings.carriers.texts
    by_mail: Carrier = partial(smtp.carry, mail, settings.base_url) if mail else to_file
    by_text: Carrier = partial(sms.carry, texts) if texts else to_file
    return lambda message, at: (by_mail if "@" in message.to else by_text)(message, at)
