"""Files of the user's that are not UTF-8: a page is told by its name, any other stays as it is."""

from pathlib import Path

import pytest

from apiref import UserError
from apiref.new import new_site
from apiref.site import build
from tests.pages.specs import PETSTORE

CAFE = "Caf\N{LATIN SMALL LETTER E WITH ACUTE}".encode("latin-1")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    new_site(tmp_path / "site", str(PETSTORE), "tag")
    return tmp_path / "site/docs"


def test_a_file_beside_the_pages_keeps_its_bytes(docs: Path) -> None:
    docs.joinpath("report.html").write_bytes(
        b"<p class='report'>%b <script>'%b'</script>" % (CAFE, CAFE)
    )
    docs.joinpath("report.css").write_bytes(b".report::after { content: '%b' }" % CAFE)
    docs.joinpath("report.js").write_bytes(b"// %b" % CAFE)
    site = build(docs.parent / "mkdocs.yml")
    for name in ("report.html", "report*.css", "report.js"):
        (written,) = site.glob(name)
        assert CAFE in written.read_bytes()


@pytest.mark.parametrize("name", ["own.md", "own.markdown"])
def test_a_page_is_told_by_its_name(docs: Path, name: str) -> None:
    docs.joinpath(name).write_bytes(CAFE)
    with pytest.raises(UserError, match=rf"{name}.*\n  Save"):
        build(docs.parent / "mkdocs.yml")
