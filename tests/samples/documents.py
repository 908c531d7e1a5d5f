"""Small documents, made in memory."""

from pathlib import Path
from typing import Any

from apiref.spec import Operation, Schema, Spec
from apiref.spec.node import Node
from apiref.spec.parse import spec_from_node
from apiref.spec.source import Source


def spec_of(**parts: Any) -> Spec:
    """Give a spec of the members of a document; `openapi` may be another version."""
    data = {"openapi": "3.1.0", "info": {"title": "Orders", "version": "1"}, **parts}
    return spec_from_node(Node.root(Source(Path("document.yaml"), b"", data)))


def schema_of(schema: Any, openapi: str = "3.1.0", **others: Any) -> Schema:
    components = {"schemas": {"One": schema, **others}}
    return spec_of(openapi=openapi, components=components).schema("One")


def operation_of(
    path: str = "/orders", method: str = "post", components: Any = None, **operation: Any
) -> Operation:
    spec = spec_of(
        servers=[{"url": "https://api.example.com/v1/"}],
        paths={path: {method: {"operationId": "one", **operation}}},
        components=components or {},
    )
    return spec.operation("one")


def body_of(media_type: str, **described: Any) -> dict[str, Any]:
    return {"content": {media_type: described}}
