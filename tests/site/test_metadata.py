"""What a published site tells to searches and to those who share a link."""

import re
import struct
from pathlib import Path

import pytest

from apiref.site import build
from tests.site.site_folder import copy_project

pytestmark = pytest.mark.xdist_group("site")

ADDRESS = "https://reference.example.com/"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site for an address."""
    project = tmp_path_factory.mktemp("published")
    copy_project(project)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("APIREF_SITE_URL", ADDRESS)
        return build(project / "mkdocs.yml")


def test_each_page_names_its_own_address_and_the_sitemap_names_them_all(published: Path) -> None:
    pages = {path.relative_to(published).as_posix() for path in published.rglob("index.html")}
    addresses = {ADDRESS + page.removesuffix("index.html") for page in pages}
    sitemap = published.joinpath("sitemap.xml").read_text("utf-8")
    assert set(re.findall("<loc>(.*?)</loc>", sitemap)) == addresses
    for page in pages:
        html = published.joinpath(page).read_text("utf-8")
        canonical = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
        assert canonical == [ADDRESS + page.removesuffix("index.html")]


def test_each_page_has_a_title_and_a_description_of_its_own(published: Path) -> None:
    pages = {path: path.read_text("utf-8") for path in published.rglob("index.html")}
    del pages[published / "contract-changes/index.html"]  # is written by `apiref diff`
    for pattern in ("<title>(.*?)</title>", '<meta name="description" content="([^"]+)">'):
        found = [re.findall(pattern, page) for page in pages.values()]
        assert all(len(one) == 1 for one in found)
        assert len({one[0] for one in found}) == len(pages)


def test_a_shared_link_shows_a_picture(published: Path) -> None:
    page = published.joinpath("create/transcription/index.html").read_text("utf-8")
    picture = re.search(rf'<meta property="og:image" content="{ADDRESS}([^"]*)">', page)
    assert picture
    head = published.joinpath(picture[1]).read_bytes()[:24]
    assert struct.unpack(">8s4x4sII", head) == (b"\x89PNG\r\n\x1a\n", b"IHDR", 1200, 630)
