"""Documentation elsewhere, which a document, a tag, an operation or a schema may name."""

from dataclasses import dataclass

from apiref.spec.node import Node


@dataclass(frozen=True)
class ExternalDocs:
    """An External Documentation Object (OpenAPI 3.1, section 4.8.11)."""

    url: str
    description: str


def external_docs_from_node(node: Node) -> ExternalDocs | None:
    """Give the documentation elsewhere that a part of a document names, if it names any."""
    docs = node.get("externalDocs")
    if docs is None or not docs.text("url"):
        return None
    return ExternalDocs(docs.text("url"), docs.text("description"))
