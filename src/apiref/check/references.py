"""References that lead nowhere, to something else, or never come to an end."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import jsonschema_rs
from jsonschema import Draft4Validator, Draft202012Validator
from jsonschema.protocols import Validator
from openapi_spec_validator.schemas import schema_v30, schema_v31

from apiref.check.walk import schemas, walk
from apiref.spec import Problem, SpecError
from apiref.spec.faults import META_SCHEMA
from apiref.spec.kinds import parts
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.source import Source
from apiref.spec.validation import from_openapi_30

_IN_PLACE = (
    "allOf",
    "anyOf",
    "oneOf",
)  # what applies to the same value (JSON Schema, section 10.2)
_MAY_STAND_BESIDE = {"$ref", "summary", "description"}  # a reference (section 4.8.23)


def dangling(source: Source) -> Iterator[Problem]:
    """Give the references that cannot be followed to an end, and those that are no text."""
    for kind, pointer, value in parts("document", "", source.data):
        if kind != "schema" and not isinstance(value.get("$ref", ""), str):
            message = f"the reference {shortened(json.dumps(value['$ref']))} is no text"
            remedy = "Write a URI in quotes, such as '#/components/…'."
            yield source.problem(join(pointer, "$ref"), "reference-resolves", message, remedy)
    for pointer, value in walk("", source.data):
        if isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            try:
                Node(source, pointer, value).resolved()
            except SpecError as error:
                yield from error.problems


def misplaced(source: Source) -> Iterator[Problem]:
    """Give the references that lead to another kind of part than must stand in their place."""
    known = {pointer: kind for kind, pointer, _ in parts("document", "", source.data)}
    judged: set[tuple[str, str]] = set()
    for kind, pointer, value in parts("document", "", source.data):
        if isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            target = Node(source, pointer, value).resolved()
            found = known.get(target.pointer)
            if found is None and (kind, target.pointer) not in judged:
                judged.add((kind, target.pointer))
                found = kind if _is(kind, target) else "something else"
            if found and _alike(found) != _alike(kind):
                message = f"the reference {value['$ref']!r} leads to {_article(found)}"
                remedy = f"Point it at {_article(kind)}, which must stand here."
                yield source.problem(pointer, "reference-kind", message, remedy)
            elif _is_broken(kind, value, target):
                message = f"with what stands beside the reference, this is not {_article(kind)}"
                remedy = "Leave it out, or mend it."
                yield source.problem(pointer, "reference-kind", message, remedy)


def _is_broken(kind: str, value: Mapping[str, Any], target: Node) -> bool:
    """Whether what stands beside a reference makes another kind of part of what it leads to.

    In a schema, each keyword is judged as one; of a path item, no part needs another.
    """
    beside = {key: item for key, item in value.items() if key not in _MAY_STAND_BESIDE}
    if not beside or kind == "schema":
        return False
    return not _is(kind, replace(target, data=beside) if "path item" in kind else target)


def _alike(kind: str) -> str:
    return "path item" if kind == "shared path item" else kind


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeio' else 'a'} {kind}" if kind != "something else" else kind


def _is(kind: str, node: Node) -> bool:
    """Whether a part outside of all that the standard names has the form of a kind."""
    version = node.source.data["openapi"][:3]
    if kind == "schema":
        data = from_openapi_30(node.data) if version == "3.0" else node.data
        return jsonschema_rs.Draft202012Validator({"$ref": META_SCHEMA}).is_valid(data)
    kind = _alike(kind)
    return kind not in _DEFINITIONS or bool(_form(kind, version).is_valid(node.data))


# Where the published schemas of 3.0 and 3.1 describe a kind.
_DEFINITIONS = {
    "response": ("Response", "response"),
    "parameter": ("Parameter", "parameter"),
    "example": ("Example", "example"),
    "request body": ("RequestBody", "request-body"),
    "header": ("Header", "header"),
    "link": ("Link", "link"),
    "callback": ("Callback", "callbacks"),
    "security scheme": ("SecurityScheme", "security-scheme"),
    "path item": ("PathItem", "path-item"),
    "operation": ("Operation", "operation"),
    "media type": ("MediaType", "media-type"),
    "encoding": ("Encoding", "encoding"),
}


@cache
def _form(kind: str, version: str) -> Validator:
    of_30, of_31 = _DEFINITIONS[kind]
    if version == "3.0":
        return Draft4Validator({**_plain(schema_v30), "$ref": f"#/definitions/{of_30}"})
    return Draft202012Validator({"$ref": f"#/$defs/{of_31}", "$defs": _plain(schema_v31)["$defs"]})


def _plain(schema: Any) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key in {"definitions", "$defs"}}


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
    below = (part for key in _IN_PLACE for part in schema.list(key))
    found = (_circle(part, ended, (*above, schema.pointer)) for part in below)
    circle = next((pointer for pointer in found if pointer), None)
    ended.add(schema.pointer)
    return circle
