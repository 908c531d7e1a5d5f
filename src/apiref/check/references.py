"""References that lead nowhere, or that never come to an end."""

from collections.abc import Iterator, Mapping

from apiref.check.walk import schemas, walk
from apiref.spec import Problem, SpecError
from apiref.spec.node import Node
from apiref.spec.source import Source

_IN_PLACE = (
    "allOf",
    "anyOf",
    "oneOf",
)  # what applies to the same value (JSON Schema, section 10.2)


def dangling(source: Source) -> Iterator[Problem]:
    """Give the references that cannot be followed to an end."""
    for pointer, value in walk("", source.data):
        if isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            try:
                Node(source, pointer, value).resolved()
            except SpecError as error:
                yield from error.problems


def endless(source: Source) -> Iterator[Problem]:
    """Give the schemas that apply to a value only after they have applied to it."""
    ended: set[str] = set()
    for schema in schemas(source):
        if pointer := _circle(schema.resolved(), ended, ()):
            yield source.problem(
                pointer,
                "schema-ends",
                "the schema contains itself, so that no value can be judged by it",
                "Let it contain itself only below a property or an item.",
            )


def _circle(schema: Node, ended: set[str], above: tuple[str, ...]) -> str | None:
    """Give the pointer of a schema that is above itself, in-place; None if there is none."""
    if schema.pointer in above:
        return schema.pointer
    if schema.pointer in ended:
        return None
    parts = (part for key in _IN_PLACE for part in schema.list(key))
    found = (_circle(part, ended, (*above, schema.pointer)) for part in parts)
    circle = next((pointer for pointer in found if pointer), None)
    ended.add(schema.pointer)
    return circle
