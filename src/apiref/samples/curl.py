"""Samples for curl in bash."""

import base64
import re

from apiref.request import ExampleRequest
from apiref.request.body import (
    Body,
    BytesBody,
    Field,
    File,
    FileBody,
    FormBody,
    JsonBody,
    MultipartBody,
    TextBody,
)
from apiref.request.credentials import Certificate, Digest, Secret
from apiref.request.serialization import encoded
from apiref.samples._request import basic_secret, content_type, header_texts, url_text
from apiref.samples._text import Text, is_unseen, text
from apiref.samples._value import json_text

NAME = "curl"
LEXER = "bash"
SUFFIX = ".sh"
RUN = ("bash",)
VERSION = ("curl", "--version")
ORDER = 10

_BARE = r"[A-Za-z0-9_./:@%=,+-]+"
_PLAIN_IN_QUOTES = r"[A-Za-z0-9_./:@%=,+?&; -]*"

_HINTS = {Digest: "--digest -u user:password", Certificate: "--cert client.pem"}


def render(request: ExampleRequest) -> str:
    options = [
        _expression(url_text(request)),
        "--fail-with-body",
        *_method(request),
        *_credentials(request),
        *_headers(request),
        *_body(request.body),
    ]
    return _input(request.body) + "curl " + " \\\n  ".join(options) + "\n"


def _method(request: ExampleRequest) -> list[str]:
    """Name the method where it is not the one that curl takes by itself."""
    if request.method == "HEAD":
        return ["--head"]
    own = "POST" if request.body is not None else "GET"
    return [] if request.method == own else [f"-X {_string(request.method)}"]


def _credentials(request: ExampleRequest) -> list[str]:
    secret = basic_secret(request)
    hints = [_HINTS[type(one)] for one in request.credentials if type(one) in _HINTS]
    return [*([f"-u {_expression(text(secret, ':'))}"] if secret else []), *hints]


def _headers(request: ExampleRequest) -> list[str]:
    headers = [_header(name, value) for name, value in header_texts(request).items()]
    kind = content_type(request)
    if kind is not None:
        headers.append(_header("Content-Type", text(kind)))
    elif isinstance(request.body, TextBody | BytesBody):
        headers.append("-H 'Content-Type:'")  # without it, curl would call it a form
    return headers


def _header(name: str, value: Text) -> str:
    if name == "Cookie" and "=" in str(value[0]):
        return f"-b {_expression(value)}"
    if value == ("",):
        return f"-H {_string(name + ';')}"  # curl's way to send a header that is empty
    return f"-H {_expression(text(f'{name}: ', *value))}"


def _input(body: Body | None) -> str:
    """Write what is piped into curl: bytes that no argument of a command can hold."""
    data = _unquotable(body)
    return "" if data is None else f"base64 --decode <<< {base64.b64encode(data).decode()} |\n"


def _unquotable(body: Body | None) -> bytes | None:
    match body:
        case BytesBody(data):
            return data
        case TextBody(content) if "\0" in content:
            return content.encode()
        case _:
            return None


def _body(body: Body | None) -> list[str]:
    match body:
        case None:
            return []
        case FormBody(pairs):
            return [_pair(name, value) for name, value in pairs]
        case MultipartBody(parts):
            return [_part(part) for part in parts]
        case _:
            return [_data(body)]


def _data(body: JsonBody | TextBody | FileBody | BytesBody) -> str:
    match body:
        case JsonBody(value):
            return f"-d {_string(json_text(value, depth=1))}"
        case FileBody(filename):
            return f"--data-binary @{filename}"
        case TextBody(content) if "\0" not in content:
            return f"--data-raw {_string(content)}"
        case _:
            return "--data-binary @-"


def _pair(name: str, value: str) -> str:
    if not name or "\0" in value:
        return f"--data-raw {_string(f'{encoded(name)}={encoded(value)}')}"
    return f"--data-urlencode {_string(f'{encoded(name)}={value}')}"


def _part(part: Field | File) -> str:
    if isinstance(part, Field):
        return f"--form-string {_string(f'{part.name}={part.text}')}"
    return f"-F {_string(f'{part.name}=@{part.filename};type={part.media_type}')}"


def _expression(parts: Text) -> str:
    """Write one word of the shell; `${NAME}` stands in double quotes among plain characters."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return _string(parts[0])
    return '"' + "".join(map(_in_double_quotes, parts)) + '"'


def _in_double_quotes(part: str | Secret) -> str:
    if isinstance(part, Secret):
        return f"${{{part.text}}}"
    return part if re.fullmatch(_PLAIN_IN_QUOTES, part) else f'"{_string(part)}"'


def _string(content: str) -> str:
    """Quote a word for bash; only what a reader cannot see needs `$'…'`."""
    if re.fullmatch(_BARE, content):
        return content
    if any(is_unseen(char) and char != "\n" for char in content):
        return "$'" + "".join(map(_escaped, content)) + "'"
    return "'" + content.replace("'", "'\\''") + "'"


def _escaped(char: str) -> str:
    if char in "\\'":
        return f"\\{char}"
    if char == "\n":
        return "\\n"
    return "".join(f"\\x{byte:02x}" for byte in char.encode()) if is_unseen(char) else char
