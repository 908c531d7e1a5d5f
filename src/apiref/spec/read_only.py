"""What a request need not have: properties that are readOnly (OpenAPI 3.1, section 4.8.24)."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from apiref.spec.pointer import value_at


def without_read_only(document: Any) -> Any:
    """Give a document in whose schemas no property is required that is readOnly."""
    return _changed(document, document, ())


def _changed(value: Any, document: Any, around: tuple[Any, ...]) -> Any:
    """Change a part of a document; `around` are the schemas in whose `allOf` it stands."""
    if isinstance(value, list):
        return [_changed(item, document, around) for item in value]
    if not isinstance(value, dict):
        return value
    schemas = (value, *around)
    schema = {
        key: _changed(item, document, schemas if key == "allOf" else ())
        for key, item in value.items()
    }
    if isinstance(value.get("required"), list):
        schema["required"] = [
            name for name in value["required"] if not _is_read_only(name, schemas, document)
        ]
    return schema


def _is_read_only(name: Any, schemas: tuple[Any, ...], document: Any) -> bool:
    properties = (one.get("properties") for one in _whole(schemas, document))
    described = tuple(one.get(name) for one in properties if isinstance(one, Mapping))
    return any(one.get("readOnly") is True for one in _whole(described, document))


def _whole(schemas: tuple[Any, ...], document: Any) -> Iterator[Mapping[str, Any]]:
    """Give schemas with those that hold too: where they refer to, and the parts of an `allOf`."""
    waiting, seen = list(schemas), set[int]()
    while waiting:
        schema = waiting.pop()
        if isinstance(schema, Mapping) and id(schema) not in seen:
            seen.add(id(schema))
            yield schema
            parts = schema.get("allOf")
            waiting += [_target(schema, document), *(parts if isinstance(parts, list) else ())]


def _target(schema: Mapping[str, Any], document: Any) -> Any:
    reference = schema.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    try:
        return value_at(document, unquote(reference[1:]))
    except (LookupError, TypeError, ValueError):
        return None
