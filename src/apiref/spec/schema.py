"""A schema (OpenAPI 3.1, section 4.8.24) as a value: what a reader or an example needs of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from apiref.spec.docs import ExternalDocs, external_docs_from_node
from apiref.spec.node import Node


@dataclass(frozen=True)
class Discriminator:
    """The property that tells the kinds of a `oneOf` apart, and the schema behind each value."""

    property_name: str
    mapping: Mapping[str, "Schema"]


@dataclass(frozen=True)
class Schema:
    """A schema, references followed. Subschemas are made when asked for, so recursion is finite."""

    node: Node = field(repr=False)

    @property
    def pointer(self) -> str:
        return self.node.pointer

    @property
    def name(self) -> str | None:
        """The component's name, where the schema is one."""
        return self.node.name

    @property
    def data(self) -> Mapping[str, Any]:
        """The keywords. The boolean schemas are `{}` and `{"not": {}}` (JSON Schema, 4.3.2)."""
        data = self.node.data
        if isinstance(data, Mapping):
            return data
        return {} if data else {"not": {}}

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types by name, without "null"; empty where any type will do."""
        declared = self.data.get("type")
        names = declared if isinstance(declared, list) else [declared] if declared else []
        if not names and "properties" in self.data:
            names = ["object"]
        return tuple(name for name in names if name != "null")

    @property
    def nullable(self) -> bool:
        """Whether null is a value: `type: [T, 'null']`, or 3.0's `nullable`."""
        declared = self.data.get("type")
        return (
            "null" in (declared or ())
            if isinstance(declared, list)
            else bool(self.data.get("nullable"))
        )

    @property
    def title(self) -> str:
        return self.node.text("title") if self._has_keywords else ""

    @property
    def description(self) -> str:
        return self.node.text("description") if self._has_keywords else ""

    @property
    def external_docs(self) -> ExternalDocs | None:
        return external_docs_from_node(self.node) if self._has_keywords else None

    @property
    def deprecated(self) -> bool:
        return bool(self.data.get("deprecated"))

    @property
    def enum(self) -> tuple[Any, ...]:
        """The values allowed, from `enum` or `const`; empty where neither is given."""
        if "const" in self.data:
            return (self.data["const"],)
        return tuple(self.data.get("enum", ()))

    @property
    def examples(self) -> tuple[Any, ...]:
        """The examples of the schema itself, from `examples` or 3.0's `example`."""
        if "example" in self.data:
            return (self.data["example"],)
        examples = self.data.get("examples", ())
        return tuple(examples) if isinstance(examples, list) else ()

    @property
    def required(self) -> frozenset[str]:
        return frozenset(self.data.get("required", ()))

    @cached_property
    def properties(self) -> Mapping[str, "Schema"]:
        return self.members("properties")

    @cached_property
    def additional_properties(self) -> "Schema | None":
        """The schema of properties not named; None where `additionalProperties` says nothing."""
        return self.subschema("additionalProperties")

    @cached_property
    def items(self) -> "Schema | None":
        return self.subschema("items")

    @cached_property
    def one_of(self) -> tuple["Schema", ...]:
        return self.subschemas("oneOf")

    @cached_property
    def any_of(self) -> tuple["Schema", ...]:
        return self.subschemas("anyOf")

    @cached_property
    def all_of(self) -> tuple["Schema", ...]:
        return self.subschemas("allOf")

    @cached_property
    def discriminator(self) -> Discriminator | None:
        """The discriminator; without a mapping, the kinds are known by their components' names."""
        data = self.data.get("discriminator")
        if not isinstance(data, Mapping) or not isinstance(data.get("propertyName"), str):
            return None
        given = data.get("mapping")
        kinds = {kind.pointer: kind for kind in (*self.one_of, *self.any_of) or self._heirs()}
        mapping = {
            value: kinds[pointer]
            for value, target in (given.items() if isinstance(given, Mapping) else ())
            if isinstance(target, str) and (pointer := _pointer_of(target)) in kinds
        }
        implied = {kind.name: kind for kind in kinds.values() if kind.name}
        return Discriminator(data["propertyName"], mapping or implied)

    def _heirs(self) -> list["Schema"]:
        """Give the components that are this one and more, by their `allOf`."""
        mine = {"$ref": f"#{self.pointer}"}
        components = Node.root(self.node.source).get("components")
        return [
            Schema(node if node.name else replace(node, name=name))
            for name, node in (components.items("schemas") if components else ())
            if isinstance(node.data, Mapping) and mine in (node.data.get("allOf") or ())
        ]

    @property
    def _has_keywords(self) -> bool:
        return isinstance(self.node.data, Mapping)

    def members(self, key: str) -> Mapping[str, "Schema"]:
        """Give the schemas by name under a keyword such as `patternProperties`."""
        items = self.node.items(key) if self._has_keywords else ()
        return {name: Schema(node) for name, node in items}

    def subschema(self, key: str) -> "Schema | None":
        """Give the schema under a keyword such as `not`; None where the keyword is absent."""
        child = self.node.get(key)
        return Schema(child) if child else None

    def subschemas(self, key: str) -> tuple["Schema", ...]:
        """Give the schemas under a keyword such as `prefixItems`."""
        return tuple(map(Schema, self.node.list(key))) if self._has_keywords else ()


def _pointer_of(target: str) -> str:
    """Give the pointer of a discriminator's target: a reference, or the name of a component."""
    return target[1:] if target.startswith("#") else f"/components/schemas/{target}"
