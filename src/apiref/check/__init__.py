"""Everything that is wrong with a document, found at once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema.exceptions import ValidationError
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from apiref.spec import Problem, Schema, SpecError, load
from apiref.spec.node import Node
from apiref.spec.parse import require_openapi
from apiref.spec.source import Source, join
from apiref.spec.validation import from_openapi_30, validator

_META_SCHEMA = "https://json-schema.org/draft/2020-12/schema"


def check(path: Path) -> list[Problem]:
    """Give every problem of an OpenAPI 3.0 or 3.1 document, in the order of its lines.

    A document that cannot be read, or whose references lead nowhere, is judged no further: what
    else would be said of it follows from that.
    """
    try:
        source = Source.read(path)
        require_openapi(source)
    except SpecError as error:
        return list(error.problems)
    found = (
        list(_references(source))
        or [*_schemas(source), *_structure(source)]
        or list(_examples(path))
    )
    return sorted(set(found))


def require_valid(path: Path) -> None:
    """Raise SpecError, with every problem, unless the document is without one."""
    if problems := check(path):
        raise SpecError(problems)


def _references(source: Source) -> Iterator[Problem]:
    for pointer, value in _walk("", source.data):
        if isinstance(value, Mapping) and isinstance(value.get("$ref"), str):
            try:
                Node(source, pointer, value).resolved()
            except SpecError as error:
                yield from error.problems


def _walk(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    yield pointer, value
    members: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, Mapping):
        members = ((key, value[key]) for key in value if not _is_data(pointer, key))
    elif isinstance(value, list):
        members = enumerate(value)
    for key, item in members:
        yield from _walk(join(pointer, key), item)


def _is_data(pointer: str, key: str) -> bool:
    """Whether what stands under a key is a value to show, in which `$ref` means nothing."""
    if pointer.endswith("/properties"):
        return False
    in_example = re.search(r"/examples/[^/]+$", pointer) and key == "value"
    return (
        key.startswith("x-") or key in {"example", "default", "const", "enum"} or bool(in_example)
    )


def _schemas(source: Source) -> Iterator[Problem]:
    """Check each schema against its own meta-schema (JSON Schema 2020-12, section 8)."""
    meta = jsonschema_rs.Draft202012Validator({"$ref": _META_SCHEMA})
    for pointer, value in _walk("", source.data):
        if re.search(r"/schema$|^/components/schemas/[^/]+$", pointer):
            for error in meta.iter_errors(from_openapi_30(value) if _is_30(source) else value):
                yield source.problem(
                    join(pointer, *error.instance_path),
                    "valid-schema",
                    f"not a valid schema: {_shortened(error.message)}",
                    "Mend it as JSON Schema 2020-12 says.",
                )


def _is_30(source: Source) -> bool:
    return str(source.data["openapi"]).startswith("3.0.")


def _structure(source: Source) -> Iterator[Problem]:
    kind = OpenAPIV30SpecValidator if _is_30(source) else OpenAPIV31SpecValidator
    for error in kind(source.data).iter_errors():
        if _is_within_schema(error, source):
            continue
        yield source.problem(
            _pointer(error, source),
            "valid-openapi",
            f"not valid OpenAPI: {_shortened(error.message.splitlines()[0])}",
            f"Mend it as the OpenAPI Specification {source.data['openapi']} says.",
        )


def _is_within_schema(error: ValidationError, source: Source) -> bool:
    """Whether the path of an error begins at a schema; `_schemas` tells those with their place."""
    return bool(error.absolute_path) and error.absolute_path[0] not in source.data


def _pointer(error: ValidationError, source: Source) -> str:
    """Give the place of an error: its own, or the path and method that its message names."""
    if error.absolute_path:
        return join("", *error.absolute_path)
    pointer = "/paths"
    for name in re.findall(r"'([^']+)'", error.message):
        here = Node.root(source).get("paths")
        if here and name in here.data:
            pointer = join("/paths", name)
    return pointer


def _shortened(message: str, limit: int = 200) -> str:
    return message if len(message) <= limit else f"{message[:limit]}…"


def _examples(path: Path) -> Iterator[Problem]:
    root = load(path).node
    for pointer, value in _walk("", root.data):
        if isinstance(value, Mapping) and "$ref" not in value:
            yield from _examples_at(Node(root.source, pointer, value))


def _examples_at(node: Node) -> Iterator[Problem]:
    """Check what a parameter, header, media type or schema gives as its examples."""
    schema = node.get("schema") if isinstance(node.data.get("schema"), (Mapping, bool)) else None
    examples = node.data.get("examples")
    if schema:
        if "example" in node.data:
            yield from _misfits(schema, node, join(node.pointer, "example"), node.data["example"])
        for name, example in node.items("examples"):
            if "value" in example.data:
                place = join(node.pointer, "examples", name)
                yield from _misfits(schema, node, place, example.data["value"])
    elif isinstance(examples, list):
        for index, value in enumerate(examples):
            yield from _misfits(node, node, join(node.pointer, "examples", index), value)


def _misfits(schema: Node, node: Node, pointer: str, value: Any) -> Iterator[Problem]:
    try:
        errors = list(validator(Schema(schema)).iter_errors(value))
    except jsonschema_rs.ValidationError as broken:
        message = f"the schema of this example is broken: {_shortened(broken.message)}"
        yield node.source.problem(schema.pointer, "valid-schema", message, "Mend the schema.")
        return
    for error in errors:
        place = "/".join(map(str, error.instance_path))
        where = f" at {place}" if place else ""
        yield node.source.problem(
            pointer,
            "example-fits-schema",
            f"the example does not fit its schema{where}: {_shortened(error.message)}",
            "Change the example or the schema, so that a reader can trust both.",
        )
