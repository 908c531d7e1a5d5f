"""What the parts of a well-formed document say of one another."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from apiref.spec import Operation, Problem, Schema, Spec
from apiref.spec.kinds import parts
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import shortened
from apiref.spec.validation import validator


def contradictory(spec: Spec) -> Iterator[Problem]:
    """Give what the parts deny of one another: names that must be unique, parameters, and links.

    The document must be well formed.
    """
    yield from _repeated_ids(spec)
    yield from _repeated_tags(spec)
    for _, item in spec.node.items("paths"):
        yield from _repeated_parameters(item)
    for operation in spec.operations:
        yield from _repeated_parameters(operation.node)
        yield from _undeclared(operation)
    yield from _lost_links(spec)


def unknown_schemes(spec: Spec) -> Iterator[Problem]:
    """Give the security requirements that name a scheme which the document does not have."""
    for operation in spec.operations:
        yield from _unknown_schemes(operation, spec)


def _lost_links(spec: Spec) -> Iterator[Problem]:
    ids = {operation.id for operation in spec.operations}
    for operation in spec.operations:
        for link in (link for response in operation.responses for link in response.links):
            if link.operation_id and link.operation_id not in ids:
                message = f"the link leads to {link.operation_id!r}, which is no operation"
                remedy = shortened(f"Name one of: {', '.join(sorted(ids))}.")
                yield _problem(link.node, link.node.pointer, "name-known", message, remedy)


def misfit_defaults(root: Node) -> Iterator[Problem]:
    """Give the defaults of schemas that the schemas themselves refuse."""
    for kind, pointer, value in parts("document", "", root.data):
        if kind == "schema" and isinstance(value, dict) and "default" in value:
            schema = Node(root.source, pointer, value)
            for error in validator(Schema(schema)).iter_errors(value["default"]):
                message = f"the default does not fit its schema: {shortened(error.message)}"
                remedy = "Change the default or the schema."
                place = join(pointer, "default")
                yield _problem(schema, place, "default-fits-schema", message, remedy)


def _repeated_ids(spec: Spec) -> Iterator[Problem]:
    seen: dict[str, Operation] = {}
    for operation in spec.operations:
        name = operation.node.text("operationId")
        if name and (first := seen.setdefault(name, operation)) is not operation:
            message = f"{first.method} {first.path} has the operationId {shortened(name)!r} too"
            place = join(operation.node.pointer, "operationId")
            yield _problem(spec.node, place, "operation-id-unique", message, "Give it another.")


def _repeated_tags(spec: Spec) -> Iterator[Problem]:
    counted: Counter[str] = Counter()
    for tag in spec.node.list("tags"):
        name = tag.text("name")
        counted[name] += 1
        if counted[name] > 1:
            message = f"the tag {shortened(name)!r} is described twice"
            yield _problem(tag, tag.pointer, "tag-unique", message, "Describe it once.")


def _repeated_parameters(node: Node) -> Iterator[Problem]:
    """Give the second parameter of a name and a location on one level (section 4.8.10)."""
    seen: set[tuple[Any, Any]] = set()
    for index, parameter in enumerate(node.list("parameters")):
        key = parameter.text("name"), parameter.text("in")
        if key in seen:
            message = f"the {key[1]} parameter {shortened(key[0])!r} stands here twice"
            place = join(node.pointer, "parameters", index)
            yield _problem(node, place, "parameter-unique", message, "Leave one of them out.")
        seen.add(key)


def _undeclared(operation: Operation) -> Iterator[Problem]:
    """Give the names in braces without a path parameter, and the path parameters without one."""
    in_path = set(re.findall(r"\{([^{}]+)\}", operation.path))
    described = {
        one.name for one in operation.parameters if one.location == "path" and one.described
    }
    for name in sorted(in_path ^ described):
        if name in in_path:
            message = f"the path has {{{shortened(name)}}}, and no path parameter describes it"
            remedy = "Describe it under `parameters`, with `in: path` and `required: true`."
        else:
            message = f"the path parameter {shortened(name)!r} is not in the path"
            remedy = f"Put {{{shortened(name)}}} into the path, or leave the parameter out."
        node = operation.node
        yield _problem(node, node.pointer, "path-parameter-declared", message, remedy)


def _unknown_schemes(operation: Operation, spec: Spec) -> Iterator[Problem]:
    own = operation.node if "security" in operation.node.data else spec.node
    known = spec.security_schemes
    for alternative in own.list("security"):
        for name in alternative.data:
            if name not in known:
                message = f"the security scheme {name!r} is not described"
                remedy = "Describe it under `components.securitySchemes`, or name one that is."
                yield _problem(alternative, alternative.pointer, "name-known", message, remedy)


def _problem(node: Node, pointer: str, rule: str, message: str, remedy: str) -> Problem:
    return node.source.problem(pointer, rule, message, remedy)
