"""A document cut down to some of its operations, spread over the whole, and what they refer to."""

from collections.abc import Iterator
from typing import Any

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace"}


def cut(document: dict[str, Any], count: int) -> dict[str, Any]:
    """Give a document with `count` of the operations, or all if there are no more."""
    operations = [
        (path, method)
        for path, item in document["paths"].items()
        for method in item
        if method in METHODS
    ]
    step = max(len(operations) / count, 1)
    kept = {operations[int(index * step)] for index in range(min(count, len(operations)))}
    paths = {
        path: {
            key: value for key, value in item.items() if key not in METHODS or (path, key) in kept
        }
        for path, item in document["paths"].items()
        if any(path == one for one, _ in kept)
    }
    whole = {key: value for key, value in document.items() if key not in ("paths", "x-webhooks")}
    return whole | {"paths": paths, "components": _components(document, paths)}


def _components(document: dict[str, Any], paths: dict[str, Any]) -> dict[str, Any]:
    """Give the components that the paths refer to, and the security schemes."""
    components = document.get("components", {})
    kept: dict[str, Any] = {"securitySchemes": components.get("securitySchemes", {})}
    waiting: list[Any] = [paths]
    while waiting:
        for reference in _references(waiting.pop()):
            _, _, kind, name = reference.split("/", 3)
            if name not in kept.setdefault(kind, {}):
                kept[kind][name] = components[kind][name]
                waiting.append(components[kind][name])
    return kept


def _references(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if isinstance(one.get("$ref"), str):
                yield one["$ref"]
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
