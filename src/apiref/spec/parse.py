"""From the nodes of a document to the model: one `*_from_node` for each part."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from apiref.spec.bundle import bundled
from apiref.spec.docs import external_docs_from_node
from apiref.spec.faults import without_faults
from apiref.spec.fetch import fetched
from apiref.spec.model import (
    Callback,
    Example,
    Header,
    Link,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    SecurityRequirement,
    SecurityScheme,
    Server,
    ServerVariable,
    Spec,
    Tag,
    TagGroup,
)
from apiref.spec.newer import as_openapi_31
from apiref.spec.node import Node
from apiref.spec.problem import SpecError, shortened
from apiref.spec.schema import Schema
from apiref.spec.source import Source

_IMPLIED = {"in": "path", "required": True, "schema": {"type": "string"}}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_LONGEST_URL = 10_000  # characters that variables may add to a server's
_EXPLODED_STYLES = ("form", "cookie")
_DEFAULT_STYLE = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


def load(path: Path | str) -> Spec:
    """Read an OpenAPI document from a YAML or JSON file, and what it refers to.

    It is of version 3.0 or 3.1, or of 3.2, of which what is new is not read.

    Raises SpecError, with file, line and remedy, for what is no such document or has a reference
    that leads nowhere. Whether the document is valid in the rest is `check`'s to say.
    """
    return spec_from_source(read(path))


def read(path: Path | str) -> Source:
    """Read an OpenAPI document, and what it refers to, as one. Raises SpecError, as `load` does."""
    source = Source.read(Path(path))
    require_openapi(source)
    return as_read(bundled(source))


def as_read(source: Source) -> Source:
    """Give a document as readers know it: of a version before 3.2, and with valid schemas."""
    return without_faults(as_openapi_31(source))


def read_url(url: str) -> Source:
    """Load an OpenAPI document from the network, and what it refers to, as one.

    Its references are followed only if `fetch.network_allowed`. Raises SpecError, as `load` does,
    and for what `fetch.fetched` cannot load.
    """
    source = Source.from_bytes(Path(), fetched(url), url=url)
    require_openapi(source)
    return as_read(bundled(source))


def spec_from_source(source: Source) -> Spec:
    """Give the contract of a document that was read. Raises SpecError, as `load` does."""
    try:
        return spec_from_node(Node.root(source))
    except RecursionError:
        message = "references lead into one another without end"
        remedy = "Look at the callbacks: one must not reach the operation that it belongs to."
        raise SpecError([source.problem("", "reference-resolves", message, remedy)]) from None


def require_openapi(source: Source) -> None:
    """Raise SpecError unless the source is an OpenAPI 3.0 or 3.1 document."""
    data = source.data
    if not isinstance(data, Mapping):
        raise _not_openapi(source, "", "the document is not an object")
    if "swagger" in data:
        message = f"this is Swagger {shortened(str(data['swagger']))}, which is not read"
        remedy = "Convert it to OpenAPI 3.0 first: npx swagger2openapi --outfile openapi.yaml FILE"
        raise SpecError([source.problem("/swagger", "openapi-version", message, remedy)])
    version = data.get("openapi")
    if isinstance(version, float | str) and re.fullmatch(r"3\.[012]", str(version)):
        message = f"the `openapi` version {version} has two parts, and must have three"
        problem = source.problem("/openapi", "openapi-version", message, f'Write "{version}.0".')
        raise SpecError([problem])
    if not isinstance(version, str):
        raise _not_openapi(source, "", "the document has no `openapi` version")
    if not re.match(r"3\.[012]\.", version):
        raise _not_openapi(source, "/openapi", f"OpenAPI {shortened(version)} is not read")


def _not_openapi(source: Source, pointer: str, message: str) -> SpecError:
    remedy = "Give an OpenAPI 3.0 or 3.1 document; it begins with a line such as `openapi: 3.1.0`."
    return SpecError([source.problem(pointer, "openapi-version", message, remedy)])


def spec_from_node(root: Node) -> Spec:
    info = root.get("info") or Node(root.source, "/info", {})
    components = root.get("components") or Node(root.source, "/components", {})
    schemes = {
        name: security_scheme_from_node(name, node)
        for name, node in components.items("securitySchemes")
    }
    servers = servers_from_node(root) or (Server("/", ""),)
    inherited = _Inherited(root.data.get("security", ()), schemes, servers)
    return Spec(
        title=info.text("title"),
        version=info.text("version"),
        summary=info.text("summary"),
        description=info.text("description"),
        servers=servers,
        tags=tuple(
            Tag(_one_line(tag.text("name")), tag.text("description"), external_docs_from_node(tag))
            for tag in root.list("tags")
        ),
        tag_groups=tag_groups_from_node(root),
        external_docs=external_docs_from_node(root),
        operations=tuple(
            _with_unique_ids(
                operation
                for path, item in root.items("paths")
                if path.startswith("/")
                for operation in operations_from_node(path, item, inherited)
            )
        ),
        webhooks=tuple(webhooks_from_node(root, inherited)),
        schemas={
            name: Schema(Node(node.source, node.pointer, node.data, name))
            for name, node in components.items("schemas")
        },
        security_schemes=schemes,
        node=root,
    )


def webhooks_from_node(root: Node, inherited: "_Inherited") -> Iterator[Callback]:
    """Give the webhooks, each by a name of its own."""
    taken: set[str] = set()
    for key in ("webhooks", "x-webhooks"):
        for name, item in root.items(key):
            if isinstance(item.data, Mapping):
                unique = _unique(_one_line(name) or "webhook", taken)
                yield Callback(unique, "", operations_from_node(unique, item, inherited))


@dataclass(frozen=True)
class _Inherited:
    """What an operation has from the document unless it says otherwise."""

    security: Any
    schemes: Mapping[str, SecurityScheme]
    servers: tuple[Server, ...]


def operations_from_node(path: str, item: Node, inherited: _Inherited) -> tuple[Operation, ...]:
    """Give the operations of a path item, in the standard's order of methods."""
    return tuple(
        operation_from_node(path, method, item, inherited)
        for method in METHODS
        if isinstance(item.data.get(method), Mapping)
    )


