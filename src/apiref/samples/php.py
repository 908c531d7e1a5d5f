"""Samples for PHP, with its curl extension."""

import base64
import re
from collections.abc import Iterator, Mapping
from typing import Any

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
from apiref.request.receiver import PORT, Receiver
from apiref.request.serialization import encoded
from apiref.samples._multipart import boundary, pieces
from apiref.samples._request import basic_secret, content_type, header_texts, url_text
from apiref.samples._text import (
    NEWLINES,
    Text,
    expression,
    has_surrogate,
    is_unseen,
    quoted,
    text,
)
from apiref.samples._value import Notation, has_integer_beyond, json_text, write

NAME = "PHP"
LEXER = "php"
SUFFIX = ".php"
RUN = ("php",)
VERSION = ("php", "--version")
SERVE = ("php", "-S", f"127.0.0.1:{PORT}")
ORDER = 60

_INDENT = "    "
_EXACT = 2**63 - 1  # beyond it, an integer of PHP's becomes a float
_ANSWER = """
$answer = curl_exec($curl);
$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
if ($status < 200 || $status >= 300) {
    fwrite(STDERR, "$status: " . ($answer ?: curl_error($curl)) . PHP_EOL);
    exit(1);
}
echo $answer, PHP_EOL;
"""


def render(request: ExampleRequest) -> str:
    options = "".join(f"{_INDENT}{option},\n" for option in _options(request))
    url = _expression(url_text(request))
    return (
        f"<?php\n\n$curl = curl_init({url});\ncurl_setopt_array($curl, [\n{options}]);\n{_ANSWER}"
    )


def _options(request: ExampleRequest) -> Iterator[str]:
    yield "CURLOPT_RETURNTRANSFER => true"
    if request.method == "HEAD":
        yield "CURLOPT_NOBODY => true"
    elif request.method != "GET" or request.body is not None:
        yield f"CURLOPT_CUSTOMREQUEST => {_string(request.method)}"
    secret = basic_secret(request)
    if secret:
        yield f"CURLOPT_USERPWD => {_expression(text(secret, ':'))}"
    headers = "".join(f"{_INDENT * 2}{_expression(header)},\n" for header in _headers(request))
    if headers:
        yield f"CURLOPT_HTTPHEADER => [\n{headers}{_INDENT}]"
    if request.body is not None:
        yield f"CURLOPT_POSTFIELDS => {_body(request.body)}"


def _headers(request: ExampleRequest) -> Iterator[Text]:
    for name, value in header_texts(request).items():
        yield text(f"{name};") if value == ("",) else text(f"{name}: ", *value)
    kind = content_type(request)
    if kind:
        yield text(f"Content-Type: {kind}")
    elif isinstance(request.body, TextBody | BytesBody):
        yield text("Content-Type:")  # without it, curl would call it a form
    elif isinstance(request.body, MultipartBody) and _has_repeated(request.body):
        yield text(f"Content-Type: multipart/form-data; boundary={boundary(request.body)}")


def _body(body: Body) -> str:
    match body:
        case JsonBody(value):
            return _json(value)
        case FormBody(pairs):
            return _form(pairs)
        case MultipartBody():
            return _multipart(body)
        case FileBody(filename):
            return f"file_get_contents({_string(filename)})"
        case TextBody() | BytesBody():
            return _raw(body)


def _raw(body: TextBody | BytesBody) -> str:
    if isinstance(body, TextBody):
        return _string(body.text)
    return f"base64_decode({_string(base64.b64encode(body.data).decode())})"


def _json(value: Any) -> str:
    if has_surrogate(value) or has_integer_beyond(_EXACT, value):
        return _string(json_text(value))
    return f"json_encode({_literal(value)})"


def _literal(value: Any) -> str:
    return write(value, _NOTATION, depth=1)


def _form(pairs: tuple[tuple[str, str], ...]) -> str:
    if len(dict(pairs)) == len(pairs):
        return f"http_build_query({_literal(dict(pairs))})"
    return _string("&".join(f"{encoded(name)}={encoded(value)}" for name, value in pairs))


def _has_repeated(body: MultipartBody) -> bool:
    return len({part.name for part in body.parts}) < len(body.parts)


def _multipart(body: MultipartBody) -> str:
    """Write an array by name, or, as that cannot hold a name twice, the body by hand."""
    if not _has_repeated(body):
        parts = (f"{_string(part.name)} => {_part(part)}" for part in body.parts)
        return f"[\n{''.join(f'{_INDENT * 2}{part},{chr(10)}' for part in parts)}{_INDENT}]"
    return f"\n{_INDENT * 2}. ".join(
        f"file_get_contents({_string(piece.filename)})"
        if isinstance(piece, File)
        else _string(piece)
        for piece in pieces(body)
    )


def _part(part: Field | File) -> str:
    if isinstance(part, Field):
        return _string(part.text)
    arguments = (part.filename, part.media_type, part.filename)
    return f"new CURLFile({', '.join(map(_string, arguments))})"


def receiver(receiver: Receiver) -> str:
    variable = "HTTP_" + receiver.header.upper().replace("-", "_")
    return f"""\
<?php

// php -S 127.0.0.1:{PORT} receiver.php
const CALLBACK_KEY = {_string(receiver.key)};

if (!hash_equals(CALLBACK_KEY, $_SERVER[{_string(variable)}] ?? '')) {{
    http_response_code(401);
    exit;
}}
error_log(file_get_contents('php://input'));
"""


def _expression(parts: Text) -> str:
    return expression(parts, _string, lambda name: f"getenv({_string(name)})", plus=" . ")


def _string(content: str) -> str:
    """Quote text: in single quotes nothing is interpolated; only what is unseen needs double."""
    if any(map(is_unseen, content)):
        return quoted(content, {"$": "\\$", **NEWLINES}, unseen="\\u{{{:x}}}")
    return "'" + re.sub(r"(['\\])", r"\\\1", content) + "'"


def _opening(value: Mapping[str, Any]) -> str:
    """Give what an object begins with: a cast where an array would be taken for a list."""
    return "(object) [" if all(key.isdecimal() for key in value) else "["


_NOTATION = Notation(
    words=("null", "true", "false"),
    string=_string,
    keys=lambda names: (f"{_string(name)} => " for name in names),
    opening=_opening,
    closing="]",
    indent=_INDENT,
    last_comma=",",
)
