"""Whatever is put in a field or an address, the answer is a page of ours and never a fault."""

import re
import string
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.security.addresses import path, routes
from tests.security.conftest import House
from tests.support.fixtures import both_databases
from tests.support.page import Page, attribute
from tests.support.visit import Visit

pytestmark = both_databases

#: What has broken others: nothing, far too much, another script, markup, bytes that are no text, days and numbers beyond the calendar.
NASTY = (
    *("", " ", "\x00", "a\x00b", "\r\n", "\u202e\u200f", "\ufeff", "\U0001f600", "x" * 3000, "å" * 400, "0" * 40),
    *("<script>alert(1)</script>", "'; drop table participant; --", "{{ 7 * 7 }}", "{name}", "%s", "=cmd()", "../../etc", "//evil.example"),
    *("-1", "0", "99999999999999999999", "1e400", "NaN", "0000-00-00", "9999-12-31", "0001-01-01", "2027-02-30", "24:00", "25:61"),
    *("https://[", "https://x/\x00", "not-ready", "2-3", "5-4", "1-2-3", "sv-simple", "a@b.example", "+46701740605"),
    *("Kim; 070-1740605; sv\nx;y", ";;;;"),
)
VALUES = st.one_of(
    st.sampled_from(NASTY).map(str.encode),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(str.encode),
    st.binary(max_size=30),
    st.text(string.digits + "-:;., ", max_size=20).map(str.encode),
)
OFTEN = settings(max_examples=12, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
#: What a page of ours may answer.
EXPECTED = {200, 303, 400, 401, 403, 404, 409, 410, 413, 422, 429}


@dataclass(frozen=True)
class Form:
    """A form as it was shown: where it goes, and what it holds."""

    action: str
    fields: tuple[tuple[str, str], ...]


def forms_on(page: Page) -> Iterator[Form]:
    for form in page.all("form"):
        if attribute(form, "method").lower() == "post":
            fields = [e for kind in ("input", "textarea", "select", "button") for e in form.query(f"{kind}[name]")]
            held = {(attribute(e, "name"), attribute(e, "value")) for e in fields if hasattr(e, "attrs")}  # type: ignore[arg-type]
            yield Form(attribute(form, "action") or page.url, tuple(sorted(held)))


def every_form(house: House, visit: Visit) -> Iterable[Form]:
    """All forms this visitor can come to see, one of each kind."""
    found: dict[tuple[str, frozenset[str]], Form] = {}
    for name, rule in routes(house.app).items():
        if name.startswith("GET "):
            where = path(house.app, house.world, rule)
            answer = visit.client.get(where, base_url=visit.base_url)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found |= {(form.action, frozenset(dict(form.fields))): form for form in forms_on(Page(where, answer))}
    return found.values()


def sent(visit: Visit, form: Form, values: dict[str, bytes]) -> int:
    """The answer to a form whose fields were filled with bytes no browser would send."""
    token = dict(form.fields)["csrf_token"].encode()
    pairs = {**{name: value.encode() for name, value in form.fields}, **values, "csrf_token": token}
    body = b"&".join(quote(name).encode() + b"=" + quote(value).encode() for name, value in pairs.items())
    answer = visit.client.post(form.action, base_url=visit.base_url, data=body, content_type="application/x-www-form-urlencoded")
    assert b"<script>alert" not in answer.data
    return answer.status_code


def fuzz(visit: Visit, form: Form) -> None:
    names = [name for name, _ in form.fields if name != "csrf_token"]

    @OFTEN
    @given(values=st.fixed_dictionaries({}, optional=dict.fromkeys(names, VALUES)))
    def holds(values: dict[str, bytes]) -> None:
        assert sent(visit, form, values) in EXPECTED, f"{form.action} {values}"

    holds()


@pytest.mark.parametrize("who", ["stranger", "link", "phone", "leader", "fk"])
def test_no_form_can_break_the_service(house: House, who: str) -> None:
    visit = house.knocks(who)
    forms = sorted(every_form(house, visit), key=lambda form: (form.action in {"/klar", "/logga-ut"}, form.action, form.fields))
    assert forms
    for form in forms:
        fuzz(visit, form)


@pytest.mark.parametrize("who", ["phone", "leader"])
def test_no_address_can_break_the_service(house: House, who: str) -> None:
    visit = house.knocks(who)
    addresses = [rule.rule for name, rule in routes(house.app).items() if name.startswith("GET ")]

    @settings(OFTEN, max_examples=6)
    @given(part=VALUES, query=VALUES)
    def holds(part: bytes, query: bytes) -> None:
        asked = f"?{quote(query)}={quote(part)}&locale={quote(query)}&at={quote(part)}"
        for address in addresses:
            where = re.sub(r"<[^>]+>", quote(part, safe="").replace("\\", ""), address)
            assert visit.client.get(where + asked, base_url=visit.base_url).status_code < 500, where

    holds()
