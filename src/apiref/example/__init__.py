"""Schema -> example value, where the contract gives none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile
from typing import Any

import jsonschema_rs

from apiref.example.keywords import LONGEST, Keywords, is_nothing, keywords_from_schemas
from apiref.example.scalar import number_from_keywords, string_from_keywords
from apiref.spec import Example, MediaType, Schema
from apiref.spec.identity import Identity
from apiref.spec.together import whole
from apiref.spec.validation import MOST_STEPS, validator, width

Schemas = tuple[Schema, ...]
"""Schemas that hold together, as the parts of an `allOf` do."""

_ENDLESS = object()  # what a schema that contains itself, and must, would need
_OPTIONAL_DEPTH = 4  # optional properties deeper than this are left out
_KEPT = 64  # examples: a page, its samples and its copy ask for the same
_MOST_JUDGED = 100  # values, for one example
_MOST_VALUES = 2_000  # in one example; schemas of which each holds the next twice have no end


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
    return _made(Identity(schema, schema.data), "readOnly" if in_request else "writeOnly")


@lru_cache(maxsize=_KEPT)
def _made(key: Identity[Schema], hidden: str) -> Any:
    value = _value((key.value,), _Walk(hidden))
    return None if value is _ENDLESS else value


@dataclass
class _Budget:
    """How many values an example may still have, and what it costs to judge one."""

    left: int = _MOST_VALUES
    judged: int = 0
    widths: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Walk:
    """The way from the outermost schema: the keyword that hides a property, the schemas above.

    `chosen` are those of which an alternative is taken already, for the same value.
    """

    hidden: str
    above: tuple[str, ...] = ()
    chosen: frozenset[tuple[str, str]] = frozenset()
    depth: int = 0
    budget: _Budget = field(default_factory=_Budget)

    def into(self, schemas: Schemas) -> "_Walk":
        pointers = tuple(schema.pointer for schema in schemas)
        return replace(self, above=self.above + pointers, chosen=frozenset(), depth=self.depth + 1)

    def choosing(self, choice: Schema) -> "_Walk":
        return replace(self, chosen=self.chosen | {(choice.pointer, _keyword(choice))})


def _value(schemas: Schemas, walk: _Walk) -> Any:
    walk.budget.left -= 1
    if walk.budget.left < 0:
        return _least(schemas)
    for given in _given(schemas):
        return _visible(schemas, given, walk)
    if any(schema.pointer in walk.above for schema in schemas):
        return None if all(schema.nullable for schema in schemas) else _ENDLESS
    seen: set[str] = set()
    parts = tuple(part for schema in schemas for part in _parts(schema, seen))
    if len(parts) > len(schemas):
        return _value(parts, walk)
    choices = ((schema.pointer, _keyword(schema), schema) for schema in schemas)
    left = (one for *at, one in choices if at[1] and tuple(at) not in walk.chosen)
    choice = next(left, None)
    return _chosen(schemas, choice, walk) if choice else _typed(schemas, walk)


def _least(schemas: Schemas) -> Any:
    """Give the smallest value of the type, whatever else the schemas ask for."""
    keywords = keywords_from_schemas(schemas)
    return {"object": {}, "array": []}.get(keywords.type, "string")


def _parts(schema: Schema, seen: set[str]) -> Iterator[Schema]:
    """Give a schema without its `allOf`, and then what that holds and was not given before."""
    rest = {key: value for key, value in schema.data.items() if key != "allOf"}
    yield Schema(replace(schema.node, data=rest))
    for part in schema.all_of:
        if part.pointer not in seen:
            seen.add(part.pointer)
            yield from _parts(part, seen)


def _given(schemas: Schemas) -> list[Any]:
    """Give the examples and defaults of schemas; of several, what fits them all.

    Where several have properties, the example of one is not the whole of the value.
    """
    if sum(bool(schema.properties) for schema in schemas) > 1:
        return []
    values = [value for schema in schemas for value in _own(schema)]
    return values if len(schemas) == 1 else [one for one in values if _fits(schemas, one)]


def _own(schema: Schema) -> list[Any]:
    default = [schema.data["default"]] if "default" in schema.data else []
    return [*schema.examples, *default]


def _fits(schemas: Schemas, value: Any) -> bool:
    try:
        return all(validator(schema).is_valid(value) for schema in schemas)
    except (ValueError, jsonschema_rs.ReferencingError):  # a schema that is itself broken
        return True


def _visible(schemas: Schemas, value: Any, walk: _Walk) -> Any:
    """Leave out of a given value the properties that its direction does not have."""
    if not isinstance(value, Mapping):
        return value
    properties = [pair for schema in schemas for pair in schema.properties.items()]
    hidden = {name for name, child in properties if whole(child).data.get(walk.hidden)}
    return {name: member for name, member in value.items() if name not in hidden}


def _keyword(schema: Schema) -> str:
    """Give the keyword of the choice that a schema has, if any."""
    return "oneOf" if schema.one_of else "anyOf" if schema.any_of else ""


def _chosen(schemas: Schemas, choice: Schema, walk: _Walk) -> Any:
    """Give a value of the first alternative, null last, whose value fits the whole.

    What is made of one alternative of an `anyOf` that stands alone fits it, and is not judged; nor
    is what would take too long, each level being judged by every alternative.
    """
    key = _keyword(choice)
    rest = {name: keyword for name, keyword in choice.data.items() if name != key}
    others = tuple(schema for schema in schemas if schema is not choice)
    others = (Schema(replace(choice.node, data=rest)), *others)
    options = sorted(
        choice.one_of or choice.any_of, key=lambda option: option.data.get("type") == "null"
    )
    made_to_fit = key == "anyOf" and len(schemas) == 1
    wide = width(choice, walk.budget.widths)
    first: Any = _ENDLESS
    for option in options:
        made = _value((*others, option), walk.choosing(choice))
        value = _discriminated(choice, option, made)
        if value is _ENDLESS:
            continue
        too_much = wide ** max(1, _levels(value)) >= MOST_STEPS
        if made_to_fit or too_much or walk.budget.judged >= _MOST_JUDGED:
            return value
        for one in (value, _without_others(value, (*others, option), options)):
            walk.budget.judged += 1
            if _fits(schemas, one):
                return one
        first = value if first is _ENDLESS else first
    return first


def _without_others(value: Any, demanding: Schemas, options: list[Schema]) -> Any:
    """Leave out of an object what only alternatives demand that are not taken."""
    if not isinstance(value, Mapping):
        return value
    demanded = {name for schema in demanding for name in schema.required}
    others = {name for option in options for name in option.required} - demanded
    return {name: member for name, member in value.items() if name not in others}


def _levels(value: Any) -> int:
    """Give how deep a value is: 0 for one that holds no other."""
    if not isinstance(value, Mapping | list) or not value:
        return 0
    return 1 + max(map(_levels, value.values() if isinstance(value, Mapping) else value))


def _discriminated(choice: Schema, option: Schema, value: Any) -> Any:
    """Put the discriminator's value for an alternative into its example."""
    discriminator = choice.discriminator
    if discriminator is None or not isinstance(value, Mapping):
        return value
    name = discriminator.property_name
    named = option.properties.get(name)
    for kind, target in discriminator.mapping.items():
        if target.pointer == option.pointer and not (named and named.enum):
            return {**value, name: kind}
    return value


