"""Whether a document has the form that the OpenAPI Specification gives it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV30SpecValidator
from openapi_spec_validator.schemas import schema_v31
from openapi_spec_validator.schemas.backend import get_validator_for

from apiref.check.walk import schemas, walk
from apiref.spec import Problem, Schema
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.source import Source
from apiref.spec.validation import from_openapi_30, validator

META_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def malformed(source: Source) -> Iterator[Problem]:
    """Give what breaks the specification's own schema, and schemas that break theirs."""
    yield from _malformed_schemas(source)
    rules = OpenAPIV30SpecValidator.schema_validator if _is_30(source) else _rules_31()
    for error in rules.iter_errors(source.data):
        yield _problem(error, source)


@cache
def _rules_31() -> Any:
    """Give the rules of 3.1 with two slips of its schema mended, as later versions of it do.

    A Link Object has `server`, not `body`, and its parameters are of any type (section 4.8.20).
    """
    schema = json.loads(json.dumps(dict(schema_v31)))
    link = schema["$defs"]["link"]["properties"]
    link |= {"server": link.pop("body"), "parameters": {"type": "object"}}
    return get_validator_for(schema)


def unusable(source: Source) -> Iterator[Problem]:
    """Give the servers and schemas that are well formed, and still no URL or no use."""
    for pointer, value in walk("", source.data):
        if pointer.endswith("/url") and re.search(r"/servers/[0-9]+/url$", pointer):
            try:
                urlsplit(value)
            except ValueError as error:
                message = f"not a URL: {error}"
                yield source.problem(pointer, "server-url", message, "Mend the URL.")
    for schema in schemas(source):
        if not _is_component(schema):
            yield from _useless(schema)


def _malformed_schemas(source: Source) -> Iterator[Problem]:
    """Check each schema against its own meta-schema (JSON Schema 2020-12, section 8)."""
    meta = jsonschema_rs.Draft202012Validator({"$ref": META_SCHEMA})
    for schema in schemas(source):
        data = from_openapi_30(schema.data) if _is_30(source) else schema.data
        for error in meta.iter_errors(data):
            yield _schema_problem(source, join(schema.pointer, *error.instance_path), error)


def _is_component(schema: Node) -> bool:
    """Whether a schema only names a component, which is judged at its own place."""
    data = schema.data
    return isinstance(data, dict) and [*data] == ["$ref"] and data["$ref"].startswith("#/comp")


def _useless(schema: Node) -> Iterator[Problem]:
    try:
        validator(Schema(schema))
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        yield _schema_problem(schema.source, schema.pointer, error)


def _schema_problem(source: Source, pointer: str, error: Any) -> Problem:
    message = f"not a valid schema: {shortened(getattr(error, 'message', str(error)))}"
    remedy = "Mend it as JSON Schema 2020-12 says."
    return source.problem(pointer, "valid-schema", message, remedy)


def _is_30(source: Source) -> bool:
    return str(source.data["openapi"]).startswith("3.0.")


def _problem(error: ValidationError, source: Source) -> Problem:
    return source.problem(
        join("", *error.absolute_path),
        "valid-openapi",
        f"not valid OpenAPI: {shortened(error.message.splitlines()[0])}",
        f"Mend it as the OpenAPI Specification {source.data['openapi']} says.",
    )
