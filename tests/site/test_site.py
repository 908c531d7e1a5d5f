import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from apiref.pages import slug
from apiref.spec import Operation, load
from tests.site.html_page import HtmlPage
from tests.site.site_folder import ROOT, SiteFolder

pytestmark = pytest.mark.xdist_group("site")

HOST = "https://site.test/"
ELSEWHERE = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//[^)"'\s]*""")

# What differs when Zensical builds the site: CONTRIBUTING.md says the same.
ONLY_BY_MKDOCS = {"search/search_index.json", "sitemap.xml.gz"}
ONLY_BY_ZENSICAL = {"search.json"}


def test_builds_without_a_warning(site: SiteFolder) -> None:
    assert "WARNING -" not in site.printed
    assert "INFO    -  Documentation built" in site.printed


def test_every_link_arrives(either_site: SiteFolder) -> None:
    assert [
        problem for page in either_site.pages.values() for problem in _broken(page, either_site)
    ] == []


def test_nothing_is_fetched_from_another_host(either_site: SiteFolder) -> None:
    fetched = {
        link.address
        for page in either_site.pages.values()
        for link in page.links
        if link.tag != "a" and urlsplit(urljoin(HOST, link.address)).netloc != "site.test"
    }
    assert fetched == set()


def test_no_style_sheet_fetches_from_another_host(either_site: SiteFolder) -> None:
    sheets = [path.read_text("utf-8") for path in either_site.path.rglob("*.css")]
    assert sheets
    assert [found for sheet in sheets for found in ELSEWHERE.findall(sheet)] == []


@pytest.mark.parametrize(
    "operation", load(ROOT / "openapi.yaml").operations, ids=lambda one: one.id
)
def test_every_operation_is_on_one_page_and_on_that_of_everything(
    site: SiteFolder, operation: Operation
) -> None:
    pages = {name for name, page in site.pages.items() if slug(operation.id) in page.anchors}
    assert len(pages - {"everything/index.html"}) == 1
    assert "everything/index.html" in pages


def test_every_page_has_one_title(site: SiteFolder) -> None:
    titles = {
        name: [text for tag, text in page.headings if tag == "h1"]
        for name, page in site.pages.items()
    }
    assert {name for name, found in titles.items() if len(found) != 1} == set()
    assert len({title for [title] in titles.values()}) == len(titles)


def test_zensical_builds_without_an_issue(zensical_site: SiteFolder) -> None:
    assert "No issues found" in zensical_site.printed


def test_zensical_builds_the_same_files(site: SiteFolder, zensical_site: SiteFolder) -> None:
    assert site.files - zensical_site.files == ONLY_BY_MKDOCS
    assert zensical_site.files - site.files == ONLY_BY_ZENSICAL


@pytest.mark.parametrize("part", ["headings", "tabs", "article_anchors", "text"])
def test_zensical_builds_the_same_articles(
    site: SiteFolder, zensical_site: SiteFolder, part: str
) -> None:
    mkdocs, zensical = (
        {name: getattr(page, part) for name, page in one.pages.items() if name != "404.html"}
        for one in (site, zensical_site)
    )
    assert zensical == mkdocs


def _broken(page: HtmlPage, site: SiteFolder) -> Iterator[str]:
    address = urljoin(HOST, str(page.path.relative_to(site.path)))
    for link in page.links:
        target, anchor = urldefrag(urljoin(address, link.address))
        if not target.startswith(HOST):
            continue
        path = site.path / unquote(target.removeprefix(HOST))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            yield f"{page.path}: {link.address} leads nowhere"
        elif anchor and anchor not in _anchors(path, site):
            yield f"{page.path}: {link.address} has no such anchor"


def _anchors(path: Path, site: SiteFolder) -> frozenset[str]:
    return site.pages[str(path.relative_to(site.path))].anchors