def operation_from_node(path: str, method: str, item: Node, inherited: _Inherited) -> Operation:
    node = item.child(method)
    body = node.get("requestBody")
    return Operation(
        id=_one_line(node.text("operationId")) or _id_from_path(method, path),
        method=method.upper(),
        path=path,
        summary=node.text("summary") or item.text("summary"),
        description="\n\n".join(filter(None, (one.text("description") for one in (item, node)))),
        tags=tuple(
            filter(None, (_one_line(str(tag)).strip() for tag in node.data.get("tags", ())))
        ),
        deprecated=bool(node.data.get("deprecated")),
        parameters=parameters_from_nodes(path, item, node),
        request_body=request_body_from_node(body) if body else None,
        responses=tuple(
            response_from_node(status, child)
            for status, child in node.items("responses")
            if status and not status.startswith("x-")
        ),
        callbacks=tuple(
            Callback(name, expression, operations_from_node(expression, child, inherited))
            for name, callback in node.items("callbacks")
            for expression, child in _members(callback)
        ),
        security=security_from_data(
            node.data.get("security", inherited.security), inherited.schemes
        ),
        servers=servers_from_node(node) or servers_from_node(item) or inherited.servers,
        former_paths=former_paths_from_data(item.data.get("x-former-paths")),
        external_docs=external_docs_from_node(node),
        node=node,
    )


def former_paths_from_data(data: Any) -> tuple[str, ...]:
    """Give the older spellings of a path, from an extension of ours."""
    return tuple(path for path in data if isinstance(path, str)) if isinstance(data, list) else ()


