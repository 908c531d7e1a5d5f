"""Whether a document has the form that the OpenAPI Specification gives it."""

import re
from collections.abc import Container, Iterator
from urllib.parse import urlsplit

import jsonschema_rs

from apiref.check.rules import rules
from apiref.check.walk import schemas, walk
from apiref.spec import Problem, Schema
from apiref.spec.faults import schema_problem
from apiref.spec.kinds import kinds_along
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.source import Source
from apiref.spec.validation import validator

# What is wrong with an object that can be read all the same: a key that is none of its own, a name
# of a component with other characters, an example in two places, one thing twice or none at all.
_HARMLESS = {
    *("additionalProperties", "unevaluatedProperties", "pattern", "format", "not"),
    *("uniqueItems", "minItems", "minProperties"),
}
# What the standard requires, and a reader can do without.
_SPARED = {"title", "version", "description", "responses"}


class Malformed:
    """What breaks the specification's own schema: `readable` in spite of it, or `beyond_reading`.

    A fault within a schema or an example leaves the rest of a document readable.
    """

    def __init__(self, source: Source) -> None:
        self.readable: list[Problem] = []
        self.beyond_reading: list[Problem] = []
        errors = [
            error
            for whole in rules(is_30=_is_30(source)).iter_errors(source.data)
            for error in _innermost(whole)
        ]
        places = {join("", *error.instance_path) for error in errors}
        for error in errors:
            if not _is_echo(error, places):
                found = self.readable if _is_readable(error) else self.beyond_reading
                found.append(_problem(error, source))


def _is_echo(error: jsonschema_rs.ValidationError, places: Container[str]) -> bool:
    """Whether keys are said to be unknown only because what stands under each is wrong."""
    match error.kind:
        case jsonschema_rs.ValidationErrorKind.UnevaluatedProperties(unexpected):
            return all(join("", *error.instance_path, key) in places for key in unexpected)
    return False


def _innermost(error: jsonschema_rs.ValidationError) -> Iterator[jsonschema_rs.ValidationError]:
    """Give what is wrong with an object of 3.0 that might have been a reference, and is none."""
    match error.kind:
        case jsonschema_rs.ValidationErrorKind.OneOfNotValid(branches):
            own = [one for one in branches if all(inner.kind.value != "$ref" for inner in one)]
            is_no_object = all(one[0].kind.name == "type" for one in branches)
            if len(own) < len(branches) or is_no_object:
                for inner in own[0]:
                    yield from _innermost(inner)
                return
    yield error


def _is_readable(error: jsonschema_rs.ValidationError) -> bool:
    *around, kind = kinds_along(error.instance_path)
    if "schema" in around or "example" in around or kind in {"example", "example{}"}:
        return True
    if error.kind.name == "required":
        return error.kind.value in _SPARED
    if error.kind.value == ["string"]:  # `version: 1.0` in YAML
        return isinstance(error.instance, int | float)
    return error.kind.name in _HARMLESS or (kind == "schema" and error.kind.name != "type")


def unusable(source: Source) -> Iterator[Problem]:
    """Give the servers and schemas that are well formed, and still no URL or no use."""
    for pointer, value in walk("", source.data):
        if pointer.endswith("/url") and re.search(r"/servers/[0-9]+/url$", pointer):
            try:
                urlsplit(str(value))
            except ValueError as error:
                message = f"not a URL: {error}"
                yield source.problem(pointer, "server-url", message, "Mend the URL.")
    for schema in schemas(source):
        if not _is_component(schema):
            yield from _useless(schema)


def _is_component(schema: Node) -> bool:
    """Whether a schema only names a component, which is judged at its own place."""
    data = schema.data
    return isinstance(data, dict) and [*data] == ["$ref"] and data["$ref"].startswith("#/comp")


def _useless(schema: Node) -> Iterator[Problem]:
    try:
        validator(Schema(schema))
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        message = getattr(error, "message", str(error))
        yield schema_problem(schema.source, schema.pointer, message)


def _is_30(source: Source) -> bool:
    return str(source.data["openapi"]).startswith("3.0.")


def _problem(error: jsonschema_rs.ValidationError, source: Source) -> Problem:
    return source.problem(
        join("", *error.instance_path),
        "valid-openapi",
        f"not valid OpenAPI: {shortened(error.message)}",
        f"Mend it as the OpenAPI Specification {source.data['openapi']} says.",
    )
