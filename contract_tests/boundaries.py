"""Values at the bounds of a JSON Schema keyword, from both sides, each with its reason."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from contract_tests.places import Field

ASTRAL = "\U0001f4e6"  # one character, two UTF-16 units, four bytes of UTF-8
WRONG: dict[str, tuple[Any, ...]] = {
    "string": (None, 7, True, ["seven"], {"seven": "seven"}),
    "integer": (None, True, 1.5, "7", [7]),
    "boolean": (None, "true", 1, [True]),
    "array": (None, "seven", 7, {"0": "seven", "1": "eight"}),
    "object": (None, "seven", ["seven"], True),
}


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
