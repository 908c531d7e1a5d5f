"""Schema -> example value, where the contract gives none."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from apiref.scalar import number_from_schema, string_from_schema
from apiref.spec import Example, MediaType, Schema
from apiref.spec.validation import validator

_ENDLESS = object()  # what a schema that contains itself, and must, would need
_OPTIONAL_DEPTH = 4  # optional properties deeper than this are left out
_CHOICES = ("oneOf", "anyOf")
_GIVEN = ("example", "examples", "default")
_TYPE_BY_KEYWORD = {
    "additionalProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "multipleOf": "number",
    "minimum": "number",
    "maximum": "number",
}


def examples_from_media_type(
    media_type: MediaType, *, in_request: bool = False
) -> tuple[Example, ...]:
    """Give a media type's own examples, or one made from its schema, called "example"."""
    if media_type.examples or media_type.schema is None:
        return media_type.examples
    value = example_from_schema(media_type.schema, in_request=in_request)
    return (Example("example", "", "", value),)


def example_from_schema(schema: Schema, *, in_request: bool = False) -> Any:
    """Give a value that fits a schema: its own example, default or enum, or else one made up.

    A request has no readOnly properties, a response no writeOnly ones (OpenAPI 3.1, section
    4.8.24). Recursion is cut off where the schema allows it. A value that no means here can find
    (a `not`, a pattern beyond Python's) is the nearest one instead. The same schema always gives
    the same value. Do not change the value: parts of it may be the contract's own.
    """
    value = _value(schema, _Walk("readOnly" if in_request else "writeOnly"))
    return None if value is _ENDLESS else value


@dataclass(frozen=True)
class _Walk:
    """The way from the outermost schema: the keyword that hides a property, the schemas above."""

    hidden: str
    above: tuple[str, ...] = ()

    def into(self, schema: Schema) -> "_Walk":
        return replace(self, above=(*self.above, schema.pointer))


def _value(schema: Schema, walk: _Walk) -> Any:
    for given in _given(schema):
        return _visible(schema, given, walk)
    if schema.pointer in walk.above:
        return None if schema.nullable else _ENDLESS
    if schema.all_of:
        return _value(_folded(schema), walk)
    if schema.one_of or schema.any_of:
        return _chosen(schema, walk)
    return _typed(schema, walk)


def _given(schema: Schema) -> Iterator[Any]:
    yield from schema.examples
    if "default" in schema.data:
        yield schema.data["default"]
    yield from schema.enum


def _visible(schema: Schema, value: Any, walk: _Walk) -> Any:
    """Leave out of a given value the properties that its direction does not have."""
    if not isinstance(value, Mapping):
        return value
    hidden = {name for name, child in schema.properties.items() if child.data.get(walk.hidden)}
    return {name: member for name, member in value.items() if name not in hidden}


def _typed(schema: Schema, walk: _Walk) -> Any:
    match _type(schema):
        case "object":
            return _object(schema, walk)
        case "array":
            return _array(schema, walk)
        case "integer" | "number":
            return number_from_schema(schema)
        case "boolean":
            return True
        case "null":
            return None
        case _:
            return string_from_schema(schema)


def _type(schema: Schema) -> str:
    if schema.types:
        return schema.types[0]
    if schema.nullable:
        return "null"
    return next((kind for key, kind in _TYPE_BY_KEYWORD.items() if key in schema.data), "string")


def _object(schema: Schema, walk: _Walk) -> Any:
    value: dict[str, Any] = {}
    for name, child in schema.properties.items():
        if _left_out(schema, name, walk):
            continue
        member = _value(child, walk.into(schema))
        if member is not _ENDLESS:
            value[name] = member
        elif name in schema.required:
            return _ENDLESS
    return {**value, **_additional(schema, value, walk)}


def _left_out(schema: Schema, name: str, walk: _Walk) -> bool:
    child = schema.properties[name].data
    if child.get(walk.hidden) or child == {"not": {}}:
        return True
    too_deep = len(walk.above) >= _OPTIONAL_DEPTH
    return name not in schema.required and (too_deep or bool(child.get("deprecated")))


def _additional(schema: Schema, value: Mapping[str, Any], walk: _Walk) -> dict[str, Any]:
    """Give the properties that have no schema by name: required ones, and as many as are asked."""
    described = schema.additional_properties
    names = [name for name in schema.data.get("required", ()) if name not in schema.properties]
    wanted = 1 if described and described.data and not schema.properties else 0
    missing = max(wanted, schema.data.get("minProperties", 0)) - len(value) - len(names)
    names += _keys(schema, missing)
    if not names or (described and described.data == {"not": {}}):
        return {}
    member = _value(described, walk.into(schema)) if described else "string"
    return {} if member is _ENDLESS else dict.fromkeys(names, member)


def _keys(schema: Schema, count: int) -> list[str]:
    names = schema.node.get("propertyNames")
    first = string_from_schema(Schema(names)) if names else "key"
    return [first if number == 1 else f"{first}{number}" for number in range(1, count + 1)]


