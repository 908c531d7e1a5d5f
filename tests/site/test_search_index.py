"""The index of the search: every page is in it, however it is named and whatever it begins with."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from apiref.new import new_site
from apiref.site import build

DOCUMENT = """\
openapi: 3.1.0
info: {title: Letters, version: '1'}
paths:
  /a: {get: {operationId: getÜbersicht, tags: [日本語], responses: {'200': {description: Fine.}}}}
webhooks: {nothing-yet: {description: Nothing yet.}}
"""
HARD_NAMES = ("my page", "über", "C#", "a+b&c", "100%")
PAGES = {
    "empty": "",
    "front": '---\ntitle: "Salt & pepper"\n---\n',
    "raw": "<h1>Raw</h1>\n",
    "plain": "Prose and no heading.\n",
    "late": "A foreword.\n\n## Chapter\n\nIts text.\n",
}


@pytest.fixture(scope="module", params=["operation", "tag"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a site with pages of hard names and without headings."""
    folder = tmp_path_factory.mktemp("letters")
    folder.joinpath("api.yaml").write_text(DOCUMENT, "utf-8")
    new_site(folder / "site", str(folder / "api.yaml"), request.param)
    for name in HARD_NAMES:
        folder.joinpath("site/docs", f"{name}.md").write_text("# Hard\n", "utf-8")
    for name, text in PAGES.items():
        folder.joinpath("site/docs", f"{name}.md").write_text(text, "utf-8")
    if request.param == "tag":
        with folder.joinpath("site/mkdocs.yml").open("a", encoding="utf-8") as settings:
            settings.write("use_directory_urls: false\n")
    return build(folder / "site/mkdocs.yml")


@pytest.fixture
def index(site: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(site.joinpath("search/index.json").read_text("utf-8"))
    return read


def test_every_page_is_listed_by_its_address(site: Path, index: dict[str, Any]) -> None:
    files = {one.relative_to(site).as_posix() for one in site.rglob("*.html")} - {"404.html"}
    assert {*HARD_NAMES} <= {one.removesuffix("/index.html").removesuffix(".html") for one in files}
    listed = {unquote(address) for address, _ in index["pages"]}
    assert {one if one.endswith(".html") else f"{one}index.html" for one in listed} == files


def test_a_page_without_a_heading_has_its_title(index: dict[str, Any]) -> None:
    titles = {
        address.removesuffix("/").removesuffix(".html"): one for address, one in index["pages"]
    }
    assert [titles[name] for name in PAGES] == ["Empty", "Salt & pepper", "Raw", "Plain", "Late"]
    assert titles["webhooks/nothing-yet"] == "nothing-yet"


def test_what_stands_before_any_heading_is_found(index: dict[str, Any]) -> None:
    sections = [(title, anchor, text) for title, _, anchor, text in index["sections"]]
    assert ("Plain", "", "Prose and no heading.") in sections
    assert ("Late", "", "A foreword.") in sections
    assert ("Chapter", "chapter", "Its text.") in sections
