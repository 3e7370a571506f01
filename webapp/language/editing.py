"""What editors do with catalogues: bring them up to date without losing a translator's words, and see what is left."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message

from webapp.language import po_file
from webapp.language.catalogue import Key, forms_of, key_of, messages
from webapp.language.sources.text import Text


def brought_up_to_date(old: Catalog, texts: Sequence[Text]) -> Catalog:
    """The catalogue for these texts. A changed Swedish keeps its old translation, marked unsure; a vanished one is retired, not dropped."""
    known = {key_of(message): message for message in (*old.obsolete.values(), *messages(old))}
    new = _empty_like(old)
    gone = {key: message for key, message in known.items() if key not in {text.key for text in texts}}
    for text in texts:
        _carry_over(new, text, known.get(text.key), gone)
    for key, message in gone.items():
        if any(forms_of(message)):
            new.obsolete[key[1], key[0]] = message
    return new


def unfinished(catalogue: Catalog, texts: Iterable[Text]) -> list[Text]:
    """The texts that nobody has translated, or not since the Swedish changed."""
    done = {key_of(message) for message in messages(catalogue) if not message.fuzzy and all(forms_of(message))}
    return [text for text in texts if text.key not in done]


class Stale(NamedTuple):
    """A translation whose Swedish has changed since."""

    key: Key
    before: str
    translation: str


def stale(catalogue: Catalog) -> list[Stale]:
    """Every translation to look at again."""
    return [Stale(key_of(message), *_before(message)) for message in messages(catalogue) if message.fuzzy]


def _carry_over(new: Catalog, text: Text, same: Message | None, gone: dict[Key, Message]) -> None:
    if same:
        po_file.add(new, text, _fitting(forms_of(same), text, new), same.flags, "".join(map(str, same.previous_id[:1])))
    elif near := _nearest(text, gone):
        before = gone[near].id
        po_file.add(new, text, _fitting(forms_of(gone[near]), text, new), {"fuzzy"}, before if isinstance(before, str) else before[0])
    else:
        po_file.add(new, text, ("",) * new.num_plurals if text.many else "")


def _nearest(text: Text, gone: dict[Key, Message]) -> Key | None:
    """The retired text of the same place that is most like this one."""
    same_place = [key for key, message in gone.items() if key[0] == text.context and any(forms_of(message))]
    return max(same_place, key=lambda key: SequenceMatcher(None, key[1], text.text).ratio(), default=None)


def _fitting(forms: tuple[str, ...], text: Text, new: Catalog) -> str | tuple[str, ...]:
    return (forms * new.num_plurals)[: new.num_plurals] if text.many else forms[0]


def _empty_like(old: Catalog) -> Catalog:
    new = Catalog(locale=old.locale, charset="utf-8", fuzzy=False)
    new.mime_headers = [("plural-forms", old.plural_forms)]
    return new


def _before(message: Message) -> tuple[str, str]:
    return "".join(map(str, message.previous_id[:1])), forms_of(message)[0]
