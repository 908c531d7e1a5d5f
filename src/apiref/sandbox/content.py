"""The content of a body: what it is by its media type, and how a value is written in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from apiref.example.xml import is_xml, xml_text
from apiref.spec import MediaType

_BODILESS = (204, 205, 304)  # RFC 9110, section 15


def essence(media_type: str) -> str:
    """Give a media type without its parameters, in small letters."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name, such as application/problem+json."""
    name = essence(media_type)
    return name in ("application/json", "text/json", "*/*") or name.endswith("+json")


def described(content: Sequence[MediaType], media_type: str) -> MediaType | None:
    """Give what describes a media type: itself, or a range such as `image/*`."""
    by_name = {essence(one.name): one for one in reversed(content)}
    kind = media_type.partition("/")[0]
    ways = (media_type, f"{kind}/*", "*/*")
    return next((by_name[name] for name in ways if name in by_name), None)


@dataclass(frozen=True)
class Content:
    """A value in a media type of the contract."""

    media: MediaType
    value: Any

    def response(self, status: int, headers: Mapping[str, str] | None = None) -> Response:
        if status in _BODILESS:
            return Response(None, status, headers)
        text = self.text().encode(errors="replace")
        return Response(text, status, headers, media_type=self.media_type())

    def text(self) -> str:
        if isinstance(self.value, str) and not is_json(self.media.name):
            return self.value
        if is_xml(self.media.name):
            return xml_text(self.value, self.media.schema)
        return json.dumps(self.value, ensure_ascii=False, separators=(",", ":"))

    def media_type(self) -> str:
        """Give the media type, or another where it is a range, or no name that can be sent."""
        name = self.media.name
        if "*" not in name and name.isascii() and name.isprintable():
            return name
        return "text/plain" if isinstance(self.value, str) else "application/json"
