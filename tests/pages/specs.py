"""Documents that the tests of the pages make up, read into a Spec."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from apiref.pages import Page, Settings
from apiref.spec import Spec, load

ROOT = Path(__file__).parents[2]
PETSTORE = Path(__file__).with_name("petstore.yaml")


def document(
    paths: dict[str, Any] | None = None, components: dict[str, Any] | None = None, **rest: Any
) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "Library", "version": "1"},
        "paths": paths or {},
        "components": components or {},
        **rest,
    }


def spec_of(folder: Path, data: dict[str, Any]) -> Spec:
    """Write a document into a folder and read it."""
    path = folder / "openapi.json"
    path.write_text(json.dumps(data), "utf-8")
    return load(path)


def page_of(
    spec: Spec, settings: Settings | None = None, href: Callable[[str, str], str] | None = None
) -> Page:
    return Page(spec, settings or Settings(), href or (lambda _kind, _name: ""))


def operation(**given: Any) -> dict[str, Any]:
    return {"responses": {"200": {"description": "Done."}}, **given}


def body(schema: dict[str, Any], media_type: str = "application/json") -> dict[str, Any]:
    return {"content": {media_type: {"schema": schema}}}
