"""There is always somebody to call."""

from dataclasses import replace

from flask import Flask

from tests.support.fixtures import both_databases
from tests.support.visit import Visit
from webapp.config import Settings

pytestmark = both_databases


def test_a_stranger_gets_the_organisations_number(app: Flask, visit: Visit) -> None:
    settings: Settings = app.extensions["settings"]
    app.extensions["settings"] = replace(settings, organisation=replace(settings.organisation, phone="08-465 004 01"))
    foot = visit.get("/hjalp-nu")
    assert foot.texts("footer .human") == ["Vill du prata med någon? Ring oss. 08-465 004 01"]
    assert [link.attrs["href"] for link in foot.all("footer .human a")] == ["tel:+46846500401"]


def test_without_a_number_the_foot_says_whom_to_call(visit: Visit) -> None:
    assert visit.get("/hjalp-nu").texts("footer .human") == ["Vill du prata med någon? Ring din kursledare eller din handläggare."]
