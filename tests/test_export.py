"""The files beside the pages: what the document says decides nothing about where they go."""

from pathlib import Path

import pytest

from apiref import UserError
from apiref.directives import directives_in
from apiref.export import export
from apiref.generated import Wanted
from apiref.spec import Spec, load

CONTRACT = """\
openapi: 3.1.0
info: {title: Tasks, version: "1"}
paths:
  /a: {get: {operationId: ../../a, summary: "<script>alert(1)</script>\\n\\n```"}}
  /b: {get: {operationId: ok/b}}
  /c: {get: {operationId: ok b}}
components: {schemas: {Task: {type: object}}}
webhooks: {done: {post: {}}}
"""
HEAD = "openapi: 3.1.0\ninfo: {title: Tasks, version: '1'}\n"


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


def written(docs: Path, folder: str) -> list[str]:
    return sorted(
        one.relative_to(docs / folder).as_posix() for one in docs.glob(f"{folder}/**/*.md")
    )


def described(folder: Path, text: str) -> Spec:
    path = folder / "described.yaml"
    path.write_text(HEAD + text, "utf-8")
    return load(path)


def with_operations(folder: Path, *ids: str) -> Spec:
    operations = (f"  /{n}: {{get: {{operationId: '{one}'}}}}\n" for n, one in enumerate(ids))
    return described(folder, f"paths:\n{''.join(operations)}")


def test_a_page_of_the_users_is_kept_whatever_letters_its_name_has(
    docs: Path, tmp_path: Path
) -> None:
    """Some file systems take `listPets.md` for `listpets.md`."""
    own = docs / "operations" / "listPets.md"
    own.parent.mkdir()
    own.write_text("# Pets\n")
    export(with_operations(tmp_path, "listPets"), docs)
    assert written(docs, "operations") == ["listPets.md", "listpets-2.md"]


@pytest.mark.parametrize("index", ["index.md", "README.md"])
def test_a_folder_of_the_users_keeps_its_address(docs: Path, tmp_path: Path, index: str) -> None:
    own = docs / "operations" / "listpets" / index
    own.parent.mkdir(parents=True)
    own.write_text("# Pets\n")
    export(with_operations(tmp_path, "listPets"), docs)
    assert written(docs, "operations") == ["listpets-2.md", f"listpets/{index}"]


@pytest.mark.parametrize("webhooks", ["list", "pages"])
@pytest.mark.parametrize("index", ["index.md", "README.md"])
def test_a_list_of_the_users_own_is_kept(spec: Spec, docs: Path, webhooks: str, index: str) -> None:
    for folder in ("schemas", "webhooks"):
        docs.joinpath(folder).mkdir()
        docs.joinpath(folder, index).write_text("# Ours\n")
    export(spec, docs, Wanted(schemas="all", webhooks=webhooks))
    assert docs.joinpath("schemas", index).read_text() == "# Ours\n"
    assert written(docs, "schemas") == sorted([index, "task.md"])
    assert written(docs, "webhooks") == sorted([index, *["done.md"] * (webhooks == "pages")])
    assert docs.joinpath("webhooks", index).read_text() == "# Ours\n"


def test_no_page_has_the_name_of_a_device_of_windows(docs: Path, tmp_path: Path) -> None:
    ids = ("con", "NUL", "com1", "aux.x", "console", "com10")
    export(with_operations(tmp_path, *ids), docs)
    names = ["aux-.x.md", "com1-.md", "com10.md", "con-.md", "console.md", "nul-.md"]
    assert written(docs, "operations") == names


def test_a_long_name_in_any_letters_is_one_of_a_file(docs: Path, tmp_path: Path) -> None:
    export(with_operations(tmp_path, "\N{CJK UNIFIED IDEOGRAPH-65E5}" * 300), docs)
    (name,) = written(docs, "operations")
    assert 90 < len(name.encode()) < 110


def test_a_webhook_of_any_name_has_a_page(docs: Path, tmp_path: Path) -> None:
    webhooks = r'{" a": {}, a: {}, "b\n  c": {}, "": {}}'
    spec = described(tmp_path, f"webhooks: {webhooks}\n")
    export(spec, docs, Wanted(webhooks="pages"))
    assert [one.name for one in spec.webhooks] == ["a", "a_2", "b c", "webhook"]
    assert written(docs, "webhooks") == ["a.md", "a_2.md", "b-c.md", "index.md", "webhook.md"]


def test_a_page_that_is_not_utf_8_is_told_by_its_line(spec: Spec, docs: Path) -> None:
    docs.joinpath("own.md").write_bytes(
        "# Own\n\nCaf\N{LATIN SMALL LETTER E WITH ACUTE}\n".encode("latin-1")
    )
    with pytest.raises(UserError, match=r"own\.md:3: the page is not UTF-8\n  Save it"):
        export(spec, docs)


def test_the_files_of_a_document_are_left_as_they_are(docs: Path) -> None:
    docs.joinpath("parts").mkdir()
    docs.joinpath("parts/task.yaml").write_text("{type: object}\n")
    text = f"# Ours\n{HEAD}components: {{schemas: {{Task: {{$ref: parts/task.yaml}}}}}}\n"
    docs.joinpath("openapi.yaml").write_text(text)
    export(load(docs / "openapi.yaml"), docs)
    assert docs.joinpath("openapi.yaml").read_text() == text
    assert docs.joinpath("parts/task.yaml").read_text() == "{type: object}\n"
    assert "$ref" not in docs.joinpath("openapi.json").read_text()


@pytest.fixture
def versions(docs: Path) -> Path:
    folder = docs / "versions"
    folder.mkdir()
    folder.joinpath("1.0.0.yaml").write_text(f"{HEAD}paths: {{}}\n")
    return folder


@pytest.mark.usefixtures("versions")
def test_a_page_of_changes_is_the_users_unless_an_export_wrote_it(spec: Spec, docs: Path) -> None:
    changes = docs / "contract-changes.md"
    changes.write_text("# Ours\n")
    export(spec, docs)
    assert changes.read_text() == "# Ours\n"
    changes.unlink()
    export(spec, docs)
    assert "**GET /a**" in changes.read_text()
    docs.joinpath("versions/1.0.0.yaml").write_text(CONTRACT)
    export(spec, docs)
    assert "**GET /a**" not in changes.read_text()


def test_what_is_no_document_among_the_versions_is_passed_over(
    spec: Spec, docs: Path, versions: Path
) -> None:
    versions.joinpath("values.yaml").write_text("a: {b: c}\n")
    export(spec, docs)
    assert "values" not in docs.joinpath("contract-changes.md").read_text()


def test_a_folder_of_versions_with_prose_only_makes_no_page(
    spec: Spec, docs: Path, versions: Path
) -> None:
    versions.joinpath("1.0.0.yaml").rename(versions / "about.md")
    export(spec, docs)
    assert not docs.joinpath("contract-changes.md").exists()
