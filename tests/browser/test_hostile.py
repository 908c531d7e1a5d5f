"""A contract that attacks its readers from every text field, in a browser without any policy."""

import json
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.serving import served
from tests.browser.visits import Visits
from tests.pages.parsed import html_of
from tests.pages.test_hostile import HOSTILE, PAGE, hostile_document

pytestmark = pytest.mark.xdist_group("browser")

SCRIPT = '<script src="assets/apiref.js"></script>'
ALARM = "window.alert = () => console.error('a script ran')"
# What a browser makes of the page, and not what its source looks like.
THREATS = """() => [...document.querySelectorAll("article *, dialog *")].filter((one) =>
    ["SCRIPT", "IFRAME", "IMG", "OBJECT", "EMBED", "BASE", "STYLE"].includes(one.tagName)
    || one.getAttributeNames().some((name) => name.startsWith("on") || name === "style")
    || ["javascript:", "data:", "vbscript:"].includes(one.protocol)).map((one) => one.outerHTML)"""


@pytest.fixture(params=list(HOSTILE.values()), ids=list(HOSTILE))
def visits(tmp_path: Path, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Visits]:
    """Serve a page of everything in a contract whose every text is hostile."""
    contract = tmp_path / "openapi.json"
    contract.write_text(json.dumps(hostile_document(request.param)))
    article = html_of(PAGE, spec=str(contract))
    head = "<!doctype html><meta charset=utf-8><title>Hostile</title>"
    tmp_path.joinpath("index.html").write_text(
        f"{head}<body><article>{article}</article>{SCRIPT}", "utf-8"
    )
    tmp_path.joinpath("_headers").write_text("/*\n")
    shutil.copytree(str(resources.files("apiref") / "assets"), tmp_path / "assets")
    with served(tmp_path) as site, Visits.to(site, chromium) as visits:
        yield visits


def test_nothing_of_a_contract_runs_or_expands(visits: Visits) -> None:
    page = visits.arrive()
    page.add_init_script(ALARM)
    page.goto(visits.site)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
    assert _threats(page) == []
    page.locator(".ar-trial__open").first.click()
    page.locator(".ar-trial__dialog").wait_for()
    assert _threats(page) == []
    assert str(7919 * 7) not in page.inner_text("body")
    page.wait_for_load_state("networkidle")
    assert [one for one in visits.problems if "favicon" not in one] == []


def _threats(page: Page) -> list[str]:
    threats: list[str] = page.evaluate(THREATS)
    return threats
