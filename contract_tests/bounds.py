"""Request bodies at the bounds of the contract's schemas, from both sides, each with its reason.

Nothing here knows a property by name: a property that is added to openapi.yaml is tested.
"""

import copy
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from contract_tests.contract import Contract, Operation

Path = tuple[str | int, ...]

ASTRAL = "\U0001f4e6"  # one character, two UTF-16 units, four bytes of UTF-8
WRONG: dict[str, tuple[Any, ...]] = {
    "string": (None, 7, True, ["seven"], {"seven": "seven"}),
    "integer": (None, True, 1.5, "7", [7]),
    "boolean": (None, "true", 1, [True]),
    "array": (None, "seven", 7, {"0": "seven", "1": "eight"}),
    "object": (None, "seven", ["seven"], True),
}


@dataclass(frozen=True, eq=False)
class Case:
    """A request body that differs in one place from a valid one; `clause` is what it is about."""

    operation: Operation
    path: Path
    keyword: str
    reason: str
    body: Any
    valid: bool
    clause: str

    def __str__(self) -> str:
        place = ".".join(map(str, (self.operation.id, *self.path)))
        return f"{place}: {self.reason}"


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
        return dict(_replaced(self.body, self.path, value))


def _replaced(whole: Any, path: Path, value: object) -> Any:
    """Return a JSON value with another in one place; what is beside the path is not copied."""
    if not path:
        return value
    copied = copy.copy(whole)
    copied[path[0]] = _replaced(whole[path[0]], path[1:], value)
    return copied


@lru_cache(maxsize=256)
def cases(contract: Contract, keyword: str, *, valid: bool) -> tuple[Case, ...]:
    """Return the cases of a keyword of JSON Schema for all fields of all request bodies.

    Each is judged again by the whole schema, so that a value which happens to fit, or to break
    another bound as well, is not used for what it is not. A schema that several fields share is
    tested to the full in the first, and with one case in each of the others.
    """
    chosen: list[Case] = []
    complete: set[str] = set()
    for operation in contract.creations:
        for field in fields(contract, operation):
            found = [
                case
                for case in _field_cases(field, keyword)
                if case.valid is valid and _is_valid(contract, case) is valid
            ]
            schema = contract.clause(field.pointer).pointer
            chosen += found[:1] if schema in complete else found
            complete.add(schema)
    return tuple(chosen)


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


def _field_cases(field: Field, keyword: str) -> Iterable[Case]:
    bound = field.schema.get(keyword)
    if bound is None or (not field.path and keyword == "type"):
        return
    for reason, value, valid in KEYWORDS[keyword](field, bound):
        body = field.with_value(value) if field.path else value
        clause = f"{field.pointer}/{keyword}"
        yield Case(field.operation, field.path, keyword, reason, body, valid, clause)


def _is_valid(contract: Contract, case: Case) -> bool:
    pointer = f"{case.operation.id}/requestBody/content/application~1json/schema"
    return contract.problem(pointer, case.body) is None


Values = Iterator[tuple[str, Any, bool]]


def _max_length(field: Field, bound: int) -> Values:
    text = str(field.value)
    yield f"{bound} characters", _stretched(text, bound, "a"), True
    if "pattern" not in field.schema:
        yield f"{bound} characters outside the BMP", ASTRAL * bound, True
    yield f"one character over maxLength {bound}", _stretched(text, bound + 1, "a"), False


def _stretched(text: str, length: int, filler: str) -> str:
    """Return the text at a length; a URL keeps its beginning, all else is the filler alone."""
    head = text if text.startswith(("http:", "https:")) else ""
    return head + filler * (length - len(head))


def _min_length(_: Field, bound: int) -> Values:
    yield f"{bound} character{'s' * (bound > 1)}", "x" * bound, True
    yield f"{bound} character outside the BMP", ASTRAL * bound, True
    yield f"one character under minLength {bound}", "x" * (bound - 1), False


