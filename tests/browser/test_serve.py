"""`apiref serve`: a change shows in the browser; one that is wrong leaves the site as it was."""

import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visits import Visits
from tests.site.site_folder import copy_project

pytestmark = pytest.mark.xdist_group("browser")
PATIENCE = 60_000  # milliseconds; what a change takes is measured by `make bench`
OPERATION = "create/transcription/"


@dataclass(frozen=True)
class Project:
    """A project whose site is served, and what the server has said of its problems."""

    folder: Path
    url: str
    problems: Path

    def replace(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("served")
    copy_project(folder)
    problems = folder.with_name("problems.txt")
    command = (sys.executable, "-u", "-m", "apiref", "serve", "--port", str(_free_port()))
    with problems.open("w") as written:
        server = subprocess.Popen(
            command, cwd=folder, stdout=subprocess.PIPE, stderr=written, text=True
        )
        assert server.stdout
        try:
            yield Project(folder, server.stdout.readline().split()[1], problems)
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()


@pytest.fixture
def page(project: Project, chromium: Browser) -> Iterator[Page]:
    with Visits.to(project.url, chromium) as visits:
        yield visits.open(OPERATION)
        assert visits.problems == []


def test_a_changed_description_shows_without_a_reload(project: Project, page: Page) -> None:
    before = page.locator("h2.ar-title + div > p").nth(1).inner_text()
    sentence = before.split(".")[0]
    project.replace("openapi.yaml", sentence, "Zebras are described here")
    expect(page.locator("article")).to_contain_text("Zebras are described", timeout=PATIENCE)
    for path in ("openapi.yaml", "openapi.json", f"{OPERATION.rstrip('/')}.md", "llms-full.txt"):
        _expect_text(page, project.url + path, "Zebras are described")
    project.replace("openapi.yaml", "Zebras are described here", sentence)
    expect(page.locator("article")).to_contain_text(sentence, timeout=PATIENCE)


def test_a_changed_page_shows_and_no_other_is_built(project: Project, page: Page) -> None:
    project.replace("docs/create/transcription.md", "# ", "# Zebra ")
    expect(page.locator("h1")).to_contain_text("Zebra", timeout=PATIENCE)
    project.replace("docs/create/transcription.md", "# Zebra ", "# ")
    expect(page.locator("h1")).not_to_contain_text("Zebra", timeout=PATIENCE)


def test_a_broken_save_keeps_the_last_good_site(project: Project, page: Page) -> None:
    title = page.locator("h1").inner_text()
    project.replace("openapi.yaml", "openapi: 3.1.0", "openapi: [")
    for _ in range(PATIENCE // 100):
        if re.search(r"openapi.yaml:\d+: not valid YAML", project.problems.read_text()):
            break
        page.wait_for_timeout(100)
    assert re.search(r"openapi.yaml:\d+: not valid YAML", project.problems.read_text())
    page.reload()
    assert page.locator("h1").inner_text() == title
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("not valid YAML", timeout=PATIENCE)
    assert notice.evaluate("one => getComputedStyle(one).position") == "fixed"
    project.replace("openapi.yaml", "openapi: [", "openapi: 3.1.0")
    expect(notice).to_have_count(0, timeout=PATIENCE)


def _expect_text(page: Page, url: str, text: str) -> None:
    """Wait for what is written beside the pages, which is after them."""
    for _ in range(PATIENCE // 100):
        if text in page.request.get(url).text():
            return
        page.wait_for_timeout(100)
    pytest.fail(f"{url}: not there: {text}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
