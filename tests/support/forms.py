"""A form as it was shown: only what stands on the page can be filled in and sent."""

from collections.abc import Mapping
from dataclasses import dataclass

from justhtml import Element
from werkzeug.datastructures import MultiDict

from tests.support.page import UNSEEN, Page, attribute, words

#: What is put in a field: text, the label or value of a choice, several of them, or whether a box is ticked.
Given = str | bool | list[str]


@dataclass(frozen=True)
class Form:
    """One form on one page, and the button that sends it."""

    page: Page
    element: Element
    button: Element

    @property
    def method(self) -> str:
        return (attribute(self.button, "formmethod") or attribute(self.element, "method") or "get").upper()

    @property
    def action(self) -> str:
        return attribute(self.button, "formaction") or attribute(self.element, "action") or self.page.url

    @property
    def fields(self) -> list[Element]:
        own = attribute(self.element, "id")
        every = self.page.all("input[name], textarea[name], select[name]")
        mine = [f for f in every if (attribute(f, "form") == own if "form" in f.attrs else _holds(self.element, f))]
        return [f for f in mine if "disabled" not in f.attrs]

    def filled(self, given: Mapping[str, Given]) -> MultiDict[str, str]:
        """What the browser would send after somebody put this in. Refuses fields and choices that are not on the page."""
        sent: MultiDict[str, str] = MultiDict()
        left = dict(given)
        for name, group in self._groups().items():
            key = next((key for key in given if self._means(key, name, group)), None)
            for value in _values(self.page, group, None if key is None else left.pop(key)):
                sent.add(name, value)
        assert not left, f"No field {sorted(left)} in the form on {self.page.url}; it has {self._asked()}"
        if name := attribute(self.button, "name"):
            sent.add(name, attribute(self.button, "value"))
        return sent

    def _groups(self) -> dict[str, list[Element]]:
        groups: dict[str, list[Element]] = {}
        for field in self.fields:
            if _kind(field) not in UNSEEN - {"hidden"}:
                groups.setdefault(attribute(field, "name"), []).append(field)
        return groups

    def _means(self, key: str, name: str, group: list[Element]) -> bool:
        if _kind(group[0]) == "hidden":
            return False
        return key in {name, self.page.question(group[0]), *(self.page.label(field) for field in group if _kind(field) != "radio")}

    def _asked(self) -> list[str]:
        return [f"{name}: {self.page.question(group[0])}" for name, group in self._groups().items() if _kind(group[0]) != "hidden"]


def form_with(page: Page, button: str | None) -> Form:
    """The form whose button says this, or the only form with a button inside `main`."""
    buttons = [b for b in page.all("button, input[type=submit]") if attribute(b, "type") not in {"button", "reset"}]
    if button is None:
        main = page.one("main")
        chosen = [b for b in buttons if _holds(main, b)]
    else:
        chosen = [b for b in buttons if button in {words(b), attribute(b, "value"), attribute(b, "aria-label")}]
    assert len(chosen) == 1, f"{len(chosen)} buttons say {button!r} on {page.url}; there are {[words(b) for b in buttons]}"
    around = [f for f in page.all("form") if _holds(f, chosen[0]) or attribute(chosen[0], "form") == attribute(f, "id") != ""]
    assert len(around) == 1, f"The button {button!r} on {page.url} sends no form."
    return Form(page, around[0], chosen[0])


def _holds(outer: Element, inner: Element) -> bool:
    above = inner.parent
    while above is not None and above is not outer:
        above = above.parent
    return above is outer


def _kind(field: Element) -> str:
    return (attribute(field, "type") or "text").lower() if field.name == "input" else str(field.name)


def _values(page: Page, group: list[Element], given: Given | None) -> list[str]:
    kind = _kind(group[0])
    if kind in {"radio", "checkbox"}:
        return _ticked(page, group, given)
    if kind == "select":
        return [_option(page, group[0], given)]
    shown = [words(f) if kind == "textarea" else attribute(f, "value") for f in group]
    if kind == "textarea":
        shown = [f.to_text(separator="", strip=False).removeprefix("\n") for f in group]
    if given is None:
        return shown
    assert isinstance(given, str), f"{attribute(group[0], 'name')} takes a text, not {given!r}"
    return [given]


def _ticked(page: Page, group: list[Element], given: Given | None) -> list[str]:
    """The values of the chosen radios or boxes. `True` and `False` are for a box that stands alone."""
    if given is None or isinstance(given, bool):
        chosen = [f for f in group if given or (given is None and "checked" in f.attrs)]
        return [attribute(f, "value") or "on" for f in chosen]
    wanted = [given] if isinstance(given, str) else given
    return [attribute(_choice(page, group, want), "value") or "on" for want in wanted]


def _choice(page: Page, group: list[Element], want: str) -> Element:
    found = [f for f in group if attribute(f, "value") == want] or [f for f in group if page.label(f) == want]
    assert len(found) == 1, f"No choice {want!r} on {page.url}; there are {[page.label(f) for f in group]}"
    return found[0]


def _option(page: Page, select: Element, given: Given | None) -> str:
    options = [o for o in select.query("option") if isinstance(o, Element)]
    if given is None:
        chosen = [o for o in options if "selected" in o.attrs] or options[:1]
    else:
        chosen = [o for o in options if given in {attribute(o, "value"), words(o)}]
    assert len(chosen) == 1, f"No choice {given!r} on {page.url}; there are {[words(o) for o in options]}"
    return attribute(chosen[0], "value") if "value" in chosen[0].attrs else words(chosen[0])
