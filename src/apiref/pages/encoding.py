"""How the properties of a form are written, in words (OpenAPI 3.1, section 4.8.15)."""

from collections.abc import Iterator, Mapping

from apiref.example import example_from_schema
from apiref.pages.words import Fact, type_words
from apiref.request.serialization import form_pairs
from apiref.spec import MediaType, Schema
from apiref.spec.node import Node


def encoding_facts(media_type: MediaType) -> Mapping[str, tuple[Fact, ...]]:
    """Give what a media type says of its properties, by the name of the property."""
    properties = media_type.schema.properties if media_type.schema else {}
    return {
        name: tuple(_facts(name, encoding, properties.get(name)))
        for name, encoding in media_type.node.items("encoding")
    }


def _facts(name: str, encoding: Node, schema: Schema | None) -> Iterator[Fact]:
    if content_type := encoding.text("contentType"):
        yield Fact("sent as", content_type)
    if schema and encoding.data.keys() & {"style", "explode", "allowReserved"}:
        style = encoding.text("style") or "form"
        explode = bool(encoding.data.get("explode", style == "form"))
        value = example_from_schema(schema, in_request=True)
        pairs = form_pairs(name, value, style=style, explode=explode)
        yield Fact("written", "&".join(f"{key}={text}" for key, text in pairs))
    for header, node in encoding.items("headers"):
        kind = node.get("schema")
        said = [type_words(Schema(kind)) if kind else "", node.text("description")]
        more = tuple(Fact(one, listed=True) for one in said if one)
        yield Fact("with the header", header, more)
