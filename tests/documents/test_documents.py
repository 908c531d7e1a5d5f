"""Small documents of others become sites without a warning; `make documents` builds large ones."""

from pathlib import Path

import pytest

from tests.documents.__main__ import built
from tests.documents.packages import SMALL, Document
from tests.runtimes import require


@pytest.mark.parametrize("document", SMALL, ids=lambda one: one.title)
def test_a_document_becomes_a_site(document: Document, tmp_path: Path) -> None:
    require("npm")
    assert built(document, tmp_path / "site") == ""
