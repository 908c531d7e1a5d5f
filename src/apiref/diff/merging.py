"""A schema with the parts of its `allOf` in it, so that a change of form alone is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from apiref.diff.comparison import WORDS
from apiref.spec import Schema


def merged(schema: Schema, parts: Sequence[Schema]) -> tuple[Schema, list[Schema]]:
    """Give a schema that says what it and the parts say, and the parts that do not go into it.

    Of these, a keyword is there already with another value.
    """
    data = {key: value for key, value in schema.data.items() if key != "allOf"}
    apart = []
    for part in _flat(parts, frozenset()):
        if _clash(data, part.data):
            apart.append(part)
        else:
            data = _joined(data, part.data)
    return (Schema(replace(schema.node, data=data)), apart) if parts else (schema, [])


def _flat(parts: Sequence[Schema], above: frozenset[str]) -> Iterator[Schema]:
    """Give the parts, and the parts of these, each without its own `allOf`."""
    for part in parts:
        if part.pointer not in above:
            yield from _flat(part.all_of, above | {part.pointer})
            data = {key: value for key, value in part.data.items() if key != "allOf"}
            yield Schema(replace(part.node, data=data))


def _clash(data: Mapping[str, Any], more: Mapping[str, Any]) -> bool:
    properties, others = (one.get("properties", {}) for one in (data, more))
    shared = data.keys() & more.keys() - WORDS - {"properties", "required", "type"}
    return (
        any(data[key] != more[key] for key in shared)
        or any(properties[name] != others[name] for name in properties.keys() & others.keys())
        or ("type" in data and "type" in more and not _common_types(data, more))
    )


def _common_types(data: Mapping[str, Any], more: Mapping[str, Any]) -> list[str]:
    before, after = (
        one["type"] if isinstance(one["type"], list) else [one["type"]] for one in (data, more)
    )
    return [name for name in before if name in after]


def _joined(data: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    joined = {**more, **data}
    if "properties" in joined:
        joined["properties"] = {**more.get("properties", {}), **data.get("properties", {})}
    if "type" in data and "type" in more:
        joined["type"] = _common_types(data, more)
    if "required" in joined:
        joined["required"] = [*more.get("required", ()), *data.get("required", ())]
    return joined