def _typed(schemas: Schemas, walk: _Walk) -> Any:
    keywords = keywords_from_schemas(schemas)
    if keywords.enum:
        return keywords.enum[0]
    match keywords.type:
        case "object":
            return _object(keywords, walk.into(schemas))
        case "array":
            return _array(keywords, walk.into(schemas))
        case "integer" | "number":
            return number_from_keywords(keywords)
        case "boolean" | "null":
            return True if keywords.type == "boolean" else None
        case _:
            return string_from_keywords(keywords)


def _object(keywords: Keywords, walk: _Walk) -> Any:
    value: dict[str, Any] = {}
    for name, schemas in keywords.properties.items():
        required = name in keywords.required
        if not _is_shown(schemas, walk, required=required):
            continue
        member = _value(schemas, walk)
        if member is not _ENDLESS:
            value[name] = member
        elif required:
            return _ENDLESS
    return {**value, **_additional(keywords, value, walk)}


def _is_shown(schemas: Schemas, walk: _Walk, *, required: bool) -> bool:
    wholes = [whole(schema) for schema in schemas]
    if any(schema.data.get(walk.hidden) or is_nothing(schema) for schema in wholes):
        return False
    deprecated = any(schema.deprecated for schema in wholes)
    return required or not (deprecated or walk.depth > _OPTIONAL_DEPTH)


def _additional(keywords: Keywords, value: Mapping[str, Any], walk: _Walk) -> dict[str, Any]:
    """Give the properties that have no schema by name: required ones, and as many as are asked."""
    described = keywords.additional_properties
    if any(is_nothing(schema) for schema in described):
        return {}
    names = [name for name in keywords.required if name not in keywords.properties]
    told = any(schema.data for schema in described) and not keywords.properties
    wanted = 1 if told and walk.depth <= _OPTIONAL_DEPTH else 0
    missing = max(wanted, min(keywords.get("minProperties", 0), LONGEST)) - len(value) - len(names)
    names += _names(keywords, min(missing, max(0, walk.budget.left)))
    walk.budget.left -= len(names)
    member = _value(described, walk) if names and described else "string"
    return {} if member is _ENDLESS else dict.fromkeys(names, member)


def _names(keywords: Keywords, count: int) -> list[str]:
    name = string_from_keywords(keywords.property_names) if keywords.property_names else "key"
    return [name if number == 1 else f"{name}{number}" for number in range(1, count + 1)]


def _array(keywords: Keywords, walk: _Walk) -> Any:
    least, most = min(keywords.get("minItems", 0), LONGEST), keywords.get("maxItems")
    members = [_value((schema,), walk) for schema in keywords.prefix_items]
    first = list(takewhile(lambda member: member is not _ENDLESS, members))
    count = max(least, len(first) or 1)
    rest = (count if most is None else min(count, most)) - len(first)
    if rest <= 0:
        return first[:most]
    before = walk.budget.left
    item = _value(keywords.items, walk) if keywords.items else "string"
    size = max(1, before - walk.budget.left)
    rest = min(rest, max(1, walk.budget.left // size))
    walk.budget.left -= rest * size
    if item is _ENDLESS:
        return _ENDLESS if least > len(first) else first
    unique = keywords.get("uniqueItems") and rest > 1
    return first + (_different(keywords.items, item, rest) if unique else [item] * rest)


def _different(schemas: Schemas, item: Any, count: int) -> list[Any]:
    """Give so many values of a schema of which no two are the same, as far as it has them."""
    keywords = keywords_from_schemas(schemas)
    if keywords.enum:
        return list(keywords.enum[:count])
    if isinstance(item, bool):
        return [True, False][:count]
    if isinstance(item, int):
        return [item + number * (keywords.get("multipleOf") or 1) for number in range(count)]
    if isinstance(item, str):
        most = keywords.get("maxLength", len(item) + len(str(count)))
        tails = ("", *map(str, range(2, count + 1)))
        return [item[: most - len(tail)] + tail for tail in tails]
    return [item] * count
