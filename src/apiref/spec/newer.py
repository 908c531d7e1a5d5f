"""OpenAPI 3.2, read as 3.1: what is new in it is left out, and said to be."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from apiref.spec.kinds import kind_below
from apiref.spec.pointer import join
from apiref.spec.source import Source

_READ_AS = "3.1.2"

# What 3.2 adds to each kind of object (appendix A, 3.2.0).
_NEW: Mapping[str, frozenset[str]] = {
    "document": frozenset({"$self"}),
    "server": frozenset({"name"}),
    "tag": frozenset({"summary", "parent", "kind"}),
    "components": frozenset({"mediaTypes"}),
    "path item": frozenset({"query", "additionalOperations"}),
    "media type": frozenset({"itemSchema", "itemEncoding", "prefixEncoding"}),
    "encoding": frozenset({"encoding", "itemEncoding", "prefixEncoding"}),
    "response": frozenset({"summary"}),
    "example": frozenset({"dataValue", "serializedValue"}),
    "security scheme": frozenset({"oauth2MetadataUrl", "deprecated"}),
    "oauth flows": frozenset({"deviceAuthorization"}),
    "discriminator": frozenset({"defaultMapping"}),
    "xml": frozenset({"nodeType"}),
}


def as_openapi_31(source: Source) -> Source:
    """Give a 3.2 document without what 3.1 does not have; a note on stderr names that, once."""
    if not str(source.data["openapi"]).startswith("3.2."):
        return source
    reading = _Reading(source)
    data = reading.written("document", "", source.data)
    _note(source.name, ", ".join(reading.unread))
    return replace(source, data={**data, "openapi": _READ_AS}, places=reading.places)


@cache
def _note(name: str, unread: str) -> None:
    what = f"what is new in it is not read: {unread}" if unread else "it has nothing that is newer"
    logging.getLogger("apiref").warning("%s: OpenAPI 3.2 is read as 3.1; %s", name, what)


class _Reading:
    """One walk through a document: what is left out of it, and where the rest stands."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.unread: dict[str, None] = {}
        self.places = dict(source.places)

    def written(self, kind: str, pointer: str, value: Any) -> Any:
        if isinstance(value, list) and kind.endswith("[]"):
            return self._items(kind[:-2], pointer, value)
        if not isinstance(value, dict):
            return value
        new = _NEW.get(kind.removeprefix("shared "), frozenset())
        self.unread |= dict.fromkeys(f"{kind} `{key}`" for key in value if key in new)
        written = {
            key: self.written(below, join(pointer, key), item)
            if (below := kind_below(kind, key))
            else item
            for key, item in value.items()
            if key not in new
        }
        return self._mended(kind, written)

    def _items(self, kind: str, pointer: str, value: list[Any]) -> list[Any]:
        """Leave out the parameters that are a whole query string; the rest keep their lines."""
        kept: list[Any] = []
        for index, item in enumerate(value):
            if isinstance(item, dict) and kind == "parameter" and item.get("in") == "querystring":
                self.unread["parameter `in: querystring`"] = None
                continue
            if len(kept) != index:
                moved = join(pointer, len(kept))
                self.places[moved] = self._source.place(join(pointer, index))
            kept.append(self.written(kind, join(pointer, index), item))
        return kept

    def _mended(self, kind: str, written: dict[str, Any]) -> dict[str, Any]:
        """Write what 3.1 requires and 3.2 does not."""
        if kind == "response" and "$ref" not in written:
            return {"description": "", **written}
        if kind == "parameter" and written.get("style") == "cookie":
            self.unread["parameter `style: cookie`"] = None
            return {key: item for key, item in written.items() if key != "style"}
        return written