def _one_line(text: str) -> str:
    """Give a name without line breaks and control characters: pages write it into a line."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())


def _with_unique_ids(operations: Iterable[Operation]) -> Iterator[Operation]:
    """Count on where an id, such as one that is made of a path, is taken."""
    taken: set[str] = set()
    for operation in operations:
        name = _unique(operation.id, taken)
        yield operation if name == operation.id else replace(operation, id=name)


def _unique(name: str, taken: set[str]) -> str:
    """Count on until a name is not taken, and take it."""
    unique, number = name, 1
    while unique in taken:
        number += 1
        unique = f"{name}_{number}"
    taken.add(unique)
    return unique


def _id_from_path(method: str, path: str) -> str:
    """Give an operation without operationId a name of its method and the words of its path."""
    return "_".join([method, *re.findall(r"[A-Za-z0-9]+", path)])


def _members(node: Node) -> list[tuple[str, Node]]:
    return [(name, node.child(name)) for name in node.data if not name.startswith("x-")]


def parameters_from_nodes(path: str, item: Node, operation: Node) -> tuple[Parameter, ...]:
    """Give the operation's parameters; one of its own replaces the path item's of that name.

    What the path has in braces, and nobody has described, is a string; its node is the operation's.
    """
    implied = (
        Node(operation.source, operation.pointer, {"name": name, **_IMPLIED})
        for name in re.findall(r"\{([^{}$][^{}]*)\}", path)
        if path.startswith("/")  # not the expression of a callback
    )
    described = (node for level in (item, operation) for node in level.list("parameters"))
    parameters = (
        *(replace(parameter_from_node(node), described=False) for node in implied),
        *map(parameter_from_node, described),
    )
    return tuple({(one.location, one.name): one for one in parameters}.values())


def parameter_from_node(node: Node) -> Parameter:
    location = node.text("in")
    style = node.text("style") or _DEFAULT_STYLE.get(location, "form")
    header = header_from_node(node.text("name"), node)
    return Parameter(
        **vars(header),
        location=location,
        style=style,
        explode=bool(node.data.get("explode", style in _EXPLODED_STYLES)),
        allow_empty_value=bool(node.data.get("allowEmptyValue")),
    )


def header_from_node(name: str, node: Node) -> Header:
    content = next(iter(content_from_node(node)), None)
    schema = node.get("schema")
    return Header(
        name=name,
        description=node.text("description"),
        required=bool(node.data.get("required")),
        deprecated=bool(node.data.get("deprecated")),
        schema=Schema(schema) if schema else content.schema if content else None,
        examples=examples_from_node(node) or (content.examples if content else ()),
        node=node,
    )


def request_body_from_node(node: Node) -> RequestBody:
    return RequestBody(
        description=node.text("description"),
        required=bool(node.data.get("required")),
        content=content_from_node(node),
    )


def content_from_node(node: Node) -> tuple[MediaType, ...]:
    return tuple(media_type_from_node(name, child) for name, child in node.items("content"))


def media_type_from_node(name: str, node: Node) -> MediaType:
    schema = node.get("schema")
    return MediaType(name, Schema(schema) if schema else None, examples_from_node(node), node)


def examples_from_node(node: Node) -> tuple[Example, ...]:
    if "example" in node.data:
        return (Example("example", "", "", node.data["example"]),)
    return tuple(
        Example(name, one.text("summary"), one.text("description"), one.data["value"])
        for name, one in node.items("examples")
        if isinstance(one.data, Mapping) and "value" in one.data
    )


def response_from_node(status: str, node: Node) -> Response:
    return Response(
        status=status,
        description=node.text("description"),
        headers=tuple(header_from_node(name, child) for name, child in node.items("headers")),
        content=content_from_node(node),
        links=tuple(link_from_node(name, child) for name, child in node.items("links")),
        node=node,
    )


def link_from_node(name: str, node: Node) -> Link:
    return Link(
        name=name,
        description=node.text("description"),
        operation_id=_one_line(node.text("operationId")),
        parameters=node.data.get("parameters", {}),
        node=node,
    )


def security_scheme_from_node(name: str, node: Node) -> SecurityScheme:
    return SecurityScheme(
        name=name,
        type=node.text("type"),
        scheme=node.text("scheme").lower(),
        description=node.text("description"),
        parameter_name=node.text("name"),
        location=node.text("in"),
        node=node,
    )


def security_from_data(
    alternatives: Any, schemes: Mapping[str, SecurityScheme]
) -> tuple[tuple[SecurityRequirement, ...], ...]:
    """Give the alternatives; one with a scheme that there is not can't be met, and is none."""
    return tuple(
        tuple(
            SecurityRequirement(schemes[name], tuple(map(str, scopes)))
            for name, scopes in alternative.items()
        )
        for alternative in alternatives
        if all(name in schemes for name in alternative)
    )


def servers_from_node(node: Node) -> tuple[Server, ...]:
    return tuple(map(server_from_node, node.list("servers")))


def server_from_node(node: Node) -> Server:
    """Give a server; each variable's default stands in its URL (OpenAPI 3.1, section 4.8.6)."""
    variables = tuple(
        ServerVariable(
            name, one.text("default"), one.text("description"), tuple(one.data.get("enum", ()))
        )
        for name, one in node.items("variables")
    )
    template = node.text("url")
    defaults = {one.name: one.default for one in variables}
    if sum(len(defaults.get(name, "")) for name in _VARIABLE.findall(template)) > _LONGEST_URL:
        what = f"with its variables, the URL has more than {_LONGEST_URL} characters"
        problem = node.source.problem(node.pointer, "server-url", what, "Give shorter defaults.")
        raise SpecError([problem])
    url = _VARIABLE.sub(lambda found: defaults.get(found[1], found[0]), template)
    return Server(url, node.text("description"), template, variables)


def tag_groups_from_node(root: Node) -> tuple[TagGroup, ...]:
    """Give the groups of tags from `x-tagGroups`; what is no group there is passed over."""
    return tuple(
        TagGroup(
            group.text("name"), tuple(_one_line(str(tag)) for tag in group.data.get("tags") or ())
        )
        for group in root.list("x-tagGroups")
        if isinstance(group.data, Mapping) and isinstance(group.data.get("tags", []), list)
    )
