import gzip
import json
from pathlib import Path

import pytest

from apiref.new import new_site
from apiref.site import build
from tests.scale.documents import large

PAGE = 25_000  # bytes of a page, gzipped; with what the theme brings it stays below 90 KB


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Build a site for a document of 26 operations, and one for 52."""
    folder = tmp_path_factory.mktemp("scale")
    return {count: _built(folder / str(count), count) for count in (26, 52)}


def test_a_page_is_light_however_many_objects_it_holds(sites: dict[int, Path]) -> None:
    pages = list(sites[52].glob("operations/*/index.html"))
    assert len(pages) == 52
    assert max(len(gzip.compress(page.read_bytes())) for page in pages) <= PAGE


def test_the_output_grows_with_the_operations(sites: dict[int, Path]) -> None:
    few, many = (_bytes(sites[count] / "operations") for count in (26, 52))
    assert many <= 2.2 * few


def test_a_page_leads_to_the_page_of_what_it_holds(sites: dict[int, Path]) -> None:
    page = (sites[52] / "operations/things-get-0/index.html").read_text("utf-8")
    assert '<a href="../../schemas/person/#schema-person"><code>Person</code></a>' in page
    assert (sites[52] / "schemas/person/index.html").is_file()


def test_a_page_has_the_entries_of_its_own_section_only(sites: dict[int, Path]) -> None:
    page = (sites[52] / "operations/things-get-0/index.html").read_text("utf-8")
    assert "Get thing 3<" in page
    assert "Get thing 4<" not in page


def _built(folder: Path, count: int) -> Path:
    document = folder.with_suffix(".json")
    document.write_text(json.dumps(large(count)))
    new_site(folder, str(document), "operation")
    return build(folder / "mkdocs.yml")


def _bytes(folder: Path) -> int:
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
