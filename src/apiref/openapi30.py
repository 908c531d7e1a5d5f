"""The same document in OpenAPI 3.0.3, for tools that read nothing newer.

There is a converter on PyPI, openapi-downgrade, and one on npm, @apiture/openapi-down-convert. The
first changes examples and drops `not`, the second knows a part of JSON Schema and needs Node; both
pass over what they cannot say. So this is our own.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from openapi_spec_validator.schemas import schema_v30

from apiref.spec import Problem, SpecError
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.source import Source

VERSION = "3.0.3"

# The dialect of a 3.1 document that names none (section 4.8.24.5).
_DIALECT = "https://spec.openapis.org/oas/3.1/dialect/base"

# What stands where in a document (OpenAPI 3.1, section 4.8): for each kind of object, the kind that
# stands under a key. `{}` is a map of that kind, `[]` an array of it.
_OPERATIONS = dict.fromkeys(
    ("get", "put", "post", "delete", "options", "head", "patch", "trace"), "operation"
)
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "document": {
        "info": "info",
        "paths": "path item{}",
        "webhooks": "path item{}",
        "components": "components",
    },
    "info": {"license": "license"},
    "components": {
        "schemas": "schema{}",
        "responses": "response{}",
        "parameters": "parameter{}",
        "examples": "example{}",
        "requestBodies": "request body{}",
        "headers": "parameter{}",
        "links": "link{}",
        "callbacks": "path item{}{}",
        "securitySchemes": "security scheme{}",
        "pathItems": "shared path item{}",
    },
    "path item": {"parameters": "parameter[]", **_OPERATIONS},
    "operation": {
        "parameters": "parameter[]",
        "requestBody": "request body",
        "responses": "response{}",
        "callbacks": "path item{}{}",
    },
    "parameter": {"schema": "schema", "content": "media type{}", "examples": "example{}"},
    "request body": {"content": "media type{}"},
    "response": {"headers": "parameter{}", "content": "media type{}", "links": "link{}"},
    "media type": {"schema": "schema", "examples": "example{}", "encoding": "encoding{}"},
    "encoding": {"headers": "parameter{}"},
    "schema": {
        "properties": "schema{}",
        "additionalProperties": "schema or boolean",
        "items": "schema",
        "allOf": "schema[]",
        "anyOf": "schema[]",
        "oneOf": "schema[]",
        "not": "schema",
    },
}

# The keywords of a 3.0.3 Schema Object (section 4.7.24).
_KEYWORDS = frozenset(schema_v30["definitions"]["Schema"]["properties"])


def to_openapi_30(source: Source) -> dict[str, Any]:
    """Give a valid OpenAPI 3.1 document as OpenAPI 3.0.3; a 3.0 document is given back as it is.

    The two accept and refuse the same values. What is only said to a reader and has no place in 3.0
    is kept under the same name with `x-` before it. Raises SpecError, with a problem for each, for
    what 3.0 cannot say at all.
    """
    if source.data["openapi"].startswith("3.0."):
        return dict(source.data)
    conversion = _Conversion(source)
    document: dict[str, Any] = conversion.converted("document", "", source.data)
    if conversion.problems:
        raise SpecError(conversion.problems)
    return document


class _Conversion:
    """One walk through a document, and the problems that it meets."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def converted(self, kind: str, pointer: str, value: Any) -> Any:
        if kind == "path item{}" and _refers(value):
            return dict(value)  # a callback that is shared
        if kind.endswith(("{}", "[]")):
            return self._each(kind[:-2], pointer, value)
        if kind == "schema or boolean":
            return value if isinstance(value, bool) else self.converted("schema", pointer, value)
        if kind == "schema" and isinstance(value, bool):
            return {} if value else {"not": {}}
        if kind != "schema" and _refers(value):
            return self._reference(kind, pointer, value)
        fields = _FIELDS.get(kind, {})
        mended = {
            key: self.converted(fields[key], join(pointer, key), item) if key in fields else item
            for key, item in value.items()
        }
        self._report(kind, pointer, mended)
        return _MENDS.get(kind, dict)(mended)

    def _each(self, kind: str, pointer: str, value: Any) -> Any:
        if isinstance(value, list):
            return [self.converted(kind, join(pointer, i), one) for i, one in enumerate(value)]
        return {
            key: self.converted(kind, join(pointer, key), one) if _is_part(kind, key, one) else one
            for key, one in value.items()
        }

    def _reference(self, kind: str, pointer: str, value: Any) -> Any:
        """Keep a reference, or write out its target if something beside it overrides a part.

        A 3.0 reader passes over what stands beside a `$ref`.
        """
        if len(value) == 1:
            return dict(value)
        node = Node(self.source, pointer, value).resolved()
        return self.converted(kind, node.pointer, node.data)

    def _report(self, kind: str, pointer: str, value: Mapping[str, Any]) -> None:
        for key, what, remedy in _unsayable(kind, value):
            place = join(pointer, key) if key in value else pointer
            problem = self.source.problem(place, "openapi-30", f"OpenAPI 3.0 {what}", remedy)
            self.problems.append(problem)


def _refers(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("$ref"), str)


