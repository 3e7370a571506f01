"""What every page owes its reader. A visit reads each page it gets through these, so a fault is found wherever it stands."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from justhtml import Element

from tests.support.page import UNSEEN, Page, attribute, inside, words
from webapp.ground import locales

LOADS = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src", "object": "data", "use": "href"}
LANDS = {"", "tel", "mailto", "sms", "https", "otpauth"}


def faults(page: Page) -> list[str]:
    """Everything wrong with this page, in sentences. Empty when it is fit to be read."""
    checks = (_parsing, _language, _heading, _fields, _forms, _belonging, _origin, _inline, _names, _leftovers, _promises)
    return [fault for check in checks for fault in check(page)]


def _parsing(page: Page) -> Iterator[str]:
    yield from (f"The HTML is broken: {error}" for error in page.document.errors)
    twice = [name for name, times in Counter(attribute(e, "id") for e in page.all("[id]")).items() if times > 1]
    yield from (f"The id {name!r} stands twice" for name in twice)


def _language(page: Page) -> Iterator[str]:
    root = page.one("html")
    try:
        locale = locales.by_tag(attribute(root, "lang"))
    except KeyError:
        yield f"The page says lang={attribute(root, 'lang')!r}, which is none of our languages"
        return
    if attribute(root, "dir") != locale.direction:
        yield f"The page in {locale.id} says dir={attribute(root, 'dir')!r}"


def _heading(page: Page) -> Iterator[str]:
    headings, titles = page.texts("h1"), page.texts("title")
    if len(headings) != 1 or not headings[0]:
        yield f"There must be one h1 with words in it, and there is {headings}"
    elif len(page.all("head > title")) != 1 or headings[0] not in titles[0]:
        yield f"The title {titles} does not hold the h1 {headings[0]!r}"
    if page.status == 422 and not page.title.startswith(("Fel: ", "Error: ", "خطأ: ", "[")):
        yield f"The form was refused, and the title does not begin with that: {page.title!r}"
    levels = [int(h.name[1]) for h in page.all("h1, h2, h3, h4, h5, h6")]
    yield from (f"A heading of level {b} follows one of level {a}" for a, b in pairwise(levels) if b > a + 1)


def _fields(page: Page) -> Iterator[str]:
    for field in page.all("input, textarea, select"):
        kind = attribute(field, "type") or "text"
        if kind in UNSEEN:
            continue
        name = attribute(field, "name") or field.name
        if not page.label(field):
            yield f"The field {name!r} has no label"
        if not attribute(field, "name"):
            yield f"The field {page.label(field)!r} has no name"
        if kind == "radio" and (inside(field, "fieldset") is None or page.question(field) == page.label(field)):
            yield f"The choice {page.label(field)!r} stands in no fieldset with a legend"
        yield from (
            f"The field {name!r} has {unwanted}" for unwanted in ("placeholder", "required", "autofocus") if unwanted in field.attrs
        )


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        action, method = attribute(form, "action"), attribute(form, "method").lower() or "get"
        if method not in {"get", "post"}:
            yield f"A form is sent by {method!r}"
        if "action" in form.attrs and not (action.startswith("/") and not action.startswith("//")):
            yield f"A form is sent to {action!r}"
        if method == "post" and not [f for f in form.query('input[name="csrf_token"]') if isinstance(f, Element) and attribute(f, "value")]:
            yield f"The form to {action!r} has no CSRF token"
        elsewhere = page.all(f'button[form="{attribute(form, "id")}"]:not(.unseen)') if attribute(form, "id") else []
        if not form.query("button, input[type=submit]") and not elsewhere:
            yield f"The form to {action!r} has no button"


def _belonging(page: Page) -> Iterator[str]:
    forms = {attribute(form, "id") for form in page.all("form[id]")}
    yield from (f"{words(e)!r} belongs to no form" for e in page.all("[form]") if attribute(e, "form") not in forms)


def _origin(page: Page) -> Iterator[str]:
    for name, where in LOADS.items():
        for element in page.all(f"{name}[{where}]"):
            goal = urlsplit(attribute(element, where))
            if goal.scheme or goal.netloc:
                yield f"<{name}> loads from {goal.geturl()!r}"
    for link in page.all("a[href]"):
        goal = urlsplit(attribute(link, "href"))
        if goal.scheme not in LANDS or (goal.netloc and goal.scheme not in {"https", "otpauth"}):
            yield f"A link leads to {goal.geturl()!r}"


def _inline(page: Page) -> Iterator[str]:
    yield from ("There is a <style> in the page" for _ in page.all("style"))
    yield from ("There is a script in the page" for script in page.all("script") if not attribute(script, "src"))
    for element in page.all("*"):
        yield from (f"<{element.name}> has {name}" for name in element.attrs if name == "style" or name.startswith("on"))


def _names(page: Page) -> Iterator[str]:
    for element in page.all("a[href], button"):
        if not (words(element) or attribute(element, "aria-label") or element.query("img[alt], svg title")):
            yield f"<{element.name}> to {attribute(element, 'href')!r} has no words"
    yield from ("A picture has no alt" for picture in page.all("img") if "alt" not in picture.attrs)
    goals: dict[str, set[str]] = {}
    for link in page.all("a[href]"):
        goals.setdefault(attribute(link, "aria-label") or words(link), set()).add(attribute(link, "href"))
    yield from (f"{text!r} leads to different places: {sorted(where)}" for text, where in goals.items() if len(where) > 1)


def _leftovers(page: Page) -> Iterator[str]:
    for found in re.findall(r"\{\{|\}\}|\{%|\{[a-z_]+\}|%\([a-z_]+\)s|\bNone\b|Undefined|<bound method", page.text):
        yield f"{found!r} was left in the text"


def _promises(page: Page) -> Iterator[str]:
    headers = page.response.headers
    if not headers.get("Content-Security-Policy", "").startswith("default-src 'none'") or "unsafe-" in headers["Content-Security-Policy"]:
        yield "The content security policy does not begin with default-src 'none', or lets something inline in"
    for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer")):
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)!r}"
