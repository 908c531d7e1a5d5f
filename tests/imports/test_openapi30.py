"""OpenAPI 3.1 and the 3.0.3 made from it say the same."""

import copy
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema.protocols import Validator
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.validation.exceptions import ExtraParametersError
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4, DRAFT202012

from apiref.openapi30 import to_openapi_30
from apiref.spec import MediaType, Operation, SpecError, load
from apiref.spec.source import Source
from tests.imports.bodies import JSON, near, objects

CONTRACT = load(Path(__file__).parents[2] / "openapi.yaml")
DERIVED = to_openapi_30(CONTRACT.node.source)
# `make imports` asks for 2 000 bodies an operation; each operation has at least one kind of body.
BODIES = int(os.environ.get("IMPORTS_BODIES", "60"))
QUIET = settings(
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Body:
    """A kind of body of an operation: its schema's pointer, and examples that fit it."""

    label: str
    pointer: str
    examples: list[Any]


def bodies() -> Iterator[Body]:
    """Give each kind of body of each operation once: sent, answered, and called back with."""
    for operation in CONTRACT.operations:
        callbacks = [one for callback in operation.callbacks for one in callback.operations]
        media = [
            *(one for sent in (operation, *callbacks) for one in _request_media(sent)),
            *(one for response in operation.responses for one in response.content),
        ]
        kinds: dict[str, list[Any]] = {}
        for one in media:
            assert one.schema
            kinds.setdefault(one.schema.pointer, []).extend(item.value for item in one.examples)
        for pointer, examples in kinds.items():
            yield Body(f"{operation.id} {pointer.rpartition('/')[2]}", pointer, examples)


def _request_media(operation: Operation) -> tuple[MediaType, ...]:
    return operation.request_body.content if operation.request_body else ()


def validator_31(document: Any, pointer: str) -> Validator:
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:contract", resource)
    kind = OAS31Validator
    schema = {"$ref": f"urn:contract#{pointer}"}
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)  # type: ignore[no-any-return]  # untyped


def validator_30(document: Any, pointer: str) -> Validator:
    resource = Resource.from_contents(document, default_specification=DRAFT4)
    registry: Registry[Any] = Registry().with_resource("urn:contract", resource)
    kind = OAS30Validator
    schema = {"$ref": f"urn:contract#{pointer}"}
    return kind(schema, registry=registry, format_checker=kind.FORMAT_CHECKER)  # type: ignore[no-any-return]  # untyped


def test_the_derived_document_is_valid() -> None:
    assert DERIVED["openapi"] == "3.0.3"
    assert list(OpenAPIV30SpecValidator(DERIVED).iter_errors()) == []


@pytest.mark.parametrize("body", list(bodies()), ids=lambda body: body.label)
def test_both_versions_accept_and_refuse_the_same_bodies(body: Body) -> None:
    """Every body is judged alike, and there are some of both kinds."""
    current = validator_31(CONTRACT.node.data, body.pointer)
    # The validator's discriminator breaks on a value that is no string; `oneOf` alone decides.
    derived = validator_30(without(DERIVED, "discriminator"), body.pointer)
    judged: Counter[bool] = Counter()

    @settings(QUIET, max_examples=BODIES)
    @given(near(body.examples, CONTRACT.node.data["components"]["schemas"]))
    def check(value: Any) -> None:
        accepted = current.is_valid(value)
        assert derived.is_valid(value) == accepted
        judged[accepted] += 1

    check()
    assert judged[True]
    assert judged[False]


