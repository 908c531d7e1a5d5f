"""Examples that do not fit their schemas."""

from collections.abc import Iterator, Mapping
from typing import Any

from apiref.check.walk import walk
from apiref.spec import Problem, Schema
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.validation import validator


def misfits(root: Node) -> Iterator[Problem]:
    """Give the examples of parameters, headers, content and schemas that their schemas refuse."""
    for pointer, value in walk("", root.data):
        if isinstance(value, Mapping) and "$ref" not in value:
            yield from _misfits_at(Node(root.source, pointer, value))


def _misfits_at(node: Node) -> Iterator[Problem]:
    """Check what a parameter, header, media type or schema gives as its examples."""
    schema = node.get("schema") if isinstance(node.data.get("schema"), (Mapping, bool)) else None
    examples = node.data.get("examples")
    if schema:
        if "example" in node.data:
            yield from _refusals(schema, join(node.pointer, "example"), node.data["example"])
        for name, example in node.items("examples"):
            if isinstance(example.data, Mapping) and "value" in example.data:
                place = join(node.pointer, "examples", name)
                yield from _refusals(schema, place, example.data["value"])
    elif isinstance(examples, list):
        for index, value in enumerate(examples):
            yield from _refusals(node, join(node.pointer, "examples", index), value)


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
