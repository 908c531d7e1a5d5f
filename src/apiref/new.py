"""A new site for any OpenAPI document: its settings, its first pages, and the document itself."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from apiref import UserError
from apiref.check import valid_source
from apiref.generated import section_of
from apiref.pages.errors import errors_of
from apiref.pages.text import plain, text
from apiref.samples import languages
from apiref.spec import Spec
from apiref.spec.bundle import bundled
from apiref.spec.fetch import fetched, is_url, network_allowed
from apiref.spec.parse import as_read, require_openapi
from apiref.spec.source import Source

_ON_A_PAGE = 8  # operations of a tag; a page of more is long to read
_SCHEMAS = 100  # as many are all shown
_LARGE = 200  # operations
_PRUNED = 50  # pages of operations; a navigation that lists more is most of each page
_LANGUAGES = ("curl", "python", "javascript")  # of a large document's samples
_PAGES = ("index", "authentication", "errors")


class NewSiteError(UserError):
    """A site that cannot be begun; the message says why, and what to do."""


def new_site(folder: Path, document: str, pages: str = "") -> Spec:
    """Write a site for a document, named by its path or its URL, into a folder.

    `pages` is "operation" or "tag": what has a page; if "", what keeps a page short. A document in
    several files becomes one. Raises NewSiteError for a folder that holds something, and SpecError
    for what is wrong with the document; then nothing is written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NewSiteError(
            f"{folder}: there is something already\n  Choose a folder that is empty or not there."
        )
    source = _document(document)
    spec = valid_source(as_read(source))
    try:
        _write(folder, source, spec, pages or pages_for(spec))
    except OSError as error:
        raise NewSiteError(f"{error.filename}: {(error.strerror or 'failed').lower()}") from None
    return spec


def pages_for(spec: Spec) -> str:
    """Say whether a page for each operation, or for each tag, is short enough to read."""
    counted = Counter(map(section_of, spec.operations))
    return "tag" if all(count <= _ON_A_PAGE for count in counted.values()) else "operation"


def _document(name: str) -> Source:
    """Read the document, and what it refers to, as one file."""
    if not is_url(name):
        return bundled(_openapi(Source.read(Path(name))))
    with network_allowed(like=name):
        return bundled(_openapi(Source.from_bytes(Path(), fetched(name), url=name)))


def _openapi(source: Source) -> Source:
    require_openapi(source)
    return source


def _content(source: Source) -> bytes:
    """Give the document as it is, or, where it was several files, written anew."""
    if not source.places:
        return source.raw
    if source.is_json:
        return json.dumps(source.data, indent=2, ensure_ascii=False).encode()
    written = yaml.dump(source.data, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True)
    return str(written).encode()


def _write(folder: Path, source: Source, spec: Spec, pages: str) -> None:
    docs = folder / "docs"
    docs.mkdir(parents=True)
    spec_name = f"openapi.{'json' if source.is_json else 'yaml'}"
    folder.joinpath(spec_name).write_bytes(_content(source))
    given = _given(spec, spec_name, pages)
    for name in ("mkdocs.yml", "README.md", ".gitignore"):
        folder.joinpath(name).write_text(_filled(name, given), "utf-8")
    for name in _PAGES:
        docs.joinpath(f"{name}.md").write_text(_filled(f"{name}.md", given), "utf-8")


def _filled(name: str, given: dict[str, Any]) -> str:
    env = Environment(
        loader=PackageLoader("apiref", "starter"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 -- what is given is safe where it stands
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    return env.get_template(f"{name}.jinja").render(**given)


def _quoted(text: str) -> str:
    """Give a text as YAML writes it in double quotes, on one line."""
    return str(yaml.dump(text, default_style='"', width=10**6)).strip()


def _given(spec: Spec, spec_name: str, pages: str) -> dict[str, Any]:
    title = " ".join(spec.title.split()) or "API"
    about = spec.summary or plain(spec.description) or title
    few = "all" if len(spec.schemas) <= _SCHEMAS else "shared"
    return {
        "title": _quoted(title),
        "heading": text(title),
        "description": _quoted(" ".join(about.split())[:200]),
        "spec_name": spec_name,
        "pages": pages,
        "schemas": few if spec.schemas else "none",
        "large": len(spec.operations) > _LARGE,
        "pruned": pages == "operation" and len(spec.operations) > _PRUNED,
        "other_languages": [one.id for one in languages() if one.id not in _LANGUAGES],
        "operations": spec.operations,
        "schemes": spec.security_schemes,
        "errors": errors_of(spec),
        "webhooks": spec.webhooks,
    }
