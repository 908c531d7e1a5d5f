"""What differs between a request and what arrived of it."""

import base64
import json
from collections.abc import Iterable, Iterator
from email.message import Message
from email.parser import BytesParser
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from apiref.request import ExampleRequest
from apiref.request.body import (
    BytesBody,
    Field,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.request.credentials import ApiKey, Basic, Bearer, Credential, Secret
from tests.samples.echo_server import Arrived

FILES = Path(__file__).parent / "files"
KEY = "live_from-environment"


def differences(request: ExampleRequest, arrived: Arrived) -> list[str]:
    """Tell what differs in method, path, query, headers, credentials or body, one line for each."""
    expected = [
        ("method", request.method, arrived.method),
        *_address(request, arrived),
        *_headers(request, arrived),
        *_body(request, arrived),
    ]
    return [
        f"{what}: expected {wanted!r}, arrived {got!r}"
        for what, wanted, got in expected
        if wanted != got
    ]


def _address(request: ExampleRequest, arrived: Arrived) -> Iterator[tuple[str, Any, Any]]:
    wanted, got = urlsplit(request.url), urlsplit(arrived.target)
    yield "path", wanted.path or "/", got.path
    keys = [(one.name, _key(one.secret)) for one in _api_keys(request, "query")]
    yield "query", [*_pairs(wanted.query), *keys], _pairs(got.query)


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True, errors="strict")


def _key(secret: Secret) -> str:
    return KEY if secret.in_environment else secret.text


def _api_keys(request: ExampleRequest, location: str) -> list[ApiKey]:
    return [
        one for one in request.credentials if isinstance(one, ApiKey) and one.location == location
    ]


def _headers(request: ExampleRequest, arrived: Arrived) -> Iterator[tuple[str, Any, Any]]:
    cookies = [value for name, value in request.headers if name == "Cookie"]
    cookies += [
        f"{one.name}={quote(_key(one.secret), safe='')}" for one in _api_keys(request, "cookie")
    ]
    yield "cookie", "; ".join(cookies) or None, arrived.header("Cookie")
    for name in {name: None for name, _ in request.headers if name != "Cookie"}:
        values = [value for other, value in request.headers if other == name]
        yield f"header {name}", ", ".join(values), arrived.header(name)
    for one in _api_keys(request, "header"):
        yield f"header {one.name}", _key(one.secret), arrived.header(one.name)
    yield "authorization", _authorization(request.credentials), arrived.header("Authorization")


def _authorization(credentials: tuple[Credential, ...]) -> str | None:
    for one in credentials:
        if isinstance(one, Basic):
            return "Basic " + base64.b64encode(f"{_key(one.secret)}:".encode()).decode()
        if isinstance(one, Bearer):
            return f"Bearer {_key(one.secret)}"
    return None


def _body(request: ExampleRequest, arrived: Arrived) -> Iterator[tuple[str, Any, Any]]:
    body, kind = request.body, arrived.header("Content-Type")
    if body is None:
        yield "body", b"", arrived.body
        return
    if isinstance(body, MultipartBody | FormBody):
        yield "content type", body.media_type, (kind or "").partition(";")[0]
    else:
        yield "content type", body.media_type, kind
    yield "body", *_contents(request, arrived)


def _contents(request: ExampleRequest, arrived: Arrived) -> tuple[Any, Any]:
    data = arrived.body
    match request.body:
        case JsonBody(value):
            return _text(value), _text(agreed(value, _json(data)))
        case FormBody(pairs):
            return _by_name(pairs), _by_name(_pairs(data.decode()))
        case MultipartBody(parts):
            return sorted(map(_part, parts)), sorted(_arrived_parts(arrived))
        case TextBody(text):
            return text.encode(), data
        case FileBody(filename):
            return (FILES / filename).read_bytes(), data
        case BytesBody(wanted):
            return wanted, data
        case _:
            raise AssertionError(request.body)


def _by_name(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give pairs in an order in which only those of one name keep theirs."""
    return sorted(pairs, key=lambda pair: pair[0])


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except ValueError as error:
        return f"no JSON: {error}: {data!r}"


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def agreed(wanted: Any, got: Any) -> Any:
    """Give a JSON value as wanted wherever it says the same: 1 and 1.0 do, 1 and true do not.

    What was written as a double is compared as one, and an integer digit by digit.
    """
    if isinstance(wanted, dict) and isinstance(got, dict):
        return {key: agreed(wanted.get(key), value) for key, value in got.items()}
    if isinstance(wanted, list) and isinstance(got, list):
        return [agreed(*pair) for pair in zip_longest(wanted, got)][: len(got)]
    if type(wanted) is float and type(got) in (int, float):
        return wanted if float(got) == wanted else got
    return wanted if type(wanted) is type(got) and wanted == got else got


Part = tuple[str, str, str, bytes]


def _part(part: Field | File) -> Part:
    if isinstance(part, Field):
        return part.name, "", "", _one_newline(part.text.encode())
    return part.name, part.filename, part.media_type, (FILES / part.filename).read_bytes()


def _arrived_parts(arrived: Arrived) -> Iterator[Part]:
    kind = arrived.header("Content-Type") or ""
    message = BytesParser().parsebytes(f"Content-Type: {kind}\n\n".encode() + arrived.body)
    for part in message.get_payload():
        assert isinstance(part, Message)
        yield _arrived_part(part)


def _arrived_part(part: Message) -> Part:
    name = str(part.get_param("name", header="content-disposition"))
    filename = part.get_filename() or ""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    if filename:
        return unquote(name), filename, part.get_content_type(), data
    return unquote(name), "", "", _one_newline(data)


def _one_newline(data: bytes) -> bytes:
    """Give text with the line ends of a form (HTML, section 4.10.21.8)."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
