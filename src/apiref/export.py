"""What stands beside the pages: the contract for download, the assets, and pages nobody wrote."""

import json
import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from apiref import generated
from apiref.diff import changelog
from apiref.generated import FOLDERS, GeneratedPage, Wanted
from apiref.openapi30 import to_openapi_30
from apiref.postman import collection_from_spec
from apiref.spec import Spec, SpecError
from apiref.spec.source import Source

CONTRACTS = ("openapi.yaml", "openapi.json", "openapi-3.0.yaml", "postman-collection.json")
_CHANGES = "contract-changes.md"
_LARGE = 2_000_000  # characters; a document of as many is offered as it is, and not converted


def export(
    spec: Spec,
    docs: Path,
    wanted: Wanted = Wanted(),  # noqa: B008 -- frozen
) -> tuple[GeneratedPage, ...]:
    """Write the generated files into the folder of a site's pages; give the wanted pages.

    These are `openapi.yaml`, `openapi.json`, `postman-collection.json` and, unless there are parts
    that OpenAPI 3.0 cannot say, `openapi-3.0.yaml`; the assets that the pages need under `assets/`;
    and under `operations/` and `schemas/` the wanted pages. From the published versions in a folder
    `versions`, if there is one, comes `contract-changes.md`. Of a large document there is the
    document itself alone, and nothing that it is converted to.
    """
    _write_contract(spec, docs)
    _write_changes(spec.node.source.path, docs)
    shutil.copytree(_assets(), docs / "assets", dirs_exist_ok=True)
    pages = generated.generated_pages(spec, docs, wanted)
    generated.write(pages, docs)
    return pages


def is_exported(path: Path, docs: Path) -> bool:
    """Whether a file may be one that an export writes or removes."""
    if not path.is_relative_to(docs):
        return False
    first, *below = path.relative_to(docs).parts
    return first in ({*FOLDERS, "assets"} if below else {*CONTRACTS, _CHANGES})


def _write_contract(spec: Spec, docs: Path) -> None:
    source = spec.node.source
    own = "openapi.json" if source.path.suffix == ".json" else "openapi.yaml"
    if len(source.text) > _LARGE:
        for name in CONTRACTS:
            docs.joinpath(name).unlink(missing_ok=True)
    else:
        _convert(spec, docs)
    if own == "openapi.json" and len(source.text) > _LARGE:
        docs.joinpath(own).write_text(_compact(source.data), "utf-8")
    else:
        docs.joinpath(own).write_text(source.text, "utf-8")


def _convert(spec: Spec, docs: Path) -> None:
    data = spec.node.source.data
    as_json = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    docs.joinpath("openapi.json").write_text(as_json, "utf-8")
    docs.joinpath("openapi.yaml").write_text(_yaml(data), "utf-8")
    collection = json.dumps(collection_from_spec(spec), indent=1) + "\n"
    docs.joinpath("postman-collection.json").write_text(collection, "utf-8")
    _write_openapi_30(spec.node.source, docs / "openapi-3.0.yaml")


def _write_openapi_30(source: Source, path: Path) -> None:
    try:
        document = to_openapi_30(source)
    except SpecError:
        path.unlink(missing_ok=True)
    else:
        path.write_text(_yaml(document), "utf-8")


def _write_changes(contract: Path, docs: Path) -> None:
    versions = docs / "versions"
    if versions.is_dir():
        (docs / _CHANGES).write_text(changelog(contract, versions), "utf-8")


def _assets() -> Path:
    return Path(str(resources.files("apiref") / "assets"))


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