def _pattern(field: Field, bound: str) -> Values:
    text = str(field.value)
    values = [f" {text}", f"{text}\n", "", f"{text} ", "é" * len(text)]
    if text.startswith("http"):  # the case of a scheme is a matter of taste
        rest = text.partition(":")[2]
        values = [f"ftp:{rest}", *values, f"javascript:{rest}", rest, rest.lstrip("/"), "https://"]
    else:
        values = [text.swapcase(), *values, "1" * len(text), text[:-1]]
    for value in values:
        yield f"{value[:40]!r} does not match {bound}", value, False


def _enum(_: Field, bound: list[str]) -> Values:
    for value in bound:
        yield f"{value!r}", value, True
    for value in (bound[0].upper(), f" {bound[0]}", f"{bound[0]} ", "", "other"):
        yield f"{value!r} is not in the enum", value, False


def _type(_: Field, bound: str) -> Values:
    for value in WRONG[bound]:
        yield f"{json.dumps(value)} is not of type {bound}", value, False


def _minimum(_: Field, bound: int) -> Values:
    yield f"{bound}", bound, True
    yield f"one under minimum {bound}", bound - 1, False
    yield f"far under minimum {bound}", -bound - 1, False


def _maximum(_: Field, bound: int) -> Values:
    yield f"{bound}", bound, True
    yield f"one over maximum {bound}", bound + 1, False
    yield f"far over maximum {bound}", 2**63, False


def _many(field: Field, count: int) -> list[Any]:
    del field
    return [f"item {number}" for number in range(count)]


def _min_items(field: Field, bound: int) -> Values:
    yield f"{bound} items", _many(field, bound), True
    yield f"one item under minItems {bound}", _many(field, bound - 1), False
    yield "no items", [], False


def _max_items(field: Field, bound: int) -> Values:
    yield f"{bound} items", _many(field, bound), True
    yield f"one item over maxItems {bound}", _many(field, bound + 1), False


def _unique_items(field: Field, _: bool) -> Values:  # noqa: FBT001 - the keyword's value
    first = field.value[0]
    yield "the first item again at the end", [*field.value, first], False
    yield "items that differ in case only", [first, first.swapcase()], True


def _properties(field: Field, count: int) -> dict[str, Any]:
    return {f"key {number}": next(iter(field.value.values())) for number in range(count)}


def _min_properties(field: Field, bound: int) -> Values:
    yield f"{bound} properties", _properties(field, bound), True
    yield f"one property under minProperties {bound}", _properties(field, bound - 1), False


def _max_properties(field: Field, bound: int) -> Values:
    yield f"{bound} properties", _properties(field, bound), True
    yield f"one property over maxProperties {bound}", _properties(field, bound + 1), False


def _required(field: Field, bound: list[str]) -> Values:
    for name in bound:
        yield f"{name} is missing", {k: v for k, v in field.value.items() if k != name}, False
    yield "nothing but what is required", {k: v for k, v in field.value.items() if k in bound}, True


def _additional_properties(field: Field, bound: object) -> Values:
    if bound is False:
        yield "a property that is not described", {**field.value, "urgencey": "day"}, False
        yield (
            "a described property in capitals",
            {**field.value, max(field.value).upper(): "x"},
            False,
        )
    if bound is True:
        yield "any property", {"anything": 1}, True
        yield "no property", {}, True


KEYWORDS: dict[str, Callable[[Field, Any], Values]] = {
    "maxLength": _max_length,
    "minLength": _min_length,
    "pattern": _pattern,
    "enum": _enum,
    "type": _type,
    "minimum": _minimum,
    "maximum": _maximum,
    "minItems": _min_items,
    "maxItems": _max_items,
    "uniqueItems": _unique_items,
    "minProperties": _min_properties,
    "maxProperties": _max_properties,
    "required": _required,
    "additionalProperties": _additional_properties,
}
