"""The files beside the pages: what the document says decides nothing about where they go."""

from pathlib import Path

import pytest

from apiref.directives import directives_in
from apiref.export import export
from apiref.spec import Spec, load

CONTRACT = """\
openapi: 3.1.0
info: {title: Tasks, version: "1"}
paths:
  /a: {get: {operationId: ../../a, summary: "<script>alert(1)</script>\\n\\n```", responses: {}}}
  /b: {get: {operationId: ok/b, responses: {}}}
  /c: {get: {operationId: ok b, responses: {}}}
"""


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    path = tmp_path / "openapi.yaml"
    path.write_text(CONTRACT)
    return load(path)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


def test_pages_stay_in_their_folder_and_apart(spec: Spec, docs: Path) -> None:
    export(spec, docs)
    written = sorted(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))
    assert written == ["operations/a.md", "operations/ok-b-2.md", "operations/ok-b.md"]


def test_a_summary_is_only_text(spec: Spec, docs: Path) -> None:
    export(spec, docs)
    page = (docs / "operations" / "a.md").read_text("utf-8")
    assert "<script>" not in page
    (directive,) = directives_in(page.splitlines())
    assert str(directive) == "::: operation ../../a"


def test_a_page_of_the_users_own_is_kept(spec: Spec, docs: Path) -> None:
    own = docs / "operations" / "runbook.md"
    own.parent.mkdir()
    own.write_text("# Runbook\n\n::: operation ok/b\n")
    for _ in range(2):
        export(spec, docs)
    assert own.read_text() == "# Runbook\n\n::: operation ok/b\n"
    assert not (docs / "operations" / "ok-b-2.md").exists()
