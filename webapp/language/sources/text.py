"""One Swedish text and its place in the source."""

from typing import NamedTuple

#: Texts whose context begins so are for staff, who have Swedish and English.
STAFF = ("staff.", "desk.", "messages.staff_")


class ExtractionError(Exception):
    """A text that cannot be collected; the words name file and line."""


class Text(NamedTuple):
    """One text as it stands in the source."""

    context: str
    text: str
    #: The plural, for a text that goes with a number.
    many: str | None
    #: File below the project's root, with forward slashes.
    file: str
    line: int
    #: Wording that somebody else owns: neither judged nor changed by us.
    official: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """How catalogues know it."""
        return self.context, self.text

    @property
    def for_staff(self) -> bool:
        """Whether only staff meet it."""
        return self.context.startswith(STAFF)


#: How many texts follow the context in a call: `t("place", "words")`, `tn("place", "one", "many", n)`.
SPEAKERS = {"t": 1, "tn": 2, "lazy": 1}


def spoken(arguments: list[str | None], name: str, file: str, line: int) -> Text:
    """The text of one call; None stands for an argument that is not a literal string."""
    wanted = arguments[: SPEAKERS[name] + 1]
    if len(wanted) <= SPEAKERS[name] or None in wanted:
        raise ExtractionError(f"{file}, rad {line}: {name}(...) behöver sammanhang och text som vanliga strängar.")
    context, text, *many = map(str, wanted)
    return Text(context, text, many[0] if many else None, file, line)
