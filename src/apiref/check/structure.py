"""Whether a document has the form that the OpenAPI Specification gives it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from apiref.check.walk import schemas, walk
from apiref.spec import Operation, Problem, Schema, Spec
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.source import Source
from apiref.spec.validation import from_openapi_30, validator

_META_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def malformed(source: Source) -> Iterator[Problem]:
    """Give what breaks the specification's own schema, and schemas that break theirs."""
    yield from _malformed_schemas(source)
    for error in _validator(source).schema_validator.iter_errors(source.data):
        yield _problem(error, source)


def contradictory(source: Source) -> Iterator[Problem]:
    """Give what a schema cannot say, such as ids that are not unique.

    The document must be well formed.
    """
    yield from _unusable_servers(source)
    for schema in schemas(source):
        yield from _useless(schema)
    try:
        errors = list(_validator(source)(_without_extensions(source.data)).iter_errors())
    except (LookupError, AttributeError, TypeError):
        message = "not valid OpenAPI: a reference leads to what is something else"
        remedy = "See that each `$ref` leads to the kind of part that stands in its place."
        yield source.problem("", "valid-openapi", message, remedy)
        return
    yield from (_problem(one, source) for one in errors if not _is_within_schema(one, source))


def _without_extensions(value: Any) -> Any:
    """Give what the validator may look at: it takes an extension for a path or a response."""
    if isinstance(value, list):
        return [_without_extensions(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {key: _without_extensions(item) for key, item in value.items() if key[:2] != "x-"}


def unknown_names(spec: Spec) -> Iterator[Problem]:
    """Give the security schemes and the operations of links that the document does not have."""
    ids = {operation.id for operation in spec.operations}
    for operation in spec.operations:
        yield from _unknown_schemes(operation, spec)
        for link in (link for response in operation.responses for link in response.links):
            if link.operation_id and link.operation_id not in ids:
                message = f"the link leads to {link.operation_id!r}, which is no operation"
                yield _unknown(link.node, message, f"Name one of: {', '.join(sorted(ids))}.")


def _unknown_schemes(operation: Operation, spec: Spec) -> Iterator[Problem]:
    own = operation.node if "security" in operation.node.data else spec.node
    known = spec.security_schemes
    for alternative in own.list("security"):
        for name in alternative.data:
            if name not in known:
                message = f"the security scheme {name!r} is not described"
                remedy = "Describe it under `components.securitySchemes`, or name one that is."
                yield _unknown(alternative, message, remedy)


def _unknown(node: Node, message: str, remedy: str) -> Problem:
    return node.source.problem(node.pointer, "name-known", message, remedy)


def _malformed_schemas(source: Source) -> Iterator[Problem]:
    """Check each schema against its own meta-schema (JSON Schema 2020-12, section 8)."""
    meta = jsonschema_rs.Draft202012Validator({"$ref": _META_SCHEMA})
    for schema in schemas(source):
        data = from_openapi_30(schema.data) if _is_30(source) else schema.data
        for error in meta.iter_errors(data):
            yield _schema_problem(source, join(schema.pointer, *error.instance_path), error)


def _unusable_servers(source: Source) -> Iterator[Problem]:
    for pointer, value in walk("", source.data):
        if re.search(r"/servers/[0-9]+/url$", pointer):
            try:
                urlsplit(value)
            except ValueError as error:
                message = f"not a URL: {error}"
                yield source.problem(pointer, "server-url", message, "Mend the URL.")


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


def _validator(source: Source) -> Any:
    return OpenAPIV30SpecValidator if _is_30(source) else OpenAPIV31SpecValidator


def _problem(error: ValidationError, source: Source) -> Problem:
    return source.problem(
        _pointer(error, source),
        "valid-openapi",
        f"not valid OpenAPI: {shortened(error.message.splitlines()[0])}",
        f"Mend it as the OpenAPI Specification {source.data['openapi']} says.",
    )


def _is_within_schema(error: ValidationError, source: Source) -> bool:
    """Whether the path of an error begins at a schema; `_useless` tells those with their place."""
    return bool(error.absolute_path) and error.absolute_path[0] not in source.data


def _pointer(error: ValidationError, source: Source) -> str:
    """Give the place of an error: its own, or the path that its message names."""
    if error.absolute_path:
        return join("", *error.absolute_path)
    paths = source.data.get("paths") or {}
    names = re.findall(r"'([^']+)'", error.message)
    return next((join("/paths", name) for name in names if name in paths), "/paths")


def shortened(message: str, limit: int = 200) -> str:
    """Give a message, cut where it is too long to read."""
    return message if len(message) <= limit else f"{message[:limit]}…"