def _array(schema: Schema, walk: _Walk) -> Any:
    least, most = schema.data.get("minItems", 0), schema.data.get("maxItems")
    first = [_value(Schema(node), walk.into(schema)) for node in schema.node.list("prefixItems")]
    count = max(least, len(first) or 1)
    count = count if most is None else min(count, most)
    if schema.items is None:
        return first[:count] + ["string"] * (least - len(first))
    item = _value(schema.items, walk.into(schema))
    if item is _ENDLESS:
        return _ENDLESS if least > len(first) else first
    rest = count - len(first)
    unique = schema.data.get("uniqueItems") and rest > 1
    return first + (_different(schema.items, item, rest) if unique else [item] * rest)


def _different(schema: Schema, item: Any, count: int) -> list[Any]:
    """Give so many values of a schema of which no two are the same, as far as it has them."""
    if schema.enum:
        return list(schema.enum[:count])
    if isinstance(item, bool):
        return [True, False][:count]
    if isinstance(item, int):
        return [item + number * (schema.data.get("multipleOf") or 1) for number in range(count)]
    if isinstance(item, str):
        most = schema.data.get("maxLength", len(item) + len(str(count)))
        tails = ("", *map(str, range(2, count + 1)))
        return [item[: most - len(tail)] + tail for tail in tails]
    return [item] * count


def _chosen(schema: Schema, walk: _Walk) -> Any:
    """Give a value of the first alternative, null last, whose value fits the whole."""
    key = "oneOf" if schema.one_of else "anyOf"
    options = sorted(
        schema.one_of or schema.any_of, key=lambda option: option.data.get("type") == "null"
    )
    rest = {name: keyword for name, keyword in schema.data.items() if name != key}
    values = []
    for option in options:
        data = {**rest, "allOf": [*rest.get("allOf", ()), _reference(option)]}
        value = _value(Schema(replace(schema.node, data=data)), walk)
        values.append(_discriminated(schema, option, value))
    return _first_fitting(schema, [value for value in values if value is not _ENDLESS])


def _discriminated(schema: Schema, option: Schema, value: Any) -> Any:
    """Put the discriminator's value for an alternative into its example."""
    discriminator = schema.discriminator
    if discriminator is None or not isinstance(value, Mapping):
        return value
    name = discriminator.property_name
    named = option.properties.get(name)
    for kind, target in discriminator.mapping.items():
        if target.pointer == option.pointer and not (named and named.enum):
            return {**value, name: kind}
    return value


def _first_fitting(schema: Schema, values: list[Any]) -> Any:
    if not values:
        return _ENDLESS
    try:
        fits = validator(schema).is_valid
        return next((value for value in values if fits(value)), values[0])
    except (ValueError, jsonschema_rs.ReferencingError):  # a schema that is itself broken
        return values[0]


def _folded(schema: Schema) -> Schema:
    """Give a schema without `allOf` that says what the schema and its parts say together."""
    parts = list(_parts(schema, ()))
    several = sum("properties" in part.data for part in parts) > 1
    data: dict[str, Any] = {}
    for part in parts:
        data = _combined(data, _keywords(part, without=_GIVEN if several else ()))
    return Schema(replace(schema.node, data=data))


def _parts(schema: Schema, above: tuple[str, ...]) -> Iterator[Schema]:
    yield schema
    for part in schema.all_of:
        if part.pointer not in above:
            yield from _parts(part, (*above, part.pointer))


def _keywords(schema: Schema, without: Iterable[str]) -> dict[str, Any]:
    """Give a schema's keywords with its subschemas as references, so that each keeps its place."""
    data = {key: value for key, value in schema.data.items() if key not in ("allOf", *without)}
    if "properties" in data:
        data["properties"] = {name: _reference(one) for name, one in schema.properties.items()}
    if schema.items:
        data["items"] = _reference(schema.items)
    for key, options in zip(_CHOICES, (schema.one_of, schema.any_of), strict=True):
        if options:
            data[key] = [_reference(option) for option in options]
    return data


def _reference(schema: Schema) -> dict[str, Any]:
    return {"$ref": f"#{quote(schema.pointer)}"}


def _combined(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    both = {key: _JOIN.get(key, _ours)(ours[key], theirs[key]) for key in theirs if key in ours}
    return {**theirs, **ours, **both}


def _ours(ours: Any, _theirs: Any) -> Any:
    return ours


def _all_required(ours: list[str], theirs: list[str]) -> list[str]:
    return [*ours, *(name for name in theirs if name not in ours)]


def _common_values(ours: list[Any], theirs: list[Any]) -> list[Any]:
    return [value for value in ours if value in theirs]


def _both(ours: Any, theirs: Any) -> dict[str, Any]:
    return {"allOf": [ours, theirs]}


def _all_properties(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    shared = {name: _both(ours[name], theirs[name]) for name in ours if name in theirs}
    return {**ours, **theirs, **shared}


def _common_type(ours: str | list[str], theirs: str | list[str]) -> list[str]:
    first, second = ([one] if isinstance(one, str) else one for one in (ours, theirs))
    both = [name for name in first if name in second]
    return both or (["integer"] if {*first, *second} >= {"integer", "number"} else first)


_JOIN: dict[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
    "enum": _common_values,
    "items": _both,
    "properties": _all_properties,
    "required": _all_required,
    "type": _common_type,
}
