"""The search of the site, as a reader types into it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from apiref.new import new_site
from apiref.site import build
from tests.browser.serving import served
from tests.browser.visits import NARROW, Visits
from tests.pages.specs import PETSTORE

pytestmark = pytest.mark.xdist_group("browser")

RESULT = ".md-search-result__link"
NAMED = f"{RESULT}:has(code)"
LANDINGS = {
    "repeatable_fields": "create/transcription/#createtranscriptiontask-body-repeatable_fields",
    "repeatable": "create/transcription/#createtranscriptiontask-body-repeatable_fields",
    "callback_succeeded": "task/#schema-task-callback_succeeded",
    "409": "errors/#error-409",
    "immediate": "create/buy-product/#createbuyproducttask-body-urgency-immediate",
    "transcription urgency": "create/transcription/#createtranscriptiontask-body-urgency",
    "scale-callback-auth": "callbacks/"
    "#callback-createtranscriptiontask-transcriptiontaskcompleted-header-scale-callback-auth",
    "retry-after": "create/buy-product/#createbuyproducttask-429-header-retry-after",
    "city": "create/buy-product/#createbuyproducttask-body-shipping_address-city",
    "cancel a task": "tasks/cancel/#canceltask",
    "Cancel a Task": "tasks/cancel/#canceltask",
}


def test_a_search_lands_on_what_was_sought(visits: Visits) -> None:
    page = visits.arrive()
    for words, landing in LANDINGS.items():
        page.goto(visits.site + "tasks/list/")
        _search(page, words)
        page.keyboard.press("Enter")
        page.wait_for_url(visits.site + landing)
        anchor = page.evaluate("location.hash.slice(1)")
        expect(page.locator(f"[id='{anchor}']")).to_be_in_viewport()
    assert visits.problems == []


def test_the_field_of_a_request_ranks_above_that_of_a_callback(visits: Visits) -> None:
    page = visits.open("")
    _search(page, "repeatable_fields")
    found = [link.get_attribute("href") or "" for link in page.locator(NAMED).all()]
    kinds = ["callback" in one.partition("#")[2] for one in found]
    assert any(kinds)
    assert sorted(kinds) == kinds


def test_words_of_the_prose_are_found(visits: Visits) -> None:
    page = visits.open("")
    _search(page, "password is empty")
    assert "authentication/" in (page.locator(RESULT).first.get_attribute("href") or "")


def test_nothing_is_found_where_nothing_is(visits: Visits) -> None:
    page = visits.open("")
    for words in ("zzz", "__proto__", "ü", "<zzz>"):
        page.locator(".md-search__input").fill(words)
        expect(page.locator(".md-search-result__meta")).to_have_text("No results")
    for words in ("", "  ", "\\", "()", "$ . _"):
        page.locator(".md-search__input").fill(words)
        expect(page.locator(".md-search-result__meta")).to_contain_text("Type a field")
    assert visits.problems == []


def test_a_search_in_the_address_is_followed(visits: Visits) -> None:
    page = visits.open("?q=urgency")
    expect(page.locator(RESULT).first).to_contain_text("urgency")


def test_the_page_of_everything_is_not_searched(visits: Visits) -> None:
    page = visits.open("")
    _search(page, "urgency")
    assert page.locator(f"{RESULT}[href*='everything']").count() == 0


def test_results_are_walked_and_the_search_is_left_by_keyboard(visits: Visits) -> None:
    page = visits.open("")
    page.keyboard.press("/")
    page.keyboard.type("urgency")
    expect(page.locator(RESULT).first).to_be_visible()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator(RESULT).first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(RESULT).first).to_be_hidden()


def test_a_result_on_the_same_page_closes_the_search(visits: Visits) -> None:
    page = visits.open("create/buy-product/", NARROW)
    page.get_by_role("button", name="Search").click()
    _search(page, "shipping_address city")
    page.locator(RESULT).first.click()
    expect(page.locator("#createbuyproducttask-body-shipping_address-city")).to_be_in_viewport()
    expect(page.locator(RESULT).first).to_be_hidden()


@pytest.mark.parametrize("directory_urls", [True, False])
def test_a_page_of_any_name_is_landed_on(
    tmp_path: Path, chromium: Browser, *, directory_urls: bool
) -> None:
    new_site(tmp_path / "site", str(PETSTORE), "tag")
    pages = {"my page": "kettle", "C#": "saucepan", "\N{CJK UNIFIED IDEOGRAPH-65E5}": "ladle"}
    for name, word in pages.items():
        tmp_path.joinpath("site/docs", f"{name}.md").write_text(f"About a {word}.\n", "utf-8")
    with tmp_path.joinpath("site/mkdocs.yml").open("a") as settings:
        settings.write(f"use_directory_urls: {directory_urls}\n")
    with (
        served(build(tmp_path / "site/mkdocs.yml")) as address,
        Visits.to(address, chromium) as visits,
    ):
        for word in pages.values():
            page = visits.open("" if directory_urls else "index.html")
            _search(page, word)
            page.keyboard.press("Enter")
            expect(page.locator("article")).to_contain_text(f"About a {word}.")
        assert visits.problems == []


def _search(page: Page, words: str) -> None:
    page.locator(".md-search__input").press_sequentially(words)
    expect(page.locator(RESULT).first).to_be_visible()
