"""Examples that do not fit their schemas."""

from collections.abc import Iterator, Mapping
from typing import Any

from apiref.spec import Problem, Schema
from apiref.spec.kinds import parts
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.validation import validator

_SHOW_EXAMPLES = frozenset(("parameter", "header", "media type"))


def misfits(root: Node) -> Iterator[Problem]:
    """Give the examples of parameters, headers, content and schemas that their schemas refuse."""
    for kind, pointer, value in parts("document", "", root.data):
        if isinstance(value, Mapping):
            node = Node(root.source, pointer, value)
            if kind == "schema":
                yield from _misfits_of_schema(node)
            elif kind in _SHOW_EXAMPLES and "$ref" not in value and "schema" in value:
                yield from _misfits_beside(node, node.child("schema"))


def _misfits_of_schema(schema: Node) -> Iterator[Problem]:
    """Check `examples`, and `example`, which is all that OpenAPI 3.0 has."""
    if "example" in schema.data:
        yield from _refusals(schema, join(schema.pointer, "example"), schema.data["example"])
    for index, value in enumerate(schema.data.get("examples", ())):
        yield from _refusals(schema, join(schema.pointer, "examples", index), value)


def _misfits_beside(node: Node, schema: Node) -> Iterator[Problem]:
    """Check what a parameter, header or media type gives as examples beside its schema."""
    if "example" in node.data:
        yield from _refusals(schema, join(node.pointer, "example"), node.data["example"])
    for name, example in node.items("examples"):
        if isinstance(example.data, Mapping) and "value" in example.data:
            place = join(node.pointer, "examples", name)
            yield from _refusals(schema, place, example.data["value"])


def _refusals(schema: Node, pointer: str, value: Any) -> Iterator[Problem]:
    for error in validator(Schema(schema)).iter_errors(value):
        place = "/".join(map(str, error.instance_path))
        where = f" at {place}" if place else ""
        yield schema.source.problem(
            pointer,
            "example-fits-schema",
            f"the example does not fit its schema{where}: {shortened(error.message)}",
            "Change the example or the schema, so that a reader can trust both.",
        )
