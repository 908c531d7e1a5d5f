"""What stands beside the pages: the contract for download, the assets, and pages nobody wrote."""

import json
import shutil
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import yaml

from apiref.diff import changelog
from apiref.directives import directives_in
from apiref.openapi30 import to_openapi_30
from apiref.pages import slug
from apiref.pages.text import text
from apiref.postman import collection_from_spec
from apiref.spec import Operation, Spec, SpecError
from apiref.spec.source import Source

GENERATED_PAGES = "operations"
_MARK = "<!-- Written by apiref export: an edit is lost at the next one. -->"


def export(spec: Spec, docs: Path) -> None:
    """Write the generated files into the folder of a site's pages.

    These are `openapi.yaml`, `openapi.json`, `postman-collection.json` and, unless there are parts
    that OpenAPI 3.0 cannot say, `openapi-3.0.yaml`; the assets that the pages need under `assets/`;
    and under `operations/` a page for each operation that no page places. From the published
    versions in a folder `versions`, if there is one, comes `contract-changes.md`.
    """
    _write_contract(spec, docs)
    _write_openapi_30(spec.node.source, docs / "openapi-3.0.yaml")
    collection = json.dumps(collection_from_spec(spec), indent=1) + "\n"
    docs.joinpath("postman-collection.json").write_text(collection, "utf-8")
    _write_changes(spec.node.source.path, docs)
    shutil.copytree(_assets(), docs / "assets", dirs_exist_ok=True)
    for page in _generated(docs):
        page.unlink()
    for path, operation in pages_of(spec, docs).items():
        page = docs / path
        page.parent.mkdir(exist_ok=True)
        title = text(operation.summary or operation.id)
        page.write_text(f"# {title}\n\n::: operation {operation.id}\n\n{_MARK}\n", "utf-8")


def pages_of(spec: Spec, docs: Path) -> dict[str, Operation]:
    """Give the paths, within the docs folder, of the pages that are written for operations."""
    pages: dict[str, Operation] = {}
    for operation in unplaced(spec, docs):
        name = unique = str(slug(operation.id))
        while (path := f"{GENERATED_PAGES}/{unique}.md") in pages:
            unique = f"{name}-{len(pages)}"
        pages[path] = operation
    return pages


def _generated(docs: Path) -> list[Path]:
    """Give the pages that an export before this one has written, not those of the user's own."""
    pages = (docs / GENERATED_PAGES).glob("*.md")
    return [page for page in pages if page.read_text("utf-8").endswith(f"{_MARK}\n")]


def unplaced(spec: Spec, docs: Path) -> tuple[Operation, ...]:
    """Give the operations that no page shows by `::: operation ID` or `::: operations TAG`."""
    placed = {
        operation_id
        for page in set(docs.rglob("*.md")).difference(_generated(docs))
        for operation_id in _placed_in(page.read_text("utf-8"), spec)
    }
    return tuple(operation for operation in spec.operations if operation.id not in placed)


def _placed_in(text: str, spec: Spec) -> Iterator[str]:
    for directive in directives_in(text.splitlines()):
        if directive.name == "operation":
            yield directive.argument
        elif directive.name == "operations" and directive.argument:
            yield from (one.id for one in spec.operations if directive.argument in one.tags)


def _write_contract(spec: Spec, docs: Path) -> None:
    source = spec.node.source
    is_json = source.path.suffix == ".json"
    as_json = json.dumps(source.data, indent=2, ensure_ascii=False) + "\n"
    as_yaml = yaml.safe_dump(source.data, sort_keys=False, allow_unicode=True)
    docs.joinpath("openapi.json").write_text(source.text if is_json else as_json, "utf-8")
    docs.joinpath("openapi.yaml").write_text(as_yaml if is_json else source.text, "utf-8")


def _write_openapi_30(source: Source, path: Path) -> None:
    try:
        document = to_openapi_30(source)
    except SpecError:
        path.unlink(missing_ok=True)
    else:
        path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), "utf-8")


def _write_changes(contract: Path, docs: Path) -> None:
    versions = docs / "versions"
    if versions.is_dir():
        (docs / "contract-changes.md").write_text(changelog(contract, versions), "utf-8")


def _assets() -> Path:
    return Path(str(resources.files("apiref") / "assets"))
