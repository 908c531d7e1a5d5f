"""`apiref serve`: a change shows in the browser; one that is wrong leaves the site as it was."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import NARROW, Box, Visits
from tests.site.serve import PATIENCE, Project, serving
from tests.site.site_folder import copy_project

pytestmark = pytest.mark.xdist_group("browser")
TIMEOUT = PATIENCE * 1000  # milliseconds
OPERATION = "create/transcription/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("served")
    copy_project(folder)
    with serving(folder) as project:
        project.until_served()
        yield project


@pytest.fixture
def page(project: Project, chromium: Browser) -> Iterator[Page]:
    with Visits.to(project.url, chromium) as visits:
        yield visits.open(OPERATION)
        assert visits.problems == []


def test_a_changed_description_shows_without_a_reload(project: Project, page: Page) -> None:
    before = page.locator("h2.ar-title + div > p").nth(1).inner_text()
    sentence = before.split(".")[0]
    project.replace("openapi.yaml", sentence, "Zebras are described here")
    expect(page.locator("article")).to_contain_text("Zebras are described", timeout=TIMEOUT)
    for path in ("openapi.yaml", "openapi.json", f"{OPERATION.rstrip('/')}.md", "llms-full.txt"):
        project.until(lambda: "Zebras are described" in project.get(path))  # noqa: B023 -- called now
    project.replace("openapi.yaml", "Zebras are described here", sentence)
    expect(page.locator("article")).to_contain_text(sentence, timeout=TIMEOUT)


def test_a_changed_page_shows_and_no_other_is_built(project: Project, page: Page) -> None:
    project.replace("docs/create/transcription.md", "# ", "# Zebra ")
    expect(page.locator("h1")).to_contain_text("Zebra", timeout=TIMEOUT)
    project.replace("docs/create/transcription.md", "# Zebra ", "# ")
    expect(page.locator("h1")).not_to_contain_text("Zebra", timeout=TIMEOUT)


def test_a_broken_save_keeps_the_last_good_site(project: Project, page: Page) -> None:
    title = page.locator("h1").inner_text()
    project.replace("openapi.yaml", "openapi: 3.1.0", "openapi: [")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("not valid YAML", timeout=TIMEOUT)
    assert "not valid YAML" in project.said
    page.reload()
    assert page.locator("h1").inner_text() == title
    expect(notice).to_be_in_viewport(timeout=TIMEOUT)
    project.replace("openapi.yaml", "openapi: [", "openapi: 3.1.0")
    expect(notice).to_have_count(0, timeout=TIMEOUT)


def test_a_fault_is_told_below_the_page_until_it_is_mended(project: Project, page: Page) -> None:
    notice = page.get_by_role("status").filter(has_text="openapi.yaml")
    project.replace("openapi.yaml", "maxLength: 255", "maxLength: many")
    expect(notice).to_contain_text("openapi.yaml", timeout=TIMEOUT)
    expect(notice).to_be_in_viewport()
    page.set_viewport_size({"width": NARROW, "height": 900})
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert Box.of(page.locator("footer")).bottom <= Box.of(notice).top + 1
    notice.get_by_role("button", name="Hide").click()
    expect(notice).to_have_count(0)
    page.reload()
    for _ in range(2):  # the first is taken in before the second is asked for
        page.wait_for_event("response", lambda one: one.url.endswith("apiref.state"))
    assert notice.count() == 0
    project.replace("openapi.yaml", "maxLength: many", "maxLength: 255")
    expect(notice).to_have_count(0, timeout=TIMEOUT)
