"""Schemas that hold together -> the keywords that say the same as all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from apiref.spec import Schema
from apiref.spec.together import combined

LONGEST = 10_000  # characters of a string, members of an array or object: more helps no reader

_TYPE_BY_KEYWORD = {
    "properties": "object",
    "additionalProperties": "object",
    "required": "object",
    "minProperties": "object",
    "items": "array",
    "prefixItems": "array",
    "minItems": "array",
    "multipleOf": "number",
    "minimum": "number",
    "maximum": "number",
}


@dataclass(frozen=True)
class Keywords:
    """What several schemas ask for at once. `items` and the like are schemas that hold together."""

    data: Mapping[str, Any]
    properties: Mapping[str, tuple[Schema, ...]]
    additional_properties: tuple[Schema, ...]
    property_names: "Keywords | None"
    items: tuple[Schema, ...]
    prefix_items: tuple[Schema, ...]

    def get(self, keyword: str, default: Any = None) -> Any:
        return self.data.get(keyword, default)

    @property
    def enum(self) -> tuple[Any, ...]:
        return tuple(self.get("enum", ()))

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(self.get("required", ()))

    @property
    def type(self) -> str:
        """The first type that is not null; without any, the type that the keywords are about."""
        types = [name for name in self.get("type", ()) if name != "null"]
        if types:
            return str(types[0])
        about = (kind for key, kind in _TYPE_BY_KEYWORD.items() if key in self.data)
        return "null" if "type" in self.data else next(about, "string")


def keywords_from_schemas(schemas: tuple[Schema, ...], *, of_a_name: bool = False) -> Keywords:
    """Give the keywords of schemas that hold together; where two cannot be joined, the first's.

    A name is a text and has no names of properties itself.
    """
    names = dict.fromkeys(name for schema in schemas for name in schema.properties)
    property_names = () if of_a_name else _children(schemas, "propertyNames")
    return Keywords(
        data=combined(schemas),
        properties={
            name: tuple(one.properties[name] for one in schemas if name in one.properties)
            for name in names
        },
        additional_properties=_present(schema.additional_properties for schema in schemas),
        property_names=(
            keywords_from_schemas(property_names, of_a_name=True) if property_names else None
        ),
        items=_present(schema.items for schema in schemas),
        prefix_items=next((kinds for kinds in map(_prefix_items, schemas) if kinds), ()),
    )


def is_nothing(schema: Schema) -> bool:
    """Whether a schema is `false`, which no value fits."""
    return schema.data == {"not": {}}


def _present(schemas: Iterable[Schema | None]) -> tuple[Schema, ...]:
    return tuple(schema for schema in schemas if schema)


def _children(schemas: Iterable[Schema], key: str) -> tuple[Schema, ...]:
    nodes = (schema.node.get(key) for schema in schemas)
    return tuple(Schema(node) for node in nodes if node)


def _prefix_items(schema: Schema) -> tuple[Schema, ...]:
    return tuple(map(Schema, schema.node.list("prefixItems"))) if schema.data else ()
