"""What a converted document must still hold, read from the document itself."""

import json
from collections.abc import Iterator
from typing import Any

from tests.imports.bench import Bench, Refused


def operations(bench: Bench) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give path, method and operation for each operation of the document."""
    document = json.loads(bench.as_json.read_text("utf-8"))
    for path, item in document["paths"].items():
        for method in ("get", "put", "post", "delete", "patch"):
            if method in item:
                yield path, method, item[method]


def require_same(what: str, found: object, expected: object) -> None:
    """Raise Refused if something got lost or changed on the way."""
    if found != expected:
        raise Refused(f"{what}: {found}; the document has {expected}")
