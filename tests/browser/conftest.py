"""The site as it is built and served, in a real browser."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from apiref.site import build
from tests.browser.serving import served
from tests.browser.visits import Visits
from tests.runtimes import require

ROOT = Path(__file__).parents[2]
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build this project's site as `apiref build` does and give its folder."""
    project = tmp_path_factory.mktemp("site")
    for name in ("mkdocs.yml", "openapi.yaml"):
        shutil.copy(ROOT / name, project)
    shutil.copytree(ROOT / "docs", project / "docs")
    return build(project / "mkdocs.yml")


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """Serve the site under its own headers; give its address."""
    with served(site_folder) as address:
        yield address


@pytest.fixture(scope="session")
def paths(site_folder: Path) -> tuple[str, ...]:
    """Give the path of every page of the site."""
    pages = site_folder.rglob("*.html")
    names = (page.relative_to(site_folder).as_posix() for page in pages)
    return tuple(sorted(name.removesuffix("index.html") for name in names))


# Of a module: while Playwright runs, its event loop is in the way of other tests of this process.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = require("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture
def visits(chromium: Browser, site: str) -> Iterator[Visits]:
    with Visits.to(site, chromium) as visits:
        yield visits
