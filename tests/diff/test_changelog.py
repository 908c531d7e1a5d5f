from pathlib import Path

import pytest

from apiref.diff import changelog, published

OPERATION = "{get: {responses: {'200': {description: Done.}}}}"


def write(path: Path, version: str, *paths: str) -> Path:
    described = ", ".join(f"{one}: {OPERATION}" for one in paths)
    info = f"info: {{title: Tasks, version: '{version}'}}"
    path.write_text(f"openapi: 3.1.0\n{info}\npaths: {{{described}}}\n")
    return path


def sections(page: str) -> list[str]:
    return page.split("\n## ")[1:]


def test_without_a_published_version_the_contract_is_the_first(tmp_path: Path) -> None:
    contract = write(tmp_path / "openapi.yaml", "1.0.0")
    assert sections(changelog(contract, tmp_path / "versions")) == ["1.0.0\n\nThe first version.\n"]


def test_each_version_is_compared_with_the_one_before(tmp_path: Path) -> None:
    """Version 1.10.0 comes after 1.9.0."""
    versions = tmp_path / "versions"
    versions.mkdir()
    write(versions / "1.9.0.yaml", "1.9.0", "/tasks")
    write(versions / "1.10.0.yaml", "1.10.0", "/tasks", "/jobs")
    contract = write(tmp_path / "openapi.yaml", "2.0.0", "/jobs")
    assert sections(changelog(contract, versions)) == [
        "2.0.0\n\n**GET /tasks**\n\n- **Breaks clients.** The operation is gone.\n",
        "1.10.0\n\n**GET /jobs**\n\n- The operation is new.\n",
        "1.9.0\n\nThe first version.\n",
    ]


def test_what_follows_a_published_version_under_its_number_is_not_published(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    write(versions / "1.0.0.yaml", "1.0.0", "/tasks")
    contract = write(tmp_path / "openapi.yaml", "1.0.0", "/tasks")
    newest, _ = sections(changelog(contract, versions))
    assert newest == "Not published yet\n\nNothing changed that a client can see.\n"


def test_what_is_no_document_is_no_version(tmp_path: Path) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    write(versions / "1.0.0.yaml", "1.0.0", "/tasks")
    versions.joinpath("values.yaml").write_text("{{ helm: }}\n")
    versions.joinpath("openapi.yaml").write_text("about: openapi\n")
    assert [path.name for path in published(versions)] == ["1.0.0.yaml"]
    contract = write(tmp_path / "openapi.yaml", "1.1.0", "/tasks")
    assert len(sections(changelog(contract, versions))) == 2


@pytest.mark.parametrize(
    "text",
    [
        "# One\nopenapi: 3.1.0\n",
        '\ufeff{\n  "openapi": "3.1.0"\n}',
        "{openapi: 3",
        "swagger: '2.0'",
    ],
)
def test_a_version_that_cannot_be_read_is_one(tmp_path: Path, text: str) -> None:
    tmp_path.joinpath("1.0.0.yaml").write_text(text, "utf-8")
    assert len(published(tmp_path)) == 1
