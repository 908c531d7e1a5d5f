"""What a visit costs and what it may do: its weight, and the policy that the site comes with."""

from functools import partial
from importlib import resources
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.browser.visits import Visits

pytestmark = pytest.mark.xdist_group("browser")

OPERATIONS = ("create/transcription/", "create/buy-product/", "tasks/list/")
LIMIT = 50_000  # bytes of a first visit
THEME = Path(str(resources.files("material"))) / "templates/assets/stylesheets"
SHEETS = {
    "main": next(THEME.glob("main.*.css")),
    "palette": next(THEME.glob("palette.*.css")),
    "apiref": Path(str(resources.files("apiref"))) / "assets/apiref.css",
}
# Every selector that takes effect, and whether an element is there that it may style in some state.
SELECTORS = r"""() => {
    const rules = (list) => [...list].flatMap((rule) =>
        rule.selectorText ? [rule] : rules(rule.cssRules ?? []));
    const matches = (selector) => {
        const states = /::?(before|after|hover|focus(-\w+)?|active|checked)/g;
        const lasting = selector.replace(states, "");
        try { return document.querySelector(lasting) !== null; } catch { return false; }
    };
    const all = [...document.styleSheets].flatMap((sheet) => rules(sheet.cssRules));
    const one = /(?:[^,()[\]"]|\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\]|"[^"]*")+/g;
    const selectors = all.flatMap((rule) => rule.selectorText.match(one).map((one) => one.trim()));
    return Object.fromEntries([...new Set(selectors)].map((one) => [one, matches(one)]));
}"""
REPORT = """addEventListener("securitypolicyviolation", (one) => {
    console.error(`${one.effectiveDirective} forbids ${one.blockedURI} ${one.sample}`);
})"""
ASIDE = (".svg",)


@pytest.mark.parametrize("path", OPERATIONS)
def test_a_first_visit_to_an_operation_is_light(visits: Visits, path: str) -> None:
    page = visits.open(path)
    page.wait_for_load_state("networkidle")
    counted = {url: size for url, size in _sizes(page).items() if not url.endswith(ASIDE)}
    assert visits.site + "assets/apiref.css" in counted
    assert min(counted.values()) > 0
    assert sum(counted.values()) <= LIMIT, counted


def test_no_rule_is_taken_away_that_styles_something(
    visits: Visits, paths: tuple[str, ...]
) -> None:
    page = visits.arrive()
    for path in paths:
        page.goto(visits.site + path)
        kept = set(page.evaluate(SELECTORS))
        for name, sheet in SHEETS.items():
            page.route(f"**/{name}*.css", partial(_answer, sheet))
        page.reload()
        selectors = page.evaluate(SELECTORS)
        page.unroute_all()
        assert len(selectors) > len(kept) > 500
        assert {one for one in selectors.keys() - kept if selectors[one]} == set()


def test_no_page_breaks_the_policy(
    visits: Visits, site_folder: Path, paths: tuple[str, ...]
) -> None:
    assert "unsafe" not in site_folder.joinpath("_headers").read_text()
    page = visits.arrive()
    page.add_init_script(REPORT)
    for path in paths:
        page.goto(visits.site + path)
        page.wait_for_load_state("networkidle")
        for button in page.locator(".ar-trial__open").all()[:1]:
            button.click()
            page.locator(".ar-trial__dialog").wait_for()
    assert visits.problems == []


def test_a_script_that_the_site_did_not_have_does_not_run(visits: Visits) -> None:
    page = visits.open("")
    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "document.title = 'ran'";
        document.body.append(script);
    }""")
    assert page.title() != "ran"
    assert "script-src" in visits.problems[0]


def test_a_page_without_a_search_loads_none_of_it(visits: Visits) -> None:
    page = visits.open("create/transcription/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in _sizes(page) if "search" in url]


def _answer(sheet: Path, route: Route) -> None:
    route.fulfill(path=sheet)


def _sizes(page: Page) -> dict[str, int]:
    """Give what each address brought, as it came over the network: gzipped, without headers."""
    entries = "performance.getEntries().filter((one) => 'encodedBodySize' in one)"
    sizes: dict[str, int] = page.evaluate(
        f"Object.fromEntries({entries}.map((one) => [one.name, one.encodedBodySize]))"
    )
    return sizes
