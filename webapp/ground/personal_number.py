"""Swedish personal numbers, which are kept nowhere here: told apart from telephone numbers, so that they can be refused."""

import re

_LIKE_ONE = re.compile(r"(?<![\d+])(?P<century>19|20)?(?P<born>\d{6})(?P<between>[-+ ]?)\d{4}(?!\d)")
#: The day of a co-ordination number is 60 more.
_COORDINATION = 60


def personal_number_in(text: str) -> bool:
    """Whether something in the text reads as a personal number or a co-ordination number."""
    return any(_is_a_day(found["born"]) for found in _LIKE_ONE.finditer(text))


def personal_number_instead_of_phone(text: str) -> bool:
    """The same where a telephone number is expected: `0701740612` is a mobile number, `070174-0612` is not how one is written."""
    return any(
        _is_a_day(found["born"]) and not _written_as_mobile(found["century"], found["born"], found["between"])
        for found in _LIKE_ONE.finditer(text)
    )


def _written_as_mobile(century: str | None, born: str, between: str) -> bool:
    return century is None and born.startswith("07") and between in {"", " "}


def _is_a_day(born: str) -> bool:
    month, day = int(born[2:4]), int(born[4:6])
    return 1 <= month <= 12 and 1 <= (day - _COORDINATION if day > _COORDINATION else day) <= 31
