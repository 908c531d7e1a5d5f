"""The places of a request body, each with its schema and a valid body that has it.

Nothing here knows a property by name: a property that is added to openapi.yaml is tested.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contract_tests.contract import Contract, Operation

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Field:
    """A place in the request body of an operation, with its schema and a whole body that has it."""

    operation: Operation
    path: Path
    schema: dict[str, Any]
    pointer: str
    body: dict[str, Any]

    @property
    def value(self) -> Any:
        value: Any = self.body
        for part in self.path:
            value = value[part]
        return value

    def with_value(self, value: object) -> dict[str, Any]:
        """Return the body with another value in this place."""
        return dict(replaced(self.body, self.path, value))


def replaced(whole: Any, path: Path, value: object) -> Any:
    """Return a JSON value with another in one place; what is beside the path is not copied."""
    if not path:
        return value
    copied = copy.copy(whole)
    copied[path[0]] = replaced(whole[path[0]], path[1:], value)
    return copied


def full_body(contract: Contract, operation: Operation) -> dict[str, Any]:
    """Return a valid body with every property: the examples of the contract in one.

    The attachment is declared to be text, since any string is one.
    """
    media = contract.at(f"{operation.id}/requestBody/content/application~1json")
    properties = contract.resolved(media["schema"])["properties"]
    body: dict[str, Any] = {}
    for example in media.get("examples", {}).values():
        body = merged(body, example["value"])
    for name, schema in properties.items():
        body.setdefault(name, contract.resolved(schema).get("examples", [None])[0])
    return {**body, "attachment_type": "text"} if "attachment_type" in body else body


def merged(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return the first object with what only the second has, in objects inside it as well."""
    both = {**other, **one}
    for name in one.keys() & other.keys():
        if isinstance(one[name], dict) and isinstance(other[name], dict):
            both[name] = merged(one[name], other[name])
    return both


@lru_cache(maxsize=256)
def fields(contract: Contract, operation: Operation) -> tuple[Field, ...]:
    """Return every place of the request body, the body itself first."""
    pointer = f"{operation.id}/requestBody/content/application~1json/schema"
    whole = Field(operation, (), contract.at(pointer), pointer, full_body(contract, operation))
    return tuple(_descend(contract, whole))


def _descend(contract: Contract, field: Field) -> Iterator[Field]:
    yield field
    for part, step in _children(field):
        schema = contract.at(f"{field.pointer}/{step}")
        path = (*field.path, part)
        yield from _descend(
            contract, Field(field.operation, path, schema, f"{field.pointer}/{step}", field.body)
        )


def _children(field: Field) -> Iterator[tuple[str | int, str]]:
    """Yield the parts below a field that are described, each with its step in the schema."""
    for name in field.schema.get("properties", {}):
        if name in field.value:
            yield name, f"properties/{name}"
    if isinstance(field.schema.get("additionalProperties"), dict) and field.value:
        yield next(iter(field.value)), "additionalProperties"
    if "items" in field.schema:
        yield 0, "items"
