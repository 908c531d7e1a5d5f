from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from apiref.bundled import contract_path
from apiref.new import new_site
from apiref.request import requests_from_operation
from apiref.request.credentials import Secret
from apiref.samples._request import header_texts, url_text
from apiref.sandbox import create_app, running
from apiref.site import build
from apiref.spec import load
from tests.browser.serving import served
from tests.browser.visits import Visits
from tests.samples.echo_server import echo_server

pytestmark = pytest.mark.xdist_group("browser")

SHAPES = Path(__file__).with_name("trial.yaml")


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


@pytest.fixture(scope="module")
def shapes(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Give the page of a document whose parameters have every style."""
    project = tmp_path_factory.mktemp("shapes") / "site"
    new_site(project, str(SHAPES), pages="tag")
    with served(build(project / "mkdocs.yml")) as site, Visits.to(site, chromium) as visits:
        yield visits.open("operations/operations/")


@pytest.mark.parametrize("operation_id", ["simple", "label", "matrix", "query", "headers"])
def test_what_is_sent_is_what_the_sample_sends(shapes: Page, operation_id: str) -> None:
    operation = load(SHAPES).operation(operation_id)
    with echo_server() as echo:
        [sample] = requests_from_operation(operation, echo.base_url, Secret("k y")).values()
        dialog = _opened(shapes, operation_id, echo.base_url)
        if operation.security:
            dialog.get_by_label("API key").fill("k y")
        _send(dialog)
        [arrived] = [one for one in echo.arrived if one.method == "GET"]
    assert echo.base_url + arrived.target == "".join(map(str, url_text(sample)))
    for name, value in header_texts(sample).items():
        assert arrived.header(name) == "".join(
            one.text if isinstance(one, Secret) else one for one in value
        )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("[3]", "spread=3"), ('{"a": 1}', "a=1"), ("a,b", "spread=a%2Cb"), ("[a", "spread=%5Ba")],
)
def test_an_array_is_typed_as_json_and_what_is_none_is_text(
    shapes: Page, typed: str, expected: str
) -> None:
    with echo_server() as echo:
        dialog = _opened(shapes, "query", echo.base_url)
        for field in dialog.locator("label input:not([name])").all():
            field.fill("")
        dialog.get_by_label("spread").fill(typed)
        _send(dialog)
        assert [one.target for one in echo.arrived] == [f"/query?{expected}"]


def test_what_a_page_cannot_send_is_told_and_not_sent(shapes: Page) -> None:
    with echo_server() as echo:
        dialog = _opened(shapes, "unsent", echo.base_url)
        expect(dialog).to_contain_text(
            "A page cannot send HTTP Digest or a client certificate or a key in the cookie session"
            " or the cookie theme."
        )
        expect(dialog.get_by_label("API key")).to_have_count(0)
        _send(dialog)
        assert [one.header("Authorization") for one in echo.arrived] == [None]


def _opened(page: Page, operation_id: str, server: str) -> Locator:
    """Open the trial of an operation on the page of shapes."""
    page.reload()
    number = [one.id for one in load(SHAPES).operations].index(operation_id)
    page.locator(".ar-trial__open").nth(number).click()
    dialog = page.locator(".ar-trial__dialog")
    dialog.get_by_label("Server").fill(server)
    return dialog


def _send(dialog: Locator) -> None:
    dialog.get_by_role("button", name="Send").click()
    expect(dialog).to_contain_text("200 OK in")


def _open(page: Page, server: str, key: str) -> Locator:
    page.locator(".ar-trial__open").first.click()
    dialog = page.locator(".ar-trial__dialog")
    dialog.get_by_label("Server").fill(server)
    dialog.get_by_label("API key").fill(key)
    return dialog
