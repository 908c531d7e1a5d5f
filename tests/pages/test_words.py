from pathlib import Path
from typing import Any

import pytest

from apiref.pages.words import facts, type_words
from apiref.spec import Schema
from tests.pages.specs import document, spec_of

OBJECT = {"type": "object", "properties": {"a": {"type": "string"}}}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string"}, "string"),
        ({"type": "string", "format": "uri"}, "string, a URI"),
        ({"type": "string", "format": "isbn"}, "string, format isbn"),
        ({"type": ["string", "null"]}, "string or null"),
        ({"type": "integer", "format": "int64"}, "integer, 64 bits"),
        ({"type": "array", "items": {"type": "string"}}, "array of strings"),
        (
            {"type": "array", "items": {"type": "array", "items": {"type": "integer"}}},
            "array of arrays of integers",
        ),
        ({"type": "array"}, "array"),
        ({"type": "array", "items": OBJECT}, "array of objects"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "object of strings"),
        ({"type": "object", "additionalProperties": False}, "object"),
        ({"type": "object", "additionalProperties": True}, "object"),
        (OBJECT, "object"),
        ({"properties": {}}, "object"),
        ({"enum": ["a", 1]}, "string or integer"),
        ({"const": True}, "boolean"),
        ({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
         "string or array of strings"),
        ({"oneOf": [{"type": "string"}, {"type": "null"}]}, "string or null"),
        ({"type": "null"}, "null"),
        ({"const": None}, "null"),
        ({"anyOf": [OBJECT, {"type": "null"}]}, "object or null"),
        ({"nullable": True, "allOf": [{"type": "string", "enum": ["a"]}]}, "string or null"),
        ({"allOf": [{"type": "string", "format": "uuid"}]}, "string, a UUID"),
        ({"allOf": [{"type": "array", "items": OBJECT}]}, "array of objects"),
        ({"anyOf": [OBJECT, OBJECT]}, "object, one of 2 kinds"),
        ({"allOf": [{"type": "integer"}, {"minimum": 1}]}, "integer"),
        ({"allOf": [OBJECT, {"required": ["a"]}]}, "object"),
        ({}, ""),
        (True, ""),
    ],
)  # fmt: skip
def test_type_in_words(tmp_path: Path, schema: Any, expected: str) -> None:
    assert type_words(_schema(tmp_path, schema)) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"default": "day"}, ["default day"]),
        ({"default": None}, ["default null"]),
        ({"default": {}}, ["default {}"]),
        ({"minimum": 1, "maximum": 100}, ["from 1 to 100"]),
        ({"minimum": 0}, ["at least 0"]),
        ({"maximum": 1_000_000_000}, ["at most 1\u202f000\u202f000\u202f000"]),
        ({"exclusiveMinimum": 0}, ["more than 0"]),
        ({"exclusiveMaximum": 1.5}, ["less than 1.5"]),
        ({"minimum": 0, "exclusiveMinimum": True}, ["more than 0"]),
        ({"minimum": 0, "exclusiveMinimum": False}, ["at least 0"]),
        ({"minimum": 0, "maximum": 9, "exclusiveMaximum": True}, ["at least 0", "less than 9"]),
        ({"minLength": 1, "maxLength": 10_000}, ["1 to 10\u202f000 characters"]),
        ({"minLength": 1}, ["at least 1 character"]),
        ({"maxLength": 1}, ["at most 1 character"]),
        ({"minLength": 2, "maxLength": 2}, ["exactly 2 characters"]),
        ({"minLength": 0, "maxLength": 5}, ["at most 5 characters"]),
        ({"maxItems": 0}, ["at most 0 items"]),
        ({"minItems": 2, "uniqueItems": True}, ["at least 2 items", "no two items alike"]),
        ({"maxProperties": 1}, ["at most 1 property"]),
        ({"pattern": "^a$"}, ["matches ^a$"]),
        ({"multipleOf": 5}, ["a multiple of 5"]),
        ({"additionalProperties": False}, ["no other properties"]),
        ({"readOnly": True, "writeOnly": True}, ["read-only", "write-only"]),
        ({"items": {"maxLength": 9}}, ["each item at most 9 characters"]),
        ({"additionalProperties": {"maximum": 3}}, ["each value at most 3"]),
        ({"items": {"items": {"maxLength": 9}}}, ["each item of each item at most 9 characters"]),
        (
            {"items": {"default": "a", "deprecated": True}},
            ["each item deprecated", "each item default a"],
        ),
        (
            {"allOf": [{"minLength": 2, "pattern": "^a"}, {"maxLength": 7, "pattern": "z$"}]},
            ["2 to 7 characters", "matches ^a", "matches z$"],
        ),
        ({"allOf": [{"default": 1, "readOnly": True}]}, ["default 1", "read-only"]),
        ({"allOf": [{"minimum": 1, "exclusiveMinimum": True}, {"minimum": 5}]}, ["at least 5"]),
        ({"allOf": [{"maxLength": 5}, {"maxLength": 3}]}, ["at most 3 characters"]),
        (
            {"anyOf": [{"type": "string", "maxLength": 3}, {"type": "null"}]},
            ["at most 3 characters"],
        ),
        ({"type": "string"}, []),
    ],
)
def test_demands_in_words(tmp_path: Path, schema: Any, expected: list[str]) -> None:
    found = facts(_schema(tmp_path, schema))
    assert [f"{fact.words} {fact.code}".strip() for fact in found] == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, "exactly one of a or b"),
        (
            {"anyOf": [{"required": ["a", "b"]}, {"required": ["c"]}, {"required": ["d", "e"]}]},
            "at least one of a and b, or c, or d and e",
        ),
        (
            {"not": {"properties": {"kind": {"const": "cat"}}, "required": ["kind", "tail"]}},
            "not object, with tail, with kind being cat",
        ),
    ],
)
def test_what_properties_are_demanded(tmp_path: Path, schema: Any, expected: str) -> None:
    assert [fact.plain for fact in facts(_schema(tmp_path, schema))] == [expected]


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "array", "items": {"$ref": "#/components/schemas/S"}},
        {"oneOf": [{"type": "string"}, {"$ref": "#/components/schemas/S"}]},
        {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/S"}},
    ],
)
def test_a_schema_that_holds_itself_has_a_type(tmp_path: Path, schema: Any) -> None:
    assert type_words(_schema(tmp_path, schema))


def _schema(folder: Path, schema: Any) -> Schema:
    return spec_of(folder, document(components={"schemas": {"S": schema}})).schema("S")
