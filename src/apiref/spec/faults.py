"""What is wrong within the schemas and examples of a document: told, and left out of the rest."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema_rs

from apiref.spec.kinds import FIELDS, kind_within, parts
from apiref.spec.pointer import join, tokens
from apiref.spec.problem import Problem, shortened
from apiref.spec.source import Source
from apiref.spec.validation import from_openapi_30
from apiref.spec.values import extent

META_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
_STANDS_ALONE = re.compile(r"/schema$|^/components/schemas/[^/]+$")
_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}
_EXAMPLES = {"example", "example{}"}
_KEY = "example"  # of the one that stands beside a schema
_LARGEST_EXAMPLE = 10_000  # values, as `extent` counts them
# Where a value stands that is shown as an example.
_SHOWN = {
    "schema": ("example", "examples", "default", "const"),
    **dict.fromkeys(("parameter", "header", "media type"), ("example",)),
    "example": ("value",),
}
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
# What OpenAPI adds to the keywords of a schema (section 4.8.24.2), as far as a reader relies on it.
_DIALECT = {
    "$id": "urn:apiref:dialect",
    "$dynamicAnchor": "meta",
    "$ref": META_SCHEMA,
    "properties": {
        "discriminator": {
            "type": "object",
            "required": ["propertyName"],
            "properties": {"propertyName": {"type": "string"}},
        },
        "externalDocs": {"type": "object", "required": ["url"]},
        "xml": {"type": "object"},
    },
}


def without_faults(source: Source) -> Source:
    """Give a document whose schemas are all valid, and whose examples are examples.

    Of a keyword with a value that it cannot have, what is surely meant is kept; else it is left
    out, as if nobody had written it. What is no schema becomes one that allows anything. The
    `faults` of what is given back tell each, at its line.
    """
    told: set[Problem] = set()
    mended = source
    while found := dict((*_faulty_schemas(mended), *_no_examples(mended), *_too_large(mended))):
        told |= {*found.values()}
        data = deepcopy(mended.data)
        for pointer in found:
            with suppress(LookupError):  # what is mended already, with a fault beside it
                _mend(data, pointer)
        mended = replace(mended, data=data)
    return replace(mended, faults=tuple(sorted(told))) if told else source


def standing_alone(data: Any) -> Iterator[tuple[str, Any]]:
    """Give the schemas, with their pointers, of components, parameters, headers and content."""
    for kind, pointer, value in parts("document", "", data):
        if kind == "schema" and _STANDS_ALONE.search(pointer):
            yield pointer, value


def _faulty_schemas(source: Source) -> Iterator[tuple[str, Problem]]:
    """Check each schema against its own meta-schema (JSON Schema 2020-12, section 8)."""
    is_30 = source.data["openapi"].startswith("3.0.")
    for pointer, value in standing_alone(source.data):
        for error in _rules().iter_errors(from_openapi_30(value) if is_30 else value):
            place = join(pointer, *error.instance_path)
            yield place, schema_problem(source, place, error.message)


def _no_examples(source: Source) -> Iterator[tuple[str, Problem]]:
    """Give what stands for named examples and is no object (section 4.8.19)."""
    what, remedy = "not valid OpenAPI: no example", "Give an object of named Example Objects."
    for kind, pointer, value in parts("document", "", source.data):
        if FIELDS.get(kind, {}).get("examples") == "example{}" and "examples" in value:
            place, named = join(pointer, "examples"), value["examples"]
            members = named if isinstance(named, Mapping) else {}
            wrong = [join(place, name) for name in members if not isinstance(named[name], Mapping)]
            for one in wrong if isinstance(named, Mapping) else [place]:
                yield one, source.problem(one, "valid-openapi", what, remedy)


def _too_large(source: Source) -> Iterator[tuple[str, Problem]]:
    """Give the examples, and what is shown as one, that would fill a page and each of its samples.

    An Example Object goes as a whole.
    """
    remedy = "Give a shorter one, or `externalValue`."
    for kind, pointer, value in parts("document", "", source.data):
        for key in _SHOWN.get(kind, ()) if isinstance(value, Mapping) else ():
            if key in value and (size := extent(value[key])) > _LARGEST_EXAMPLE:
                place = pointer if kind == "example" else join(pointer, key)
                what = f"too large an example: {size} values, of at most {_LARGEST_EXAMPLE}"
                yield place, source.problem(join(pointer, key), "example-size", what, remedy)


@cache
def _rules() -> jsonschema_rs.Draft202012Validator:
    formats: dict[str, Callable[[str], bool]] = {
        "regex": _is_pattern,
        **dict.fromkeys(("uri", "uri-reference"), _is_any),
    }
    return jsonschema_rs.Draft202012Validator(_DIALECT, validate_formats=True, formats=formats)


def _is_any(_value: str) -> bool:
    return True


@cache
def _is_pattern(value: str) -> bool:
    """Whether values can be judged by a pattern."""
    try:
        jsonschema_rs.Draft202012Validator({"pattern": value})
    except jsonschema_rs.ValidationError:
        return False
    return True


def _mend(data: Any, pointer: str) -> None:
    """Mend the innermost schema around a place, or what stands there in place of an object."""
    kind = "document"
    holder, keyword = data, ""
    for token in tokens(pointer):
        key: Any = int(token) if isinstance(data, list) else token
        below = kind_within(kind, token)
        if "schema" in {kind, below} or below in _EXAMPLES or token == _KEY:
            holder, keyword = data, key
        kind, data = below, data[key]
    if kind == "schema":
        holder[keyword] = {}
    elif kind in _EXAMPLES:
        del holder[keyword]
    else:
        _mend_keyword(holder, keyword)


def _mend_keyword(schema: dict[str, Any], keyword: str) -> None:
    value = schema.pop(keyword)
    bound = schema.get(_BOUNDS.get(keyword, ""))
    if value is True and isinstance(bound, int | float):  # as in 3.0
        schema[keyword] = schema.pop(_BOUNDS[keyword])
    elif keyword in {"required", "type"} and isinstance(value, list):
        texts = [*dict.fromkeys(one for one in value if isinstance(one, str))]
        if keyword == "required" or (texts and _TYPES.issuperset(texts)):
            schema[keyword] = texts


def schema_problem(source: Source, pointer: str, message: str) -> Problem:
    what = f"not a valid schema: {shortened(message)}"
    remedy = "Mend it as JSON Schema 2020-12 says."
    return source.problem(pointer, "valid-schema", what, remedy)