def _is_part(kind: str, key: str, value: Any) -> bool:
    """Whether a member of a map is of its kind, and no extension, which no property is."""
    return kind == "schema" or (isinstance(value, Mapping) and not key.startswith("x-"))


def _unsayable(kind: str, value: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give what an object holds that 3.0 cannot say: its key, what is wrong, the remedy."""
    if kind == "schema":
        for key in value.keys() - _KEYWORDS - _SCHEMA_MENDS.keys():
            if not key.startswith("x-"):
                remedy = "Say it with keywords that both versions have, or publish 3.1 only."
                yield key, f"has no keyword `{key}`", remedy
    if kind == "shared path item":
        yield "", "has no path items in `components`", "Write it under the path that refers to it."
    if kind == "security scheme" and value.get("type") == "mutualTLS":
        yield "type", "has no `mutualTLS`", "Offer another scheme beside it, or publish 3.1 only."
    if kind == "operation" and "responses" not in value:
        yield "", "requires `responses`", "Describe what the operation answers."
    if kind == "document" and value.get("jsonSchemaDialect", _DIALECT) != _DIALECT:
        remedy = "Leave it out, or publish 3.1 only."
        yield "jsonSchemaDialect", "has no `jsonSchemaDialect`", remedy


def _mended_document(value: dict[str, Any]) -> dict[str, Any]:
    document = {**value, "openapi": VERSION}
    document.setdefault("paths", {})
    document.pop("jsonSchemaDialect", None)
    return _set_apart(document, "webhooks")


def _set_apart(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Rename keys that 3.0 does not know into extensions, in place."""
    return {f"x-{key}" if key in keys else key: item for key, item in value.items()}


def _mended_schema(schema: dict[str, Any]) -> dict[str, Any]:
    for key, mend in _SCHEMA_MENDS.items():
        if key in schema:
            mend(schema)
    return schema


def _mend_type(schema: dict[str, Any]) -> None:
    """`type: [T, 'null']` is a nullable T; more types than one are a choice between them."""
    declared = schema["type"]
    names = declared if isinstance(declared, list) else [declared]
    nullable = {"nullable": True} if "null" in names else {}
    types = [name for name in names if name != "null"]
    if not types:
        del schema["type"]
        _require(schema, {"enum": [None], "nullable": True})
    elif len(types) == 1:
        schema.update({**_of_type(types[0]), **nullable, **schema, "type": types[0]})
    else:
        del schema["type"]
        _require(schema, {"anyOf": [{**_of_type(name), **nullable} for name in types]})


def _of_type(name: str) -> dict[str, Any]:
    """Give the schema of a type; 3.0 requires `items` of an array."""
    return {"type": name, "items": {}} if name == "array" else {"type": name}


def _mend_const(schema: dict[str, Any]) -> None:
    _require(schema, {"enum": [schema.pop("const")]})


def _mend_reference(schema: dict[str, Any]) -> None:
    if len(schema) > 1:
        _require(schema, {"allOf": [{"$ref": schema.pop("$ref")}]})


def _require(schema: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add keywords to a schema: beside its own, or in its `allOf` where it has them already."""
    if "allOf" in more:
        schema["allOf"] = [*more["allOf"], *schema.get("allOf", ())]
    elif schema.keys() & more.keys():
        schema["allOf"] = [*schema.get("allOf", ()), dict(more)]
    else:
        schema.update(more)


def _mend_bound(name: str) -> Callable[[dict[str, Any]], None]:
    """Make the mend of a numeric exclusive bound, which in 3.0 is a flag beside the bound."""
    exclusive = f"exclusive{name.capitalize()}"

    def mend(schema: dict[str, Any]) -> None:
        limit, inclusive = schema.pop(exclusive), schema.get(name)
        stricter = max if name == "minimum" else min
        if inclusive is None or stricter(limit, inclusive) == limit:
            schema.update({name: limit, exclusive: True})

    return mend


def _mend_examples(schema: dict[str, Any]) -> None:
    for example in schema.pop("examples")[:1]:
        schema.setdefault("example", example)


def _mend_required(schema: dict[str, Any]) -> None:
    if not schema["required"]:
        del schema["required"]


def _mend_content(schema: dict[str, Any]) -> None:
    """Set apart what tells a reader how a string is encoded; no value is refused by it."""
    for key in ("contentEncoding", "contentMediaType"):
        if key in schema:
            schema[f"x-{key}"] = schema.pop(key)


# In this order; what says the same in both versions is not here.
_SCHEMA_MENDS: Mapping[str, Callable[[dict[str, Any]], None]] = {
    "$comment": lambda schema: schema.pop("$comment"),
    "nullable": lambda schema: schema.pop("nullable"),  # in 3.1 it says nothing
    "examples": _mend_examples,
    "required": _mend_required,
    "exclusiveMinimum": _mend_bound("minimum"),
    "exclusiveMaximum": _mend_bound("maximum"),
    "contentEncoding": _mend_content,
    "contentMediaType": _mend_content,
    "const": _mend_const,
    "type": _mend_type,
    "$ref": _mend_reference,
}

_MENDS: Mapping[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "document": _mended_document,
    "info": lambda value: _set_apart(value, "summary"),
    "license": lambda value: _set_apart(value, "identifier"),
    "schema": _mended_schema,
}
