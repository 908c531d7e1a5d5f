from pathlib import Path

import axe_playwright_python as axe
import pytest
from playwright.sync_api import Page

from tests.browser.visits import NARROW, WIDE, Scheme, Visits

pytestmark = pytest.mark.xdist_group("browser")

# The schemes differ in values of custom properties alone, and only these rules look at a colour.
OF_COLOUR = ["color-contrast", "link-in-text-block"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_page_has_a_violation(
    visits: Visits, paths: tuple[str, ...], width: int, scheme: Scheme
) -> None:
    page = visits.arrive(width, scheme)
    found = {}
    rules = None if scheme == "light" else OF_COLOUR
    for path in paths:
        page.goto(visits.site + path)
        found[path] = violations(page, rules)
    assert {path: violations for path, violations in found.items() if violations} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_menu_has_no_violation(visits: Visits, scheme: Scheme) -> None:
    page = visits.open("create/buy-product/", NARROW, scheme)
    page.get_by_role("button", name="Menu").click()
    page.wait_for_timeout(500)
    assert violations(page) == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_open_search_has_no_violation(visits: Visits, width: int) -> None:
    page = visits.open("", width)
    if width == NARROW:
        page.get_by_role("button", name="Search").click()
    page.locator(".md-search__input").press_sequentially("urgency")
    page.locator(".md-search-result__item").first.wait_for()
    page.wait_for_timeout(500)
    assert violations(page) == []


def test_open_folds_have_no_violation(visits: Visits) -> None:
    page = visits.open("create/buy-product/")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_of_a_trial_has_no_violation(visits: Visits, scheme: Scheme) -> None:
    page = visits.open("create/buy-product/", scheme=scheme)
    page.locator(".ar-trial__open").first.click()
    page.locator(".ar-trial__dialog").wait_for()
    assert violations(page) == []


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """Give what axe-core finds, by these rules or by all, once the page has settled."""
    page.wait_for_load_state("networkidle")
    page.evaluate(Path(axe.__file__).with_name("axe.min.js").read_text("utf-8"))
    options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
    results = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {node['target']}"
        for violation in results["violations"]
        for node in violation["nodes"]
    ]
