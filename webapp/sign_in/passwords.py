"""Passwords: which are refused, and how they are kept. No rules of composition; what is known or easily guessed is refused."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from webapp.language import LazyText, lazy
from webapp.sign_in.values import LONGEST_PASSWORD, SHORTEST_PASSWORD

#: Argon2id, more than OWASP asks for: 19 MiB and two passes.
HASHER = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
#: So many at a time in one process, since each takes 32 MiB; and so long one waits for its turn.
AT_A_TIME, PATIENCE = 2, 10.0
_turns = BoundedSemaphore(AT_A_TIME)
#: zxcvbn says from 0 to 4 how hard it is to guess. Below 3 it is fewer than a hundred million guesses.
HARD_ENOUGH = 3
#: It reads so much; what comes after only makes it harder.
READ = 72

TOO_SHORT = lazy("staff.password.short", "Lösenordet är för kort. Skriv minst {least} tecken.", least=SHORTEST_PASSWORD)
TOO_LONG = lazy("staff.password.long", "Lösenordet är för långt. Skriv högst {most} tecken.", most=LONGEST_PASSWORD)
KNOWN = lazy("staff.password.known", "Det lösenordet är känt av många. Välj ett annat, till exempel fyra ord som inte hör ihop.")
GUESSED = lazy("staff.password.guessed", "Det lösenordet är lätt att gissa. Välj ett annat, till exempel fyra ord som inte hör ihop.")


class Busy(Exception):
    """So many passwords are tried at this moment that there is no room for one more."""


def refusal(password: str, *, about: tuple[str, ...] = ()) -> LazyText | None:
    """Why it cannot be chosen, or None. `about` is what others know of the person: her name, her address."""
    written = _written(password)
    if len(written) < SHORTEST_PASSWORD:
        return TOO_SHORT
    if len(written) > LONGEST_PASSWORD:
        return TOO_LONG
    if written.lower() in _known():
        return KNOWN
    return None if zxcvbn(written[:READ], user_inputs=[*about, "mellansteg"])["score"] >= HARD_ENOUGH else GUESSED


def kept(password: str) -> str:
    """What is stored of it. Raises Busy."""
    with _turn():
        return HASHER.hash(_written(password))


def fits(stored: str | None, password: str) -> bool:
    """Whether it is this one. Without a stored one it takes as long, and never is. Raises Busy."""
    with _turn():
        try:
            HASHER.verify(stored or _nobodys(), _written(password)[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def _written(password: str) -> str:
    """The same letters are the same password on every keyboard."""
    return unicodedata.normalize("NFC", password)


@cache
def _known() -> frozenset[str]:
    """The lists of leaked passwords and common words that zxcvbn brings: nothing is asked of anybody."""
    return frozenset(word for words in FREQUENCY_LISTS.values() for word in words)


@cache
def _nobodys() -> str:
    return HASHER.hash("nobody has this password")


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        _turns.release()
