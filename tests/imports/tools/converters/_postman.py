"""A Postman collection, made by Postman's own converter."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.imports.bench import Bench, complaints


def converted(bench: Bench, names_from: str) -> tuple[list[str], list[str]]:
    """Convert, and give the names of the collection's requests, and the warnings."""
    output = bench.folder / "collection.json"
    script = Path(__file__).with_suffix(".mjs")
    warnings = complaints(bench.node(script, bench.as_json, names_from, output))
    items = json.loads(output.read_text("utf-8"))["item"]
    return sorted(item["name"] for item in _requests(items)), warnings


def _requests(items: list[Any]) -> Iterator[Any]:
    for item in items:
        if "request" in item:
            yield item
        yield from _requests(item.get("item", []))
