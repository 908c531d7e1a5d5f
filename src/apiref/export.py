"""What stands beside the pages: the contract for download, the assets, and pages nobody wrote."""

import json
import shutil
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from apiref import generated
from apiref.diff import changelog, published
from apiref.generated import FOLDERS, MARK, GeneratedPage, Wanted
from apiref.openapi30 import to_openapi_30
from apiref.postman import collection_from_spec
from apiref.spec import Spec, SpecError

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
    document itself alone, and nothing that it is converted to. A file that the document was read
    from is left as it is.
    """
    _write_contract(spec, docs)
    _write_changes(spec.node.source.path, docs)
    shutil.copytree(_assets(), docs / "assets", dirs_exist_ok=True)
    pages = generated.generated_pages(spec, docs, wanted)
    generated.write(pages, docs)
    return pages


def is_exported(path: Path, spec: Spec, docs: Path) -> bool:
    """Whether a file that has changed is one that an export has written or removed."""
    if not path.is_relative_to(docs) or _is_part(path, spec):
        return False
    first, *below = path.relative_to(docs).parts
    if first == "assets":
        return _assets().joinpath(*below).is_file()
    if below:
        return first in FOLDERS and generated.is_ours(path)
    return first in CONTRACTS or (first == _CHANGES and generated.is_ours(path))


def _is_part(path: Path, spec: Spec) -> bool:
    """Whether the document was read from a file, which is its author's and stays as it is."""
    return path.resolve() in {one.resolve() for one in spec.node.source.files}


def _write_contract(spec: Spec, docs: Path) -> None:
    texts = _contracts(spec)
    for path in (docs / name for name in CONTRACTS):
        if _is_part(path, spec):
            continue
        if path.name in texts:
            path.write_text(texts[path.name], "utf-8")
        else:
            path.unlink(missing_ok=True)


def _contracts(spec: Spec) -> dict[str, str]:
    """Give the text of each contract for download, by its name."""
    source = spec.node.source
    own, text = f"openapi.{'json' if source.path.suffix == '.json' else 'yaml'}", source.text
    if len(text) > _LARGE:
        return {own: _compact(source.data) if own == "openapi.json" else text}
    return {**_converted(spec), own: text}


def _converted(spec: Spec) -> dict[str, str]:
    source = spec.node.source
    texts = {
        "openapi.json": json.dumps(source.data, indent=2, ensure_ascii=False) + "\n",
        "openapi.yaml": _yaml(source.data),
        "postman-collection.json": json.dumps(collection_from_spec(spec), indent=1) + "\n",
    }
    with suppress(SpecError):
        texts["openapi-3.0.yaml"] = _yaml(to_openapi_30(source))
    return texts


def _write_changes(contract: Path, docs: Path) -> None:
    """Write the page of changes for a folder of versions, which may be empty yet."""
    versions, page = docs / "versions", docs / _CHANGES
    if not versions.is_dir() or not generated.is_ours(page):
        return
    if published(versions) or all(one.name.startswith(".") for one in versions.iterdir()):
        page.write_text(f"{changelog(contract, versions)}\n{MARK}\n", "utf-8")


def _assets() -> Path:
    return Path(str(resources.files("apiref") / "assets"))


def _compact(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
