"""What `apiref export` writes for tools that read only OpenAPI 3.0."""

from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from apiref.export import export
from apiref.spec import load
from apiref.spec.source import Source

HEAD = "openapi: 3.1.0\ninfo: {title: Tasks, version: '1'}\npaths: {}\n"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.yaml"
    path.write_text(HEAD + "components: {schemas: {Task: {type: [string, 'null']}}}\n")
    return path


def test_the_3_0_file_is_written_and_valid(contract: Path, tmp_path: Path) -> None:
    export(load(contract), tmp_path)
    written = Source.read(tmp_path / "openapi-3.0.yaml").data
    assert written["components"]["schemas"]["Task"] == {"type": "string", "nullable": True}
    assert list(OpenAPIV30SpecValidator(written).iter_errors()) == []


def test_what_3_0_cannot_say_leaves_no_old_file_behind(contract: Path, tmp_path: Path) -> None:
    export(load(contract), tmp_path)
    contract.write_text(HEAD + "components: {schemas: {Task: {if: {type: string}}}}\n")
    export(load(contract), tmp_path)
    assert not (tmp_path / "openapi-3.0.yaml").exists()
    assert (tmp_path / "openapi.yaml").exists()


def test_a_folder_of_versions_makes_a_page_of_changes(contract: Path, tmp_path: Path) -> None:
    export(load(contract), tmp_path)
    assert not (tmp_path / "contract-changes.md").exists()
    (tmp_path / "versions").mkdir()
    export(load(contract), tmp_path)
    assert "The first version." in (tmp_path / "contract-changes.md").read_text()
