"""A place in a document: a value, its pointer, and the way on from it through `$ref`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from apiref.spec.pointer import join, tokens, value_at
from apiref.spec.problem import SpecError
from apiref.spec.source import Source

_LONGEST_WAY = 50  # references, one leading to the next


@dataclass(frozen=True)
class Node:
    """A value in a source. Every step from it follows references, so a reader never meets one.

    `name` is the component's name where a reference led here. What stands beside a `$ref`
    (OpenAPI 3.1, section 4.8.23: `summary` and `description`; in a schema, any keyword) wins over
    what the reference leads to.
    """

    source: Source = field(repr=False)
    pointer: str
    data: Any = field(repr=False)
    name: str | None = None

    @classmethod
    def root(cls, source: Source) -> "Node":
        return cls(source, "", source.data)

    def child(self, *keys: str | int) -> "Node":
        """Give the value at the keys, which must be there, references followed."""
        node = self
        for key in keys:
            index = key if isinstance(node.data, Mapping) else int(key)
            node = Node(node.source, join(node.pointer, key), node.data[index]).resolved()
        return node

    def get(self, key: str) -> "Node | None":
        """Give the value of a key, references followed; None where the key is absent."""
        return self.child(key) if isinstance(self.data, Mapping) and key in self.data else None

    def items(self, key: str) -> Iterator[tuple[str, "Node"]]:
        """Give the members of the object at a key, in order; none where the key is absent."""
        holder = self.get(key)
        if holder and isinstance(holder.data, Mapping):
            for name in holder.data:
                yield name, holder.child(name)

    def list(self, key: str) -> Iterator["Node"]:
        """Give the elements of the array at a key; none where the key is absent."""
        elements = self._value(key)
        for index in range(len(elements) if isinstance(elements, list) else 0):
            yield self.child(key, index)

    def text(self, key: str) -> str:
        """Give a string value; "" where the key is absent."""
        value = self._value(key, "")
        return value if isinstance(value, str) else str(value)

    def _value(self, key: str, default: Any = None) -> Any:
        return self.data.get(key, default) if isinstance(self.data, Mapping) else default

    def resolved(self) -> "Node":
        """Follow `$ref` to the end. Raises SpecError for one that leads nowhere or in a circle."""
        node, seen = self, {self.pointer}
        while isinstance(node.data, Mapping) and isinstance(node.data.get("$ref"), str):
            node = node._target()
            if node.pointer in seen:
                raise self._dangling("leads in a circle")
            if len(seen) > _LONGEST_WAY:
                raise self._dangling(f"leads over more than {_LONGEST_WAY} others")
            seen.add(node.pointer)
        return node

    def _target(self) -> "Node":
        reference = self.data["$ref"]
        if not reference.startswith("#"):
            raise self._dangling("leads out of the document")
        pointer = unquote(reference[1:])
        if pointer and not pointer.startswith("/"):
            raise self._dangling("is no JSON pointer")
        try:
            data = value_at(self.source.data, pointer)
        except (LookupError, TypeError, ValueError):
            raise self._dangling("leads nowhere") from None
        beside = {key: value for key, value in self.data.items() if key != "$ref"}
        if beside and isinstance(data, bool):  # a boolean schema (JSON Schema, section 4.3.2)
            data = {} if data else {"not": {}}
        merged = {**data, **beside} if beside and isinstance(data, Mapping) else data
        component = list(tokens(pointer))[-1] if pointer.startswith("/components/") else None
        return Node(self.source, pointer, merged, component or self.name)

    def _dangling(self, what: str) -> SpecError:
        problem = self.source.problem(
            self.pointer,
            "reference-resolves",
            f"the reference {self.data['$ref']!r} {what}",
            "Point it at a part of this document that exists, such as '#/components/schemas/…'.",
        )
        return SpecError([problem])
