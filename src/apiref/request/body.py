"""The body of a request: one frozen value for each kind, so that a language only writes it down."""

import json
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apiref.example.xml import is_xml, xml_text
from apiref.request.serialization import form_pairs, text_from_value
from apiref.spec import MediaType, Schema

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
_READABLE_DEPTH = 16
_COVERED = {
    "*/*": JSON,
    "application/*": "application/octet-stream",
    "audio/*": "audio/mpeg",
    "font/*": "font/woff2",
    "image/*": "image/png",
    "multipart/*": MULTIPART,
    "text/*": "text/plain",
    "video/*": "video/mp4",
}


@dataclass(frozen=True)
class JsonBody:
    """A JSON value, which nobody may change."""

    value: Any
    media_type: str = JSON


@dataclass(frozen=True)
class FormBody:
    """One pair or more of names and values, not yet encoded; a name may occur again."""

    pairs: tuple[tuple[str, str], ...]
    media_type: str = FORM


@dataclass(frozen=True)
class Field:
    """A part of a multipart body that is text."""

    name: str
    text: str


@dataclass(frozen=True)
class File:
    """A part of a multipart body that is a file, found in the folder where the sample runs."""

    name: str
    filename: str
    media_type: str


@dataclass(frozen=True)
class MultipartBody:
    """Parts of multipart/form-data (RFC 7578); the client makes up the boundary."""

    parts: tuple[Field | File, ...]
    media_type: str = MULTIPART


@dataclass(frozen=True)
class TextBody:
    """Text, sent to the character in UTF-8; without a media type no Content-Type is sent."""

    text: str
    media_type: str | None = None


@dataclass(frozen=True)
class FileBody:
    """A file that is the whole body, found in the folder where the sample runs."""

    filename: str
    media_type: str


@dataclass(frozen=True)
class BytesBody:
    """Bytes that are not text, such as broken UTF-8."""

    data: bytes
    media_type: str | None = None


Body = JsonBody | FormBody | MultipartBody | TextBody | FileBody | BytesBody


def is_json(media_type: str) -> bool:
    """Whether a media type is JSON by its name, such as application/problem+json."""
    essence = media_type.partition(";")[0].strip().lower()
    return essence in (JSON, "text/json", "*/*") or essence.endswith("+json")


def concrete(media_type: str) -> str:
    """Give a media type that one of the ranges such as `image/*` covers."""
    return _COVERED.get(media_type.partition(";")[0].strip().lower(), media_type)


def body_from_value(media_type: MediaType, value: Any) -> Body:
    """Give the body that carries an example of a media type."""
    name = concrete(media_type.name)
    essence = name.partition(";")[0].strip().lower()
    if is_json(name):
        return JsonBody(value, name)
    if essence == FORM and isinstance(value, Mapping):
        pairs = _form(media_type, value)
        return FormBody(pairs, name) if pairs else TextBody("", name)
    if essence.startswith("multipart/") and isinstance(value, Mapping):
        return MultipartBody(_parts(media_type, value), essence)
    if is_binary(media_type.schema, essence):
        return FileBody(_filename("body", essence, value), essence)
    if is_xml(name) and not isinstance(value, str):
        return TextBody(xml_text(value, media_type.schema), name)
    return TextBody(text_from_value(value), name)


def body_from_bytes(data: bytes, media_type: str | None) -> Body:
    """Give the body that was sent as these bytes: JSON only where writing it again gives them."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return BytesBody(data, media_type)
    if media_type is not None and is_json(media_type) and _is_plain_json(text):
        return JsonBody(json.loads(text), media_type)
    return TextBody(text, media_type)


def _is_plain_json(text: str) -> bool:
    """Whether JSON text says nothing that its value does not: no key twice, no NaN, no 1.50.

    JSON so deep that it would be indented off the page counts as text too.
    """
    try:
        value = json.loads(text)
        if _depth(value) > _READABLE_DEPTH:
            return False
        again = [
            json.dumps(value, ensure_ascii=ascii_only, separators=separators, allow_nan=False)
            for ascii_only in (True, False)
            for separators in ((", ", ": "), (",", ":"))
        ]
    except (ValueError, RecursionError):
        return False
    return text in again


def _depth(value: Any) -> int:
    members = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, members), default=0) if isinstance(value, dict | list) else 0


def _form(media_type: MediaType, value: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        pair
        for name, member in value.items()
        for pair in _form_property(name, member, _encoding(media_type, name))
    )


def _form_property(name: str, value: Any, encoding: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give the pairs of a property; an object is JSON unless the contract names a style for it."""
    if isinstance(value, Mapping) and "style" not in encoding and "explode" not in encoding:
        return ((name, text_from_value(value)),)
    style = encoding.get("style", "form")
    return form_pairs(name, value, style=style, explode=encoding.get("explode", style == "form"))


def _encoding(media_type: MediaType, name: str) -> Mapping[str, Any]:
    """Give a property's Encoding Object (OpenAPI 3.1, section 4.8.15), or an empty one."""
    encoding = media_type.node.get("encoding")
    found = encoding.get(name) if encoding else None
    return found.data if found else {}


def _parts(media_type: MediaType, value: Mapping[str, Any]) -> tuple[Field | File, ...]:
    return tuple(
        _part(media_type, name, item)
        for name, member in value.items()
        for item in (member if isinstance(member, list) else [member])
    )


def _part(media_type: MediaType, name: str, value: Any) -> Field | File:
    declared = str(_encoding(media_type, name).get("contentType", "")).partition(",")[0].strip()
    schema = media_type.schema.properties.get(name) if media_type.schema else None
    content = schema.items if schema and schema.items else schema
    if not is_binary(content, declared):
        return Field(text_from_value(name), text_from_value(value))
    kind = declared if "/" in declared and "*" not in declared else _content_type(content)
    return File(name, _filename(name, kind, value), kind)


def _content_type(schema: Schema | None) -> str:
    return (schema.node.text("contentMediaType") if schema else "") or "application/octet-stream"


def is_binary(schema: Schema | None, media_type: str) -> bool:
    """Whether a value is a file's content, by 3.0's format, 3.1's keyword, or the media type."""
    if media_type.startswith(("image/", "audio/", "video/")):
        return True
    if media_type in ("application/octet-stream", "application/pdf", "application/zip"):
        return True
    data = schema.data if schema else {}
    unencoded = "contentMediaType" in data and "contentEncoding" not in data
    return data.get("format") == "binary" or unencoded


def _filename(name: str, media_type: str, value: Any) -> str:
    """Give an example that is a file's name, or a name made of the property's."""
    if isinstance(value, str) and re.fullmatch(r"[\w-]+\.\w+", value, re.ASCII):
        return value
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", name) or "file"
    return stem + (mimetypes.guess_extension(media_type) or ".bin")
