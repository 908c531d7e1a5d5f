"""Schemas that hold together, as the parts of an `allOf` do, and what they say as one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import Any

from apiref.spec.docs import ExternalDocs
from apiref.spec.schema import Schema

_CHOICES = ("oneOf", "anyOf")
_HOLDING = frozenset(
    (
        *("properties", "required", "patternProperties", "discriminator", "dependentSchemas"),
        *("additionalProperties", "unevaluatedProperties", "if", "contentSchema"),
        *("items", "prefixItems", "unevaluatedItems", "contains"),
    )
)


@dataclass(frozen=True)
class _Joint(Schema):
    """A schema of no place of its own, to which others are joined."""

    schemas: tuple[Schema, ...] = ()

    def subschemas(self, key: str) -> tuple[Schema, ...]:
        return self.schemas if key == "allOf" else ()


@dataclass(frozen=True)
class Whole(Schema):
    """A schema and all that is joined to it: what any of them says, it says."""

    parts: tuple[Schema, ...] = ()

    @cached_property
    def data(self) -> Mapping[str, Any]:
        """The keywords but `allOf`, and but a choice of one."""
        return combined(tuple(map(_without_joined, self.parts)))

    @property
    def nullable(self) -> bool:
        return bool(self.data.get("nullable")) or "null" in self.data.get("type", ())

    @property
    def title(self) -> str:
        return next((part.title for part in self.parts if part.title), "")

    @property
    def description(self) -> str:
        """The description of the schema; where it has none, those of what is joined to it."""
        return "\n\n".join(dict.fromkeys(_descriptions(self.parts[0])))

    @property
    def external_docs(self) -> ExternalDocs | None:
        return next((part.external_docs for part in self.parts if part.external_docs), None)

    @property
    def examples(self) -> tuple[Any, ...]:
        return next((part.examples for part in self.parts if part.examples), ())

    def members(self, key: str) -> Mapping[str, Schema]:
        found: dict[str, list[Schema]] = {}
        for part in self.parts:
            for name, one in part.members(key).items():
                found.setdefault(name, []).append(one)
        return {name: together(schemas) for name, schemas in found.items()}

    def subschema(self, key: str) -> Schema | None:
        found = [one for part in self.parts if (one := part.subschema(key))]
        told = [one for one in found if isinstance(one.node.data, Mapping)] or found[:1]
        return together(told) if told else None

    def subschemas(self, key: str) -> tuple[Schema, ...]:
        """Give the schemas under a keyword such as `prefixItems` of the first that has it."""
        if key == "allOf":
            return ()
        parts = (part for part in self.parts if not only_kind(part, key))
        return next((schemas for part in parts if (schemas := part.subschemas(key))), ())


def together(schemas: list[Schema]) -> Schema:
    """Give one schema for several that hold together."""
    first, *others = schemas
    if not others:
        return first
    pointer = " ".join(sorted({one.pointer for one in schemas}))
    data = {"allOf": [one.data for one in schemas]}
    return _Joint(replace(first.node, pointer=pointer, data=data, name=None), tuple(schemas))


def pointers_of(schema: Schema) -> tuple[str, ...]:
    """Give the pointer of a schema; of several as one, those of each as well."""
    each = schema.schemas if isinstance(schema, _Joint) else ()
    return (schema.pointer, *(one.pointer for one in each))


def whole(schema: Schema) -> Schema:
    """Give a schema with what is joined to it; the schema itself where nothing is."""
    if isinstance(schema, Whole) or not joined_to(schema):
        return schema
    return Whole(schema.node, tuple(parts_of(schema)))


def parts_of(schema: Schema) -> Iterator[Schema]:
    """Give a schema and all that is joined to it, each once."""
    if isinstance(schema, Whole):
        yield from schema.parts
        return
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop(0)
        if part.pointer not in seen:
            seen.add(part.pointer)
            yield part
            waiting[:0] = joined_to(part)


def joined_to(schema: Schema) -> tuple[Schema, ...]:
    """Give what a schema joins to itself: the parts of `allOf`, and where one can be chosen, it."""
    only = (only_kind(schema, key) for key in _CHOICES if key in schema.data)
    return (*schema.all_of, *(one for one in only if one))


def unwrapped(schema: Schema) -> Schema:
    """Give the schema that another joins to itself and, of what values hold, adds nothing to."""
    seen: set[str] = set()
    while schema.pointer not in seen and not schema.data.keys() & _HOLDING:
        seen.add(schema.pointer)
        inner = joined_to(schema)
        chosen = [key for key in _CHOICES if key in schema.data and not only_kind(schema, key)]
        if len(inner) != 1 or chosen:
            break
        schema = inner[0]
    return schema


def only_kind(schema: Schema, key: str) -> Schema | None:
    """Give what `oneOf` or `anyOf` leaves to choose, where besides null that is one schema."""
    if key not in _CHOICES or len(schema.data.get(key, ())) not in (1, 2) or schema.discriminator:
        return None
    kinds = kinds_of(schema, key)
    return kinds[0] if len(kinds) == 1 else None


def kinds_of(schema: Schema, key: str) -> tuple[Schema, ...]:
    """Give the alternatives of `oneOf` or `anyOf`, without the one that only allows null."""
    kinds = schema.one_of if key == "oneOf" else schema.any_of
    return tuple(one for one in kinds if not is_null(one))


def is_null(schema: Schema) -> bool:
    return schema.data.get("type") in ("null", ["null"]) or schema.enum == (None,)


def combined(schemas: tuple[Schema, ...]) -> Mapping[str, Any]:
    """Give the keywords of all schemas; where two cannot be joined, the first's.

    `type` and `enum` are lists, with `const` and 3.0's `nullable` in them, and exclusive bounds are
    numbers.
    """
    return reduce(_both, map(_plain, schemas))


def _without_joined(part: Schema) -> Schema:
    """Give a schema without `allOf`, and without a choice of one but that it may be null."""
    only = [key for key in _CHOICES if only_kind(part, key)]
    data = {key: value for key, value in part.data.items() if key not in ("allOf", *only)}
    if any(len(part.subschemas(key)) > 1 for key in only):
        data["nullable"] = True
    return Schema(replace(part.node, data=data))


def _descriptions(schema: Schema) -> Iterator[str]:
    seen: set[str] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop(0)
        if part.pointer in seen:
            continue
        seen.add(part.pointer)
        if part.description:
            yield part.description
        else:
            waiting[:0] = joined_to(part)


def _plain(schema: Schema) -> Mapping[str, Any]:
    data = dict(schema.data)
    if "type" in data:
        null = ["null"] if data.pop("nullable", False) is True else []
        names = data["type"] if isinstance(data["type"], list) else [data["type"]]
        data["type"] = [*names, *(name for name in null if name not in names)]
    if schema.enum:
        data["enum"] = list(schema.enum)
    for exclusive, inclusive in _BOUNDS.items():
        if isinstance(data.get(exclusive), bool) and data.pop(exclusive) and inclusive in data:
            data[exclusive] = data.pop(inclusive)
    return data


def _both(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Mapping[str, Any]:
    shared = ours.keys() & theirs.keys() & _JOIN.keys()
    return {**theirs, **ours, **{key: _JOIN[key](ours[key], theirs[key]) for key in shared}}


def _either(ours: Any, theirs: Any) -> bool:
    return bool(ours or theirs)


def _all(ours: list[Any], theirs: list[Any]) -> list[Any]:
    return [*ours, *(value for value in theirs if value not in ours)]


def _common(ours: list[Any], theirs: list[Any]) -> list[Any]:
    return [value for value in ours if value in theirs]


def _common_types(ours: list[str], theirs: list[str]) -> list[str]:
    both = _common(ours, theirs)
    return both or (["integer"] if {*ours, *theirs} >= {"integer", "number"} else ours)


_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}
_JOIN: dict[str, Callable[[Any, Any], Any]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
    **dict.fromkeys(("readOnly", "writeOnly", "deprecated", "uniqueItems"), _either),
    "enum": _common,
    "required": _all,
    "type": _common_types,
}
