"""The parts of a contract, by the standard's own names; each is frozen once read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from apiref import UserError
from apiref.spec.docs import ExternalDocs
from apiref.spec.node import Node
from apiref.spec.pointer import join
from apiref.spec.problem import Problem
from apiref.spec.schema import Schema
from apiref.spec.uses import Uses


class UnknownName(UserError, LookupError):  # noqa: N818 -- says what it is
    """A name that nothing has; the message lists those to choose from."""

    def __init__(self, kind: str, name: str, known: Collection[str]) -> None:
        choice = f"choose from: {', '.join(known)}" if known else "there is none"
        super().__init__(f"no {kind} is called {name!r}; {choice}")


@dataclass(frozen=True)
class Example:
    """An Example Object (OpenAPI 3.1, section 4.8.19); `name` is "example" for an unnamed one."""

    name: str
    summary: str
    description: str
    value: Any


@dataclass(frozen=True)
class Header:
    name: str
    description: str
    required: bool
    deprecated: bool
    schema: Schema | None
    examples: tuple[Example, ...]
    node: Node = field(repr=False)


@dataclass(frozen=True)
class Parameter(Header):
    """A parameter. `location` is the standard's `in`: path, query, header or cookie.

    One that is not `described` stands in the path only; its schema has no place in the document.
    """

    location: str
    style: str
    explode: bool
    allow_empty_value: bool
    described: bool = True


@dataclass(frozen=True)
class MediaType:
    """The content of one media type; `name` is the type itself, such as application/json."""

    name: str
    schema: Schema | None
    examples: tuple[Example, ...]
    node: Node = field(repr=False)


@dataclass(frozen=True)
class RequestBody:
    description: str
    required: bool
    content: tuple[MediaType, ...]


@dataclass(frozen=True)
class Link:
    """A way on from a response: the operation it leads to, and what to give it."""

    name: str
    description: str
    operation_id: str
    parameters: Mapping[str, Any]
    node: Node = field(repr=False)


@dataclass(frozen=True)
class Response:
    """`status` is the key in the contract: "200", "4XX" or "default"."""

    status: str
    description: str
    headers: tuple[Header, ...]
    content: tuple[MediaType, ...]
    links: tuple[Link, ...]
    node: Node = field(repr=False)


@dataclass(frozen=True)
class SecurityScheme:
    """`name` is the component's; `parameter_name` and `location` are those of an API key."""

    name: str
    type: str
    scheme: str
    description: str
    parameter_name: str
    location: str
    node: Node = field(repr=False)


@dataclass(frozen=True)
class SecurityRequirement:
    scheme: SecurityScheme
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class ServerVariable:
    name: str
    default: str
    description: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Server:
    """A server. `url` has the default of each variable; `template` is the URL as it is written."""

    url: str
    description: str
    template: str = ""
    variables: tuple[ServerVariable, ...] = ()


@dataclass(frozen=True)
class Tag:
    name: str
    description: str
    external_docs: ExternalDocs | None = None


@dataclass(frozen=True)
class TagGroup:
    """Tags under a heading of their own, from the extension `x-tagGroups`."""

    name: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Callback:
    """What the API sends; `expression` is the runtime expression that names the address.

    That of a webhook is "": its address is agreed on outside the contract.
    """

    name: str
    expression: str
    operations: tuple["Operation", ...]


@dataclass(frozen=True)
class Operation:
    """An operation. `security` lists the alternatives; the requirements of one hold together."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    request_body: RequestBody | None
    responses: tuple[Response, ...]
    callbacks: tuple[Callback, ...]
    security: tuple[tuple[SecurityRequirement, ...], ...]
    servers: tuple[Server, ...]
    former_paths: tuple[str, ...]
    external_docs: ExternalDocs | None
    node: Node = field(repr=False)


@dataclass(frozen=True)
class Spec:
    """A whole contract; `faults` are what is wrong with it, where that was looked for."""

    title: str
    version: str
    summary: str
    description: str
    servers: tuple[Server, ...]
    tags: tuple[Tag, ...]
    tag_groups: tuple[TagGroup, ...]
    external_docs: ExternalDocs | None
    operations: tuple[Operation, ...]
    webhooks: tuple[Callback, ...]
    schemas: Mapping[str, Schema]
    security_schemes: Mapping[str, SecurityScheme]
    node: Node = field(repr=False)
    faults: tuple[Problem, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Operation]:
        return {operation.id: operation for operation in self.operations}

    @cached_property
    def by_pointer(self) -> Mapping[str, Operation]:
        return {operation.node.pointer: operation for operation in self.operations}

    @cached_property
    def _uses(self) -> Uses:
        return Uses(self.node.source.data, [one.node.pointer for one in self.operations])

    def users(self, schema: str, most: int) -> tuple[Operation, ...]:
        """Give the operations that use a schema of the components; of more than `most`, so many."""
        numbers = self._uses.of(join("/components/schemas", schema), most)
        return tuple(self.operations[number] for number in numbers)

    def operation(self, operation_id: str) -> Operation:
        """Give an operation by its operationId. Raises UnknownName, with the ids there are."""
        if operation_id not in self.by_id:
            raise UnknownName("operation", operation_id, self.by_id)
        return self.by_id[operation_id]

    def schema(self, name: str) -> Schema:
        """Give a schema of the components by name. Raises UnknownName, with the names there are."""
        if name not in self.schemas:
            raise UnknownName("schema", name, self.schemas)
        return self.schemas[name]

    def tagged(self, tag: str) -> tuple[Operation, ...]:
        """Give the operations of a tag, in the document's order. Raises UnknownName."""
        names = dict.fromkeys(name for operation in self.operations for name in operation.tags)
        if tag not in names:
            raise UnknownName("tag", tag, names)
        return tuple(operation for operation in self.operations if tag in operation.tags)
