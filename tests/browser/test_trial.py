from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from apiref.bundled import contract_path
from apiref.sandbox import create_app, running
from apiref.spec import load
from tests.browser.visits import Visits

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[str]:
    with running(create_app(load(contract_path()))) as base_url:
        yield base_url


def test_a_request_is_edited_and_sent(visits: Visits, sandbox: str) -> None:
    page = visits.open("create/buy-product/")
    dialog = _open(page, sandbox, "test_sandbox")
    dialog.get_by_role("button", name="Reference book").click()
    body = dialog.get_by_label("Body")
    body.fill(body.input_value().replace("from any seller", "from this seller"))
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("200 OK in")
    expect(dialog).to_contain_text("The new task.")
    expect(dialog.locator("pre").first).to_contain_text("from this seller")
    assert [url for url in visits.problems if not url.startswith(sandbox)] == []


def test_an_error_is_told_with_what_the_contract_says_of_it(visits: Visits, sandbox: str) -> None:
    page = visits.open("tasks/list/")
    dialog = _open(page, sandbox, "no_such_key")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("401 Unauthorized in")
    expect(dialog).to_contain_text("There is no API key in the request")


def test_parameters_are_sent_in_their_places(visits: Visits, sandbox: str) -> None:
    page = visits.open("tasks/list/")
    dialog = _open(page, sandbox, "live_neighbour")
    dialog.get_by_label("limit").fill("7")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog.locator("pre").first).to_contain_text('"limit": 7')
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.goto(visits.site + "tasks/retrieve/")
    dialog = _open(page, sandbox, "live_neighbour")
    dialog.get_by_label("task_id").fill("a/b c")
    with page.expect_request(sandbox + "/task/a%2Fb%20c"):
        dialog.get_by_role("button", name="Send").click()


def test_a_server_that_does_not_answer_is_told(visits: Visits) -> None:
    page = visits.open("tasks/list/")
    dialog = _open(page, "http://127.0.0.1:9/v1", "test_sandbox")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("No answer that this page may read.")
    expect(dialog.get_by_role("button", name="Send")).to_be_enabled()


def test_the_key_is_kept_nowhere(visits: Visits, sandbox: str) -> None:
    page = visits.open("tasks/list/")
    dialog = _open(page, sandbox, "test_sandbox")
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("200 OK in")
    kept = "JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])"
    assert "test_sandbox" not in page.evaluate(kept)
    page.reload()
    page.locator(".ar-trial__open").first.click()
    expect(page.get_by_role("dialog").get_by_label("API key")).to_have_value("")


def _open(page: Page, server: str, key: str) -> Locator:
    page.locator(".ar-trial__open").first.click()
    dialog = page.locator(".ar-trial__dialog")
    dialog.get_by_label("Server").fill(server)
    dialog.get_by_label("API key").fill(key)
    return dialog