TYPES = st.sampled_from(["null", "string", "number", "integer", "boolean", "array", "object"])
PLAIN = st.booleans() | st.fixed_dictionaries(
    {},
    optional={
        "type": TYPES | st.lists(TYPES, min_size=1, max_size=3, unique=True),
        "const": JSON,
        "enum": st.lists(JSON, min_size=1, max_size=3, unique_by=repr),
        "minimum": st.integers(-5, 5),
        "exclusiveMinimum": st.integers(-5, 5),
        "maximum": st.integers(-5, 5),
        "exclusiveMaximum": st.integers(-5, 5),
        "maxLength": st.integers(0, 2),
        "required": st.lists(st.just("a"), max_size=1),
        "examples": st.lists(JSON, max_size=2),
        "nullable": st.booleans(),
        "$comment": st.just("Nothing of it is for a reader."),
    },
)
REFERENCE = st.fixed_dictionaries(
    {"$ref": st.just("#/components/schemas/Named")},
    optional={
        "description": st.just("What it is."),
        "type": TYPES,
        "allOf": st.lists(PLAIN, min_size=1, max_size=1),
    },
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(inner, min_size=1, max_size=2)
    return st.fixed_dictionaries(
        {},
        optional={
            "properties": st.dictionaries(st.sampled_from(["a", "type", "x-a"]), inner),
            "additionalProperties": inner,
            "items": inner,
            "allOf": some,
            "anyOf": some,
            "oneOf": some,
            "not": inner,
        },
    )


NAMED = st.recursive(PLAIN, nested, max_leaves=4)
SCHEMAS = st.recursive(PLAIN | REFERENCE, nested, max_leaves=4)


@settings(QUIET, max_examples=BODIES)
@given(schema=SCHEMAS, named=NAMED, values=st.lists(JSON, min_size=5, max_size=10))
def test_any_schema_says_the_same_in_both_versions(schema: Any, named: Any, values: Any) -> None:
    document = written({"schemas": {"Schema": schema, "Named": named}})
    derived = to_openapi_30(Source(Path("openapi.yaml"), b"", document))
    errors = OpenAPIV30SpecValidator(without(derived, "example")).iter_errors()
    assert [one for one in errors if not isinstance(one, ExtraParametersError)] == []
    pointer = "/components/schemas/Schema"
    for value in values:
        expected = validator_31(document, pointer).is_valid(value)
        assert validator_30(derived, pointer).is_valid(value) == expected


def written(components: Any, **more: Any) -> dict[str, Any]:
    head = {"openapi": "3.1.0", "info": {"title": "Tasks", "version": "1"}, "paths": {}}
    return {**head, "components": components, **more}


def without(document: Any, keyword: str) -> Any:
    document = copy.deepcopy(document)
    for schema in objects(document):
        schema.pop(keyword, None)
    return document


def derived(text: str) -> dict[str, Any]:
    return to_openapi_30(Source(Path("openapi.yaml"), text.encode(), yaml.safe_load(text)))


HEAD = "openapi: 3.1.0\ninfo: {title: Tasks, version: '1'}\n"


def test_a_document_in_3_0_stays_as_it_is() -> None:
    text = "openapi: 3.0.0\ninfo: {title: Tasks, version: '1'}\npaths: {}\n"
    assert derived(text) == yaml.safe_load(text)


def test_what_is_only_told_is_set_apart() -> None:
    document = derived(
        "openapi: 3.1.0\n"
        "info: {title: Tasks, version: '1', summary: Work, license: {name: M, identifier: MIT}}\n"
        "webhooks: {done: {post: {responses: {'200': {description: Seen.}}}}}\n"
    )
    assert document["info"]["x-summary"] == "Work"
    assert document["info"]["license"] == {"name": "M", "x-identifier": "MIT"}
    assert document["x-webhooks"].keys() == {"done"}
    assert document["paths"] == {}


def test_an_override_beside_a_reference_is_written_out() -> None:
    document = derived(
        HEAD + "paths:\n"
        "  /tasks:\n"
        "    get:\n"
        "      responses:\n"
        "        '200': {$ref: '#/components/responses/Tasks', description: The newest tasks.}\n"
        "        '404': {$ref: '#/components/responses/Tasks'}\n"
        "components: {responses: {Tasks: {description: Tasks.}}}\n"
    )
    assert document["paths"]["/tasks"]["get"]["responses"] == {
        "200": {"description": "The newest tasks."},
        "404": {"$ref": "#/components/responses/Tasks"},
    }


def test_an_example_is_left_alone() -> None:
    """A keyword's name within a value is a name."""
    value = {"const": 1, "examples": [2], "type": ["string", "null"]}
    document = written({"schemas": {"Task": {"examples": [value]}}})
    named = {"one": {"value": value}}
    document["components"]["responses"] = {
        "Task": {"description": "A task.", "content": {"application/json": {"examples": named}}}
    }
    made = to_openapi_30(Source(Path("openapi.yaml"), b"", document))["components"]
    assert made["schemas"]["Task"] == {"example": value}
    assert made["responses"]["Task"]["content"]["application/json"]["examples"] == named


@pytest.mark.parametrize(
    ("current", "expected"),
    [
        ("{type: [string, 'null']}", "{type: string, nullable: true}"),
        ("{type: 'null'}", "{enum: [null], nullable: true}"),
        ("{type: [array, 'null']}", "{type: array, nullable: true, items: {}}"),
        ("{type: [string, integer]}", "{anyOf: [{type: string}, {type: integer}]}"),
        (
            "{type: [array, string, 'null'], anyOf: [{}]}",
            """
            anyOf: [{}]
            allOf: [{anyOf: [{type: array, items: {}, nullable: true},
                             {type: string, nullable: true}]}]
            """,
        ),
        ("{const: 1}", "{enum: [1]}"),
        ("{const: 1, enum: [1, 2]}", "{enum: [1, 2], allOf: [{enum: [1]}]}"),
        ("{exclusiveMinimum: 1}", "{minimum: 1, exclusiveMinimum: true}"),
        ("{exclusiveMinimum: 1, minimum: 2}", "{minimum: 2}"),
        ("{exclusiveMaximum: 1, maximum: 2}", "{maximum: 1, exclusiveMaximum: true}"),
        ("{examples: [1, 2]}", "{example: 1}"),
        ("{examples: [1], example: 2}", "{example: 2}"),
        ("{required: []}", "{}"),
        ("{type: string, nullable: true}", "{type: string}"),
        ("{not: true, additionalProperties: false}", "{not: {}, additionalProperties: false}"),
        ("{items: false}", "{items: {not: {}}}"),
        ("{$ref: '#/components/schemas/Named'}", "{$ref: '#/components/schemas/Named'}"),
        (
            "{$ref: '#/components/schemas/Named', type: [string, 'null'], allOf: [{}]}",
            "{type: string, nullable: true, allOf: [{$ref: '#/components/schemas/Named'}, {}]}",
        ),
        ("{contentEncoding: base64}", "{x-contentEncoding: base64}"),
    ],
)
def test_a_schema_in_3_0(current: str, expected: str) -> None:
    document = written({"schemas": {"Schema": yaml.safe_load(current), "Named": {}}})
    made = to_openapi_30(Source(Path("openapi.yaml"), b"", document))
    assert made["components"]["schemas"]["Schema"] == yaml.safe_load(expected)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("components: {schemas: {Task: {if: {type: string}}}}", "`if`"),
        ("components: {schemas: {Task: {properties: {a: {$defs: {}}}}}}", "`$defs`"),
        ("components: {pathItems: {Task: {}}}", "`components`"),
        ("components: {securitySchemes: {tls: {type: mutualTLS}}}", "`mutualTLS`"),
        ("paths: {/tasks: {get: {}}}", "`responses`"),
        ("jsonSchemaDialect: https://json-schema.org/draft/2019-09/schema", "`jsonSchemaDialect`"),
    ],
)
def test_what_3_0_cannot_say_is_a_problem_at_its_line(line: str, what: str) -> None:
    with pytest.raises(SpecError) as raised:
        derived(HEAD + line)
    [problem] = raised.value.problems
    assert (problem.line, problem.rule) == (3, "openapi-30")
    assert what in problem.message
