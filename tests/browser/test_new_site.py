"""A site begun for a document of every construct, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from apiref.new import new_site
from apiref.site import build
from tests.browser.serving import served
from tests.browser.test_accessibility import violations
from tests.browser.visits import NARROW, WIDE, Visits

pytestmark = pytest.mark.xdist_group("browser")

DOCUMENT = Path(__file__).parents[1] / "torture" / "openapi.yaml"
OPEN = "for (const one of document.querySelectorAll('details')) one.open = true"
SCROLLS = """[...document.querySelectorAll('.md-sidebar__scrollwrap')].some(
  one => one.scrollHeight > one.clientHeight)"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("new") / "site"
    new_site(project, str(DOCUMENT))
    return build(project / "mkdocs.yml")


@pytest.fixture
def new_visits(chromium: Browser, folder: Path) -> Iterator[Visits]:
    with served(folder) as address, Visits.to(address, chromium) as visits:
        yield visits


def test_no_page_of_a_new_site_has_a_violation(new_visits: Visits, folder: Path) -> None:
    page = new_visits.arrive(WIDE)
    found = {}
    for path in _paths(folder):
        page.goto(new_visits.site + path)
        page.evaluate(OPEN)
        found[path] = violations(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
    assert new_visits.problems == []


def test_no_page_of_a_new_site_is_wider_than_a_narrow_screen(
    new_visits: Visits, folder: Path
) -> None:
    page = new_visits.arrive(NARROW)
    found = {}
    for path in _paths(folder):
        page.goto(new_visits.site + path)
        page.evaluate(OPEN)
        found[path] = page.evaluate(TOO_WIDE)
    assert [path for path, wide in found.items() if wide] == []


def test_no_navigation_scrolls_that_fits(new_visits: Visits, folder: Path) -> None:
    page = new_visits.arrive(WIDE)
    page.set_viewport_size({"width": 1440, "height": 10_000})
    found = {}
    for path in _paths(folder):
        page.goto(new_visits.site + path)
        found[path] = page.evaluate(SCROLLS)
    assert [path for path, scrolls in found.items() if scrolls] == []


def _paths(folder: Path) -> list[str]:
    pages = (page.parent.relative_to(folder).as_posix() for page in folder.rglob("index.html"))
    return sorted("" if page == "." else f"{page}/" for page in pages)
