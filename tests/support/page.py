"""A page as a person reads it: headings, links, fields by their labels."""

import re
from dataclasses import dataclass
from functools import cached_property

from justhtml import Element, JustHTML
from werkzeug.test import TestResponse

#: Fields a person neither sees nor fills in.
UNSEEN = {"hidden", "submit", "button", "image", "reset"}
#: `a`, `[id]`, `a[href]`, `*`: most of what is looked for, and found without asking the library about every element again.
_PLAIN = re.compile(r"(\*|[a-z][a-z0-9]*)?(?:\[([a-z-]+)\])?")


def words(element: Element) -> str:
    """The text a person reads, one space between words."""
    return " ".join(element.to_text(separator="\n", strip=False, separator_blocks_only=True).split())


def attribute(element: Element, name: str) -> str:
    """The attribute, empty when it is not there or has no value."""
    return element.attrs.get(name) or ""


def inside(element: Element, name: str) -> Element | None:
    """The nearest element of that name around this one."""
    above = element.parent
    while above is not None and above.name != name:
        above = above.parent
    return above if isinstance(above, Element) else None


@dataclass(frozen=True)
class Page:
    """What came back from one address."""

    url: str
    response: TestResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @cached_property
    def html(self) -> str:
        return self.response.get_data(as_text=True)

    @cached_property
    def document(self) -> JustHTML:
        return JustHTML(self.html, sanitize=False, collect_errors=True, track_node_locations=True)

    @cached_property
    def _elements(self) -> list[Element]:
        return [found for found in self.document.root.query("*") if isinstance(found, Element)]

    def all(self, selector: str) -> list[Element]:
        plain = [_PLAIN.fullmatch(part.strip()) for part in selector.split(",")]
        if not all(plain):
            return [found for found in self.document.root.query(selector) if isinstance(found, Element)]
        wanted = [(part[1] or "*", part[2]) for part in plain if part]
        return [
            found for found in self._elements if any(name in {"*", found.name} and (not has or has in found.attrs) for name, has in wanted)
        ]

    def one(self, selector: str) -> Element:
        """The only element that matches."""
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector} on {self.url}\n{self.text}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [words(element) for element in self.all(selector)]

    @cached_property
    def text(self) -> str:
        return words(self.one("body"))

    @property
    def heading(self) -> str:
        return words(self.one("h1"))

    @property
    def title(self) -> str:
        return words(self.one("title"))

    def label(self, field: Element) -> str:
        """What stands beside a field: its label, or what is said to those who listen."""
        if said := attribute(field, "aria-label"):
            return said
        named = attribute(field, "aria-labelledby").split()
        if named:
            return " ".join(words(element) for name in named for element in self.all(f'[id="{name}"]'))
        own = attribute(field, "id")
        tied = [label for label in self.all("label") if own and attribute(label, "for") == own]
        around = inside(field, "label")
        return " ".join(words(label) for label in (tied or ([around] if around else [])))

    def question(self, field: Element) -> str:
        """The legend of the group a choice belongs to, or the label of a field that stands alone."""
        group = inside(field, "fieldset")
        legends = [child for child in group.query("legend") if isinstance(child, Element)] if group else []
        return words(legends[0]) if legends else self.label(field)

    def link(self, text: str) -> str:
        """Where the link with this text goes. Several links with one text must go to one place."""
        goals = {attribute(a, "href") for a in self.all("a[href]") if words(a) == text or attribute(a, "aria-label") == text}
        assert len(goals) == 1, f"{len(goals)} links say {text!r} on {self.url}; there are {self.texts('a')}"
        return goals.pop()
